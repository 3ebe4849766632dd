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
        value =
                """
                Runs a script in a shell. Prefer `command` where no pipe or redirection is needed.

                - shell:
                    cmd: grep -c ERROR wso2carbon.log > /tmp/errors
                    chdir: /opt/wso2mi/current/repository/logs
                """)
public final class ShellModule implements Module<ShellModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the script",
                            aliases = {"free_form", "_raw_params"})
                    String cmd,
            @Doc(value = "the folder to run it in", path = true) Optional<String> chdir,
            @Doc(
                            value =
                                    "a path, with * and ? if need be; when it is there, nothing is run",
                            path = true)
                    Optional<String> creates,
            @Doc(
                            value =
                                    "a path, with * and ? if need be; when it is not there, nothing is run",
                            path = true)
                    Optional<String> removes,
            @Doc(value = "the shell to run it", orElse = "/bin/sh") String executable,
            @Doc("text for its standard input") Optional<String> stdin,
            @Doc(value = "whether that text ends with a newline", orElse = "yes")
                    boolean stdinAddNewline,
            @Doc(value = "whether newlines at the end of its output are left out", orElse = "yes")
                    boolean stripEmptyEnds) {}

    @Override
    public String freeForm() {
        return "cmd";
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh script = Sh.of("run_script {} {}", params.executable(), params.cmd());
        return new Run(
                        Scripts.fed(params.stdin(), params.stdinAddNewline(), script),
                        params.creates(),
                        params.removes(),
                        Map.of("cmd", params.cmd()))
                .in(params.chdir())
                .stripping(params.stripEmptyEnds());
    }
}
