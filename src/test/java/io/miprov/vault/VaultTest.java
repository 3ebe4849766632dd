package io.miprov.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Secret;
import io.miprov.diag.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vaults that {@code ansible-vault} of ansible-core 2.14 made, kept as data. */
final class VaultTest {
    private static final Vault.Key USUAL = new Vault.Key(Vault.DEFAULT, new Secret("grün ☂ pass"));
    private static final Vault.Key PROD = new Vault.Key("prod", new Secret("for production"));

    private static String made(String name) throws IOException {
        try (InputStream in = VaultTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Vault with(Vault.Key... keys) {
        return new Vault(List.of(keys), false);
    }

    @Test
    void readsWhatAnsibleWrote() throws IOException {
        assertEquals("name: Bärbel\nlist: [1, 2]\n", with(USUAL).text(made("default.vault")));
        assertEquals("name: Bärbel\nlist: [1, 2]\n", with(PROD).text(made("prod.vault")));
        assertEquals("", with(USUAL).text(made("empty.vault")));
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        assertArrayEquals(bytes, with(USUAL).open(made("bytes.vault")).plain());
    }

    /** The salt of the file that Ansible made gives the same file, to the byte. */
    @ParameterizedTest
    @ValueSource(strings = {"default.vault", "prod.vault", "empty.vault", "bytes.vault"})
    void writesWhatAnsibleWrites(String name) throws IOException {
        String made = made(name);
        Vault.Opened opened = with(USUAL, PROD).open(made);
        byte[] salt = Envelope.parse(made).salt();
        assertEquals(made, Vault.seal(opened.plain(), opened.key(), salt));
    }

    @Test
    void eachVaultHasItsOwnSalt() {
        String one = Vault.seal("text".getBytes(UTF_8), PROD);
        assertTrue(one.startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"), one);
        assertTrue(!one.equals(Vault.seal("text".getBytes(UTF_8), PROD)));
        assertEquals("text", with(PROD).text(one));
    }

    @Test
    void triesThePasswordOfTheLabelFirstAndThenTheOthers() throws IOException {
        Vault.Key renamed = new Vault.Key("other", PROD.password());
        assertEquals("prod", with(USUAL, PROD).open(made("prod.vault")).key().label());
        assertEquals("other", with(USUAL, renamed).open(made("prod.vault")).key().label());
        Vault strict = new Vault(List.of(renamed), true);
        Closed closed = assertThrows(Closed.class, () -> strict.open(made("prod.vault")));
        assertEquals(
                "no vault password that was given opens this, which was encrypted for `prod`",
                closed.getMessage());
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        String text = made("prod.vault");
        Closed none = assertThrows(Closed.class, () -> Vault.NONE.open(text));
        assertEquals(
                "this is encrypted for `prod`, and no vault password was given", none.getMessage());
        assertTrue(none.help().contains("--vault-id prod@FILE"), none.help());
    }

    @Test
    void refusesWhatIsDamaged() throws IOException {
        String text = made("default.vault");
        Vault vault = with(USUAL);
        String changed =
                text.substring(0, text.length() - 2) + (text.endsWith("0\n") ? "1\n" : "0\n");
        assertThrows(Closed.class, () -> vault.open(changed));
        assertEquals(
                "this vault is damaged",
                assertThrows(Closed.class, () -> vault.open(text.substring(0, 60))).getMessage());
        assertEquals(
                "vaults of format 1.0 with AES can not be read",
                assertThrows(Closed.class, () -> vault.open("$ANSIBLE_VAULT;1.0;AES\n00\n"))
                        .getMessage());
    }

    @Test
    void nobodyIsShownTheLinesOfAFileThatWasEncrypted() throws IOException {
        Source plain = with(USUAL).plain(new Source("vars.yml", made("default.vault")));
        assertEquals("name: Bärbel\nlist: [1, 2]\n", plain.text());
        assertTrue(plain.sealed());
        assertEquals("", plain.line(1));
    }
}
