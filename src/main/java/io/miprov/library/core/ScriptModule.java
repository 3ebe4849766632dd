package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.LocalCommand;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Run;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Sends a script of the controller to a host and runs it there; the copy is deleted after.

        - script:
            cmd: collect-logs.sh --since yesterday
            creates: /var/tmp/logs.tar.gz
        """)
public final class ScriptModule implements Module<ScriptModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the script, and its arguments as a shell reads them",
                            aliases = {"free_form", "_raw_params"})
                    LocalCommand cmd,
            @Doc(value = "the folder to run it in; an absolute path", path = true)
                    Optional<String> chdir,
            @Doc(value = "a path; when it is there, nothing is run", path = true)
                    Optional<String> creates,
            @Doc(value = "a path; when it is not there, nothing is run", path = true)
                    Optional<String> removes,
            @Doc(value = "the program that runs it, with its options", orElse = "")
                    String executable,
            @Doc(value = "whether a script encrypted with a vault is decrypted", orElse = "yes")
                    boolean decrypt) {}

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
        if (params.chdir().filter(folder -> !folder.startsWith("/")).isPresent()) {
            throw new BadParams(
                    "chdir",
                    "chdir "
                            + params.chdir().get()
                            + " must be an absolute path for a Unix-aware remote node");
        }
        LocalFile file = params.cmd().file();
        if (file.folder()) {
            throw new BadParams("cmd", file.path() + " is a folder, and no script");
        }
        Sh run =
                Sh.of(
                        "run_file {} {} {} {}",
                        file.path().getFileName(),
                        params.executable(),
                        params.cmd().arguments(),
                        params.chdir().orElse(""));
        return new Run(
                Scripts.resource("script.sh").then(run),
                Optional.of(file.content()),
                params.creates(),
                params.removes(),
                Map.of());
    }
}
