package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Sh;
import java.util.Map;

/**
 * Something of which only the host itself can tell whether it is needed, while it does it: a
 * download, the update of a checkout.
 *
 * @param check tells the same as {@code apply} would, and changes nothing that lasts
 * @param apply looks, does what is needed, and tells
 * @param next makes of what was told the outcome, or what is still to do; {@link
 *     IllegalArgumentException} with what is wrong
 */
public record Work(Sh check, Sh apply, Decide.Next next, Map<String, Object> says)
        implements Change {

    @Override
    public Outcome on(Host host, Mode mode) {
        return new Decide(mode.check() ? check : apply, next, says).on(host, mode);
    }
}
