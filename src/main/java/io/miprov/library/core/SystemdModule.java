package io.miprov.library.core;

import io.miprov.library.core.ServicePlan.State;
import io.miprov.library.core.ServicePlan.Wanted;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.Locale;
import java.util.Optional;

@Doc(
        """
        Starts, stops, enables or masks a unit of systemd. When a start fails, the last lines of its journal are told.

        - systemd:
            name: micro-integrator
            state: started
            enabled: true
        """)
public final class SystemdModule implements Module<SystemdModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the unit; .service may be left out",
                            aliases = {"service", "unit"})
                    Optional<String> name,
            @Doc("how it should be; restarted and reloaded are a change each time")
                    Optional<State> state,
            @Doc("whether it starts at boot") Optional<Boolean> enabled,
            @Doc("whether it is kept from being started at all") Optional<Boolean> masked,
            @Doc(
                            value =
                                    "whether systemd reads its unit files anew first; done only when one of them has changed",
                            aliases = "daemon-reload",
                            orElse = "no")
                    boolean daemonReload,
            @Doc(
                            value = "whether systemd starts itself anew",
                            aliases = "daemon-reexec",
                            orElse = "no")
                    boolean daemonReexec,
            @Doc(value = "whether links of other units may be replaced", orElse = "no")
                    boolean force,
            @Doc(value = "whether not to wait until it is done", orElse = "no") boolean noBlock,
            @Doc(value = "whose systemd", orElse = "system") Scope scope) {}

    /** Whose systemd. */
    public enum Scope {
        SYSTEM,
        USER,
        GLOBAL
    }

    @Override
    public Change plan(Params params, Facts facts) {
        boolean does =
                params.state().isPresent()
                        || params.enabled().isPresent()
                        || params.masked().isPresent();
        if (does && params.name().isEmpty()) {
            throw new BadParams("state", "`name` is needed for that");
        }
        if (!does && !params.daemonReload() && !params.daemonReexec()) {
            throw new BadParams("name", "nothing to do: say `state`, `enabled` or `masked`");
        }
        return ServicePlan.of(
                new Wanted(
                        params.name().orElse(""),
                        params.state(),
                        params.enabled(),
                        params.masked(),
                        params.daemonReload(),
                        params.daemonReexec(),
                        params.noBlock(),
                        params.force(),
                        "--" + params.scope().name().toLowerCase(Locale.ROOT)));
    }
}
