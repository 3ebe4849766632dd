package io.miprov.host;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shells that every script must run under. */
public enum Shells {
    DASH,
    BASH,
    BUSYBOX;

    public OnceShell host() {
        return host(Map.of());
    }

    /** On a host where programs of a folder are found before all others. */
    public OnceShell hostWith(Path programs) {
        Map<String, String> usual = this == BUSYBOX ? path(Map.of()) : System.getenv();
        return host(Map.of("PATH", programs + ":" + usual.get("PATH")));
    }

    public OnceShell host(Map<String, String> more) {
        String program = name().toLowerCase(Locale.ROOT);
        assumeTrue(Programs.there(program), () -> "no " + program + " here");
        return switch (this) {
            case DASH -> new OnceShell(new ArrayList<>(List.of("dash")), more);
            case BASH -> new OnceShell(new ArrayList<>(List.of("bash", "--posix")), more);
            case BUSYBOX -> new OnceShell(new ArrayList<>(List.of("busybox", "sh")), path(more));
        };
    }

    /** With busybox, all tools are busybox's too. */
    private static Map<String, String> path(Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(more);
        all.putIfAbsent("PATH", Tools.FOLDER + ":" + System.getenv("PATH"));
        return all;
    }

    private static final class Tools {
        static final Path FOLDER = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("busybox");
                for (String tool :
                        ("awk base64 cat chgrp chmod chown cp cut date df dirname du env expr find grep"
                                        + " head id ln ls mkdir mktemp mv od readlink realpath rm rmdir"
                                        + " sed sha256sum sort stat tail tar touch tr uname unzip wc xargs")
                                .split(" ", -1)) {
                    Path link = folder.resolve(tool);
                    Files.createSymbolicLink(link, Programs.path("busybox").orElseThrow());
                    link.toFile().deleteOnExit();
                }
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
