package io.miprov.host;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A host that has a small file system of its own at some path, anew for each script. */
public final class Mounted {
    private Mounted() {}

    /** With 3 MB that nobody else sees; a test is left out where that may not be. */
    public static OnceShell tmpfs(Path at) {
        return tmpfs(at, ":");
    }

    /** The same, with what a command of sh puts there; {@code $0} is the path. */
    public static OnceShell tmpfs(Path at, String fill) {
        assumeTrue(Programs.there("unshare"), "no unshare here");
        OnceShell host =
                new OnceShell(
                        List.of(
                                "unshare",
                                "-rm",
                                "sh",
                                "-c",
                                "mount -t tmpfs -o size=3m none \"$0\" && "
                                        + fill
                                        + " && exec sh \"$1\"",
                                at.toString()),
                        Map.of());
        assumeTrue(host.run(Sh.NOTHING).ok(), "nothing may be mounted here");
        return host;
    }
}
