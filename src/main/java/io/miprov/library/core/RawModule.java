package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Run;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Runs a script in a shell; here the same as `shell`, since nothing needs to be installed on a host.

        - raw:
            cmd: uptime
        """)
public final class RawModule implements Module<RawModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the script",
                            aliases = {"free_form", "_raw_params"})
                    String cmd,
            @Doc(value = "the shell to run it", orElse = "/bin/sh") String executable) {}

    @Override
    public String freeForm() {
        return "cmd";
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        return new Run(
                Sh.of("run_script {} {}", params.executable(), params.cmd()),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
