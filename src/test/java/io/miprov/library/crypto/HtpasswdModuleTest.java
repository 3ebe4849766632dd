package io.miprov.library.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class HtpasswdModuleTest {
    @TempDir Path dir;

    private Map<String, Object> user(String name, String password, Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("path", dir + "/sub/passwords");
        params.put("name", name);
        if (!password.isEmpty()) {
            params.put("password", password);
        }
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(dir.resolve("sub/passwords"));
    }

    @ParameterizedTest
    @EnumSource
    void addsChangesAndRemovesUsers(Shells shell) throws IOException {
        Trial trial = new Trial("htpasswd", dir, shell);
        trial.changesFiles(user("jane", "one"));
        assertTrue(lines().get(0).startsWith("jane:$apr1$"), lines()::toString);
        trial.changesFiles(user("joe", "x", "hash_scheme", "bcrypt", "mode", "0640"));
        String joe = lines().get(1);
        trial.changesFiles(user("jane", "two"));
        assertEquals(joe, lines().get(1));
        trial.changesFiles(user("jane", "", "state", "absent"));
        assertEquals(List.of(joe), lines());
        assertThrows(BadParams.class, () -> trial.run(user("jane", "")));
        assertThrows(BadParams.class, () -> trial.run(user("jane", "x", "hash_scheme", "rot13")));
    }

    @Test
    void failsWhenNoFileIsToBeMade() {
        Trial trial = new Trial("htpasswd", dir, Shells.DASH);
        trial.fails(user("jane", "x", "create", false), "does not exist");
        trial.settled(user("jane", "", "state", "absent"));
    }

    /** Made by {@code openssl passwd}. */
    @ParameterizedTest
    @CsvSource({
        "$apr1$abcdefgh$rK/lObuciIG5ziaV8BdHR/, true",
        "$1$abcdefgh$1s0bv7.OjNizlrMAOIQD7., true",
        "$6$abcdefgh$.Wd8gKGVv/NncIZyKrLIzwkMBRaL8yZnKz4uttpMUnlKvNdwooVmeCTgyWEOW0Smhyp/TUAtWmcz4ptHHh/u1/, true",
        "$apr1$abcdefgh$rK/lObuciIG5ziaV8BdHRx, false",
        "{SHA}nU4eI71bcnBGqeO0t9tXvY1u5oQ=, true",
        "pass, true",
        "word, false"
    })
    void comparesWithAnyHash(String hash, boolean fits) {
        assertEquals(fits, HashScheme.fits(hash, "pass"));
    }

    @ParameterizedTest
    @EnumSource
    void fitsWhatItMade(HashScheme scheme) {
        assertTrue(HashScheme.fits(scheme.hash("pass wörd"), "pass wörd"));
        assertFalse(HashScheme.fits(scheme.hash("pass"), "Pass"));
    }
}
