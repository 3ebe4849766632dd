package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
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
final class AuthorizedKeyModuleTest {
    private static final String ONE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAo= me@one";
    private static final String TWO = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQ two words";

    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial keys;

    @BeforeEach
    void start() {
        keys = new Trial("authorized_key", dir, shell);
    }

    @Test
    void makesTheFileForItsOwnerOnly() throws IOException {
        Outcome outcome = keys.changesFiles(params(Map.of("key", ONE + "\n# a remark\n" + TWO)));
        assertEquals(List.of(ONE, TWO), lines());
        assertEquals("rwx------", mode(".ssh"));
        assertEquals("rw-------", mode(".ssh/keys"));
        assertEquals(dir + "/.ssh/keys", outcome.values().get("keyfile"));
    }

    @Test
    void addsToWhatIsThereAndTakesOut() throws IOException {
        keys.given(".ssh/keys", "# ours\n" + ONE + "\nnonsense\n");
        keys.changesFiles(params(Map.of("key", TWO)));
        assertEquals(List.of("# ours", ONE, "nonsense", TWO), lines());
        keys.changesFiles(params(Map.of("key", ONE.replace("me@one", ""), "state", "absent")));
        assertEquals(List.of("# ours", "nonsense", TWO), lines());
    }

    @Test
    void changesOptionsAndRemark() throws IOException {
        keys.given(".ssh/keys", ONE + "\n");
        String options = "no-pty,from=\"192.0.2.0/24 , x\"";
        keys.changesFiles(params(Map.of("key", ONE, "key_options", options, "comment", "new one")));
        assertEquals(
                List.of(options + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAo= new one"), lines());
        keys.settled(params(Map.of("key", lines().get(0))));
    }

    @Test
    void keepsNoOthers() throws IOException {
        keys.given(".ssh/keys", "# ours\n" + TWO + "\n" + ONE + "\n");
        keys.changesFiles(params(Map.of("key", ONE, "exclusive", true)));
        assertEquals(List.of(ONE), lines());
    }

    @Test
    void takesKeysFromAnAddress() throws IOException {
        keys.given("list", ONE + "\n");
        keys.changesFiles(params(Map.of("key", "file://" + dir + "/list")));
        assertEquals(List.of(ONE), lines());
    }

    @Test
    void saysWhatIsWrong() {
        Map<String, Object> nobody = Map.of("user", "no-such-user", "key", ONE);
        keys.fails(nobody, "there is no user `no-such-user`");
        assertEquals(Outcome.Status.CHANGED, keys.run(nobody, Mode.CHECK).status());
        IllegalArgumentException bad =
                org.junit.jupiter.api.Assertions.assertThrows(
                        IllegalArgumentException.class,
                        () -> keys.run(params(Map.of("key", "hello"))));
        assertTrue(bad.getMessage().contains("invalid key specified: hello"), bad::getMessage);
    }

    private Map<String, Object> params(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("user", System.getProperty("user.name"));
        all.put("path", dir + "/.ssh/keys");
        return all;
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(dir.resolve(".ssh/keys"));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name)));
    }
}
