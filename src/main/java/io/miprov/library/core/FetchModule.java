package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Fetch;
import io.miprov.module.LocalTarget;
import io.miprov.module.Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

@Doc(
        """
        Brings a file of the host to the controller, into a folder of the host's name, or flat to a path.

        - fetch:
            src: /opt/wso2mi/current/repository/logs/wso2carbon.log
            dest: logs
        """)
public final class FetchModule implements Module<FetchModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the file on the host", path = true) String src,
            @Doc(
                            "the folder on the controller; with `flat`, the path there, a folder when it ends with a slash")
                    LocalTarget dest,
            @Doc(
                            value =
                                    "whether it goes to `dest` without folders of the host's name and path",
                            orElse = "no")
                    boolean flat,
            @Doc(value = "whether it is a failure when there is no such file", orElse = "yes")
                    boolean failOnMissing,
            @Doc(value = "whether what came is checked against the file's digest", orElse = "yes")
                    boolean validateChecksum) {}

    @Override
    public String missing(String parameter) {
        return "src and dest are required";
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        return new Fetch(
                params.src(),
                dest(params),
                params.failOnMissing(),
                params.validateChecksum(),
                Map.of());
    }

    private static Path dest(Params params) {
        LocalTarget to = params.dest();
        if (params.flat()) {
            if (!to.folder() && Files.isDirectory(to.path())) {
                throw new BadParams(
                        "dest",
                        "dest is an existing directory, use a trailing slash if you want to fetch src into that directory");
            }
            return to.folder() ? to.path().resolve(name(params.src())) : to.path();
        }
        Path folder = to.path().resolve(to.host());
        Path dest = folder.resolve(params.src().replaceFirst("^/+", "")).normalize();
        if (!dest.startsWith(folder)) {
            throw new BadParams(
                    "src",
                    "Detected directory traversal, expected to be contained in '"
                            + folder
                            + "' but got '"
                            + dest
                            + "'");
        }
        return dest;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
