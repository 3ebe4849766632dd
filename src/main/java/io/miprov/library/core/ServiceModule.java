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
        value =
                """
                Starts, stops or enables a service, by systemd or by the scripts of /etc/init.d.

                - service:
                    name: nginx
                    state: started
                    enabled: true
                """,
        without = {"pattern", "runlevel", "arguments", "args"})
public final class ServiceModule implements Module<ServiceModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the service") String name,
            @Doc("how it should be; restarted and reloaded are a change each time")
                    Optional<State> state,
            @Doc("whether it starts at boot") Optional<Boolean> enabled,
            @Doc(value = "taken for Ansible's sake", orElse = "0") double sleep,
            @Doc(value = "taken for Ansible's sake; what the host has is used", orElse = "auto")
                    String use,
            @Doc("as `systemd` takes it") Optional<Boolean> masked,
            @Doc(value = "as `systemd` takes it", aliases = "daemon-reload", orElse = "no")
                    boolean daemonReload,
            @Doc(value = "as `systemd` takes it", aliases = "daemon-reexec", orElse = "no")
                    boolean daemonReexec,
            @Doc(value = "as `systemd` takes it", orElse = "no") boolean force,
            @Doc(value = "as `systemd` takes it", orElse = "no") boolean noBlock,
            @Doc(value = "as `systemd` takes it", orElse = "system") SystemdModule.Scope scope) {}

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.state().isEmpty()
                && params.enabled().isEmpty()
                && params.masked().isEmpty()
                && !params.daemonReload()) {
            throw new BadParams("name", "nothing to do: say `state` or `enabled`");
        }
        return ServicePlan.of(
                new Wanted(
                        params.name(),
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
