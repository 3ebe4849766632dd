package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class KnownHostsModuleTest {
    private static final String ONE = "Git.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAo one@x";
    private static final String TWO = "git.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBo";
    private static final String RSA = "git.example ssh-rsa AAAAB3NzaC1yc2E";

    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial hosts;

    @BeforeEach
    void start() {
        hosts = new Trial("known_hosts", dir, shell);
        hosts.given(".ssh/known_hosts", "other,10.0.0.1 ssh-rsa AAAAB3NzaC1y\n# a remark\n");
    }

    @Test
    void addsReplacesAndTakesOutKeys() throws IOException {
        hosts.changesFiles(params(Map.of("key", ONE)));
        assertEquals(ONE, line(2));
        hosts.changesFiles(params(Map.of("key", RSA)));
        hosts.changesFiles(params(Map.of("key", TWO)));
        assertEquals(List.of(RSA, TWO), lines().subList(2, 4));
        hosts.changesFiles(params(Map.of("key", RSA, "state", "absent")));
        assertEquals(TWO, line(2));
        hosts.changesFiles(params(Map.of("state", "absent")));
        assertEquals(2, lines().size());
        hosts.settled(params(Map.of("state", "absent")));
    }

    @Test
    void hashesTheNameAndFindsItAgain() throws IOException {
        hosts.changesFiles(params(Map.of("key", TWO, "hash_host", true)));
        assertTrue(line(2).startsWith("|1|"), line(2));
        assertTrue(HostKeyLine.read(line(2)).orElseThrow().names("git.example"));
        hosts.changesFiles(params(Map.of("state", "absent")));
    }

    @Test
    void findsWhatSshKeygenHashed() throws Exception {
        assertTrue(
                HostKeyLine.read(
                                "|1|dVbPYp2YSCPeGBfvwE0dk0KRPqA=|"
                                        + "TJHzmuNZ2ZDpYSxPDxMYZSVHVYA= ssh-rsa AAAA")
                        .isPresent());
        Path file = dir.resolve("hashed");
        Files.writeString(file, RSA + "\n");
        Process hash =
                new ProcessBuilder("ssh-keygen", "-H", "-f", file.toString())
                        .redirectErrorStream(true)
                        .start();
        hash.getInputStream().readAllBytes();
        org.junit.jupiter.api.Assumptions.assumeTrue(hash.waitFor() == 0, "no ssh-keygen");
        Map<String, Object> gone =
                Map.of("name", "git.example", "path", file.toString(), "state", "absent");
        hosts.changesFiles(gone);
        assertEquals("", Files.readString(file));
    }

    @Test
    void refusesKeysOfOthers() {
        for (Map<String, Object> wrong :
                List.of(
                        Map.<String, Object>of("key", "other ssh-rsa AAAA"),
                        Map.<String, Object>of("key", "nonsense"),
                        Map.<String, Object>of("name", "a,b", "key", "a,b ssh-rsa AAAA"),
                        Map.<String, Object>of())) {
            assertThrows(RuntimeException.class, () -> hosts.run(params(wrong)));
        }
    }

    private Map<String, Object> params(Map<String, Object> more) {
        Map<String, Object> all = new java.util.HashMap<>();
        all.put("name", "Git.example");
        all.putAll(more);
        return all;
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(dir.resolve(".ssh/known_hosts"));
    }

    private String line(int at) throws IOException {
        return lines().get(at);
    }
}
