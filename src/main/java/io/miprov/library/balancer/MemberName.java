package io.miprov.library.balancer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A member as a playbook names it: a host, or a host with a port. Without one, all ports are meant.
 */
record MemberName(String written, String host, Optional<Integer> port) {
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]+)\\](?::(\\d{1,5}))?");
    private static final Pattern PLAIN = Pattern.compile("([^:\\s]+)(?::(\\d{1,5}))?");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static MemberName of(String written) {
        if (IPV6.matcher(written).matches()) {
            return new MemberName(written, written, Optional.empty());
        }
        Matcher shape = BRACKETS.matcher(written);
        if (!shape.matches()) {
            shape = PLAIN.matcher(written);
        }
        if (!shape.matches()) {
            throw new IllegalArgumentException(
                    "`" + written + "` is no member; it takes a host, or `host:port`");
        }
        return new MemberName(
                written,
                shape.group(1),
                Optional.ofNullable(shape.group(2)).map(Integer::parseInt));
    }

    /** Whether a server with this port may be it, as far as the port tells. */
    boolean hasPort(Optional<Integer> other) {
        return port.isEmpty() || port.equals(other);
    }
}
