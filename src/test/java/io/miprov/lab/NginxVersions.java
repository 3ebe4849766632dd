package io.miprov.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The NGINXes that tests are run with: the one of this machine, and those of Debian's other suites,
 * each with the libraries of its suite. What is fetched stays below target.
 */
public enum NginxVersions {
    /** As this machine has it; on Debian 12 that is 1.22. */
    HERE(""),
    /** 1.18, the oldest that Debian still ships. */
    BULLSEYE("nginx-core"),
    /** 1.26, with {@code http2 on}. */
    TRIXIE("nginx"),
    /** The newest; from 1.30 on with {@code sticky} and {@code drain}. */
    SID("nginx");

    private static final int NO_MIRROR = 75;
    private static final String SCRIPT = "nginx-of-suite.sh";

    /** Why there is none of a suite; empty when there is. */
    private static final Map<NginxVersions, String> MISSING = new ConcurrentHashMap<>();

    private final String debianPackage;

    NginxVersions(String debianPackage) {
        this.debianPackage = debianPackage;
    }

    /** The program. A test that needs it is left out when it can not be had, and says why. */
    public Path program() {
        if (this == HERE) {
            assumeTrue(Programs.there("nginx"), "no NGINX here");
            return Programs.path("nginx").orElseThrow();
        }
        String missing = MISSING.computeIfAbsent(this, NginxVersions::fetchOnce);
        assumeTrue(missing.isEmpty(), missing);
        return folder().resolve("nginx");
    }

    /**
     * Has a host run this NGINX where it ran its own: the files go to the same place as here, which
     * the program was made for, and {@code /usr/sbin/nginx} leads there.
     */
    public void on(LabHost host) throws IOException, InterruptedException {
        Path program = program();
        String folder = folder().toString();
        if (host.root("ls -d '" + folder + "' 2>/dev/null || true").isEmpty()) {
            host.put(folder(), "/opt/nginx-" + suite());
            host.root(
                    "mkdir -p '%1$s' && rmdir '%1$s' && ln -s /opt/nginx-%2$s '%1$s'"
                            .formatted(folder, suite()));
        }
        host.root("ln -sf '" + program + "' /usr/sbin/nginx");
    }

    private String suite() {
        return name().toLowerCase(Locale.ROOT);
    }

    private Path folder() {
        return Path.of("target/nginx", suite()).toAbsolutePath();
    }

    /** Fetches it unless that was done before, by whichever process. */
    private String fetchOnce() {
        Path whole = folder().resolve("whole");
        try {
            Files.createDirectories(folder().getParent());
            Path lock = folder().resolveSibling(suite() + ".lock");
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                assertTrue(held.isValid());
                // programs that were copied from another place look for their loader there
                if (Files.exists(whole) && Files.readString(whole).equals(folder().toString())) {
                    return "";
                }
                String missing = fetch();
                if (missing.isEmpty()) {
                    Files.writeString(whole, folder().toString());
                }
                return missing;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why it can not be had; nothing when it was fetched. */
    private String fetch() {
        Command.Result got =
                Command.of(
                                "sh",
                                "-c",
                                LabImage.resource(SCRIPT),
                                SCRIPT,
                                suite(),
                                AptSources.ofThisComputer().mirror(),
                                folder().toString(),
                                debianPackage)
                        .run();
        if (got.status() == NO_MIRROR) {
            return "Debian's mirror can not be reached, or there is no apt-get, so there is no NGINX of "
                    + suite()
                    + ": "
                    + got.tail(3);
        }
        assertEquals(0, got.status(), got::text);
        return "";
    }
}
