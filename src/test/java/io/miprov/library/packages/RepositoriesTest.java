package io.miprov.library.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of yum, and keys of OpenPGP. */
final class RepositoriesTest {
    @TempDir Path dir;

    private Map<String, Object> repository(Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", "mine");
        params.put("reposdir", dir.toString());
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    @ParameterizedTest
    @EnumSource
    void writesARepositoryAndLeavesOthers(Shells shell) throws IOException {
        Trial trial = new Trial("yum_repository", dir, shell);
        String other = "# a remark\n[other]\nname=Other\nbaseurl = x\n";
        trial.given("all.repo", other);
        Map<String, Object> params =
                repository(
                        "file", "all",
                        "description", "Mine, 100%",
                        "baseurl", List.of("https://a/", "https://b/"),
                        "gpgcheck", false,
                        "exclude", "x*,y",
                        "ip_resolve", 4,
                        "failovermethod", "priority",
                        "mode", "0640");
        trial.changesFiles(params);
        String mine =
                """
                [mine]
                baseurl = https://a/
                \thttps://b/
                exclude = x* y
                failovermethod = priority
                gpgcheck = 0
                ip_resolve = 4
                name = Mine, 100%

                """;
        assertEquals(other + "\n" + mine, Files.readString(dir.resolve("all.repo")));
        params.remove("exclude");
        trial.changesFiles(params);
        trial.changesFiles(repository("file", "all", "state", "absent"));
        assertEquals(other + "\n", Files.readString(dir.resolve("all.repo")));
    }

    @Test
    void removesTheFileOfItsLastRepository() {
        Trial trial = new Trial("yum_repository", dir, Shells.DASH);
        trial.changesFiles(repository("description", "Mine", "mirrorlist", "https://a/"));
        trial.changesFiles(repository("state", "absent"));
        assertFalse(Files.exists(dir.resolve("mine.repo")));
        trial.settled(repository("state", "absent"));
        trial.fails(repository("state", "absent", "reposdir", dir + "/none"), "does not exist");
        assertThrows(BadParams.class, () -> trial.run(repository("description", "Mine")));
        assertThrows(BadParams.class, () -> trial.run(repository("baseurl", "x")));
    }

    @Test
    void readsTheFingerprintsThatGpgTells() throws Exception {
        assumeTrue(Programs.there("gpg"), "no gpg here");
        String script =
                "export GNUPGHOME=$PWD && gpg --batch --quiet --passphrase '' --quick-gen-key me@example.org rsa2048 sign never"
                        + " && gpg --armor --export >armored && gpg --export >plain && gpg --with-colons --fingerprint"
                        + " --fingerprint | awk -F: '/^fpr/ { print $10 }'";
        Process process = new ProcessBuilder("sh", "-c", script).directory(dir.toFile()).start();
        List<String> told =
                new String(
                                process.getInputStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        assertEquals(
                told, OpenPgpKey.read(Files.readAllBytes(dir.resolve("armored"))).fingerprints());
        assertEquals(
                told, OpenPgpKey.read(Files.readAllBytes(dir.resolve("plain"))).fingerprints());
        assertThrows(
                IllegalArgumentException.class,
                () -> OpenPgpKey.read("no key".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
