package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Sets the mode and the policy of SELinux, in its file and as far as it can be done now.

        - selinux:
            policy: targeted
            state: enforcing
        """)
public final class SelinuxModule implements Module<SelinuxModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("its mode") State state,
            @Doc("its policy; needed unless it is disabled") Optional<String> policy,
            @Doc(
                            value = "its file",
                            aliases = {"conf", "file"},
                            orElse = "/etc/selinux/config",
                            path = true)
                    String configfile,
            @Doc(value = "whether kernels are told too, by grubby", orElse = "no")
                    boolean updateKernelParam) {}

    /** A mode. */
    public enum State {
        ENFORCING,
        PERMISSIVE,
        DISABLED
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.state() != State.DISABLED && params.policy().isEmpty()) {
            throw new BadParams("policy", "Policy is required if state is not 'disabled'");
        }
        Sh words = Sh.resource(SelinuxModule.class, "selinux.sh");
        return new Decide(
                words.then(
                        Sh.of(
                                "selinux_state {} {}",
                                params.configfile(),
                                params.updateKernelParam() ? "kernel" : "")),
                answer -> new SelinuxPlan(params, answer).change(),
                Map.of());
    }
}
