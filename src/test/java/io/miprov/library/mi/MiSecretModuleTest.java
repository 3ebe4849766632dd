package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MiSecretModuleTest {
    private static final String PASSWORD = "store's \"pass\"";
    private static final String STORES = "repository/resources/security/";
    private static final String TOML =
            """
            [server]
            hostname = "mi1"  # ours

            [keystore.primary]
            file_name = "repository/resources/security/cluster.jks"
            password = "$secret{store}"
            alias = "cluster"

            [keystore.internal]
            file_name = "repository/resources/security/internal.jks"
            alias = "internal"

            [secrets]
            # of the stores
            store = "[a plain 'one']"
            """;

    private static Path made;

    @TempDir Path dir;

    @BeforeAll
    static void makeStores(@TempDir Path shared) {
        made = shared;
        store(shared, "cluster", "JKS", "rsa");
        store(shared, "internal", "JKS", "rsa");
        store(shared, "another", "PKCS12", "rsa");
        store(shared, "elliptic", "JKS", "ec");
    }

    private static void store(Path folder, String name, String type, String kind) {
        Trial certificate = new Trial("certificate", folder, Shells.DASH);
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("path", folder.toString());
        key.put("name", name);
        key.put("common_name", name);
        key.put("type", kind);
        assertEquals(Outcome.Status.CHANGED, certificate.run(key).status());
        Map<String, Object> store = new LinkedHashMap<>();
        store.put("path", folder + "/" + name + ".jks");
        store.put("password", PASSWORD);
        store.put("type", type);
        store.put("alias", name);
        store.put("private_key", name + ".key");
        store.put("certificate", name + ".crt");
        assertEquals(
                Outcome.Status.CHANGED,
                new Trial("keystore", folder, Shells.DASH).run(store).status());
    }

    @BeforeEach
    void giveStores() throws IOException {
        Files.createDirectories(dir.resolve(STORES));
        for (String name : List.of("cluster", "internal", "another", "elliptic")) {
            Files.copy(made.resolve(name + ".jks"), dir.resolve(STORES + name + ".jks"));
        }
        vault().given("conf/deployment.toml", TOML);
    }

    @Test
    void encryptsWithTheInternalKeystoreAndWritesWhatAStartNeeds() throws Exception {
        Outcome outcome = vault().changesFiles(params(Map.of("db", "pw €", "store", "new")));
        assertEquals("pw €", decrypted("internal", "db"));
        assertEquals("new", decrypted("internal", "store"));
        assertEquals(List.of("store", "db"), outcome.values().get("encrypted"));
        assertEquals(dir + "/" + STORES + "internal.jks", outcome.values().get("keystore"));
        assertTrue(
                text("conf/deployment.toml")
                        .startsWith(TOML.substring(0, TOML.indexOf("store = "))));
        assertEquals(PASSWORD + "\n", text("password-persist"));
        assertEquals("r--------", mode("password-persist"));
        assertEquals("rw-r-----", mode("conf/security/secret-conf.properties"));
        String settings = text("conf/security/secret-conf.properties");
        assertTrue(settings.contains("\nkeystore.identity.location=" + dir), settings);
        assertTrue(settings.contains("\nkeystore.identity.alias=internal\n"), settings);
        assertTrue(settings.contains("\nsecVault.enabled=true\n"), settings);
        assertTrue(settings.contains("algorithm=RSA/ECB/OAEPwithSHA1andMGF1Padding\n"), settings);
    }

    @Test
    void namesTheStoreOfTheReleaseAndNotOfWhatIsCurrent() throws Exception {
        vault().run(params(Map.of()));
        String settings = text("conf/security/secret-conf.properties");
        Path link = Files.createSymbolicLink(made.resolve("current"), dir);
        Map<String, Object> params = params(Map.of());
        params.put("home", link.toString());
        vault().settled(params);
        assertEquals(settings, text("conf/security/secret-conf.properties"));
        assertTrue(settings.contains("\nkeystore.identity.location=" + dir.toRealPath()), settings);
    }

    @Test
    void encryptsWhatIsInBrackets() throws Exception {
        vault().changesFiles(params(Map.of()));
        assertEquals("a plain 'one'", decrypted("internal", "store"));
    }

    @Test
    void takesThePrimaryKeystoreWhenThereIsNoInternalOne() throws Exception {
        String internal =
                TOML.substring(TOML.indexOf("[keystore.internal]"), TOML.indexOf("[secrets]"));
        vault().given("conf/deployment.toml", TOML.replace(internal, ""));
        vault().changesFiles(params(Map.of()));
        assertEquals("a plain 'one'", decrypted("cluster", "store"));
    }

    @Test
    void followsReferencesToKeys() throws Exception {
        vault().given(
                        "conf/deployment.toml",
                        TOML.replace(
                                "alias = \"internal\"",
                                "alias = \"$ref{server.hostname}\"\nx = \"$ref{keystore.internal.x}\""));
        vault().fails(params(Map.of()), "has no key `mi1`");
        vault().given(
                        "conf/deployment.toml",
                        TOML.replace("\"internal\"", "\"$ref{keystore.internal.alias}\""));
        vault().fails(params(Map.of()), "which only the node knows");
    }

    @Test
    void encryptsAnewWhatAnotherKeyEncrypted() throws Exception {
        vault().changesFiles(params(Map.of("store", "s")));
        String before = text("conf/deployment.toml");
        String moved =
                before.replace(
                        "internal.jks\"\nalias = \"internal\"",
                        "another.jks\"\ntype = \"PKCS12\"\nalias = \"another\"");
        vault().given("conf/deployment.toml", moved);
        vault().fails(params(Map.of()), "`store` in [secrets] was not encrypted with this key");
        vault().changesFiles(params(Map.of("store", "s")));
        assertEquals("s", decrypted("another", "store"));
        assertTrue(text("conf/security/secret-conf.properties").contains("type=PKCS12\n"));
    }

    @Test
    void leavesAloneWhatIsEncryptedRightly() {
        vault().run(params(Map.of("store", "s")));
        String before = text("conf/deployment.toml");
        vault().settled(params(Map.of("store", "s")));
        vault().settled(params(Map.of()));
        Outcome outcome = vault().run(params(Map.of("more", "m")));
        assertEquals(List.of("more"), outcome.values().get("encrypted"));
        assertTrue(text("conf/deployment.toml").startsWith(before), text("conf/deployment.toml"));
    }

    @Test
    void leavesAloneSettingsThatSayTheSame() {
        vault().run(params(Map.of()));
        String settings = text("conf/security/secret-conf.properties");
        Path file = dir.resolve("conf/security/secret-conf.properties");
        write(file, "#Sat Nov 21\n" + settings.replace(":", "\\:") + "\n");
        vault().settled(params(Map.of()));
        write(file, settings.replace("secVault.enabled=true", "secVault.enabled=false"));
        vault().changes(params(Map.of()));
        assertEquals(settings, text("conf/security/secret-conf.properties"));
    }

    @Test
    void keepsNoPasswordWhenTold() {
        vault().run(params(Map.of()));
        Map<String, Object> params = params(Map.of());
        params.put("persist", false);
        vault().changesFiles(params);
        assertFalse(Files.exists(dir.resolve("password-persist")));
    }

    @Test
    void showsNoSecrets() {
        Outcome outcome = vault().changes(params(Map.of("db", "very secret")));
        String shown = outcome.diffs().toString() + outcome.values();
        assertFalse(shown.contains("very secret"), shown);
        assertFalse(shown.contains(PASSWORD), shown);
        assertFalse(shown.contains("a plain 'one'"), shown);
    }

    @Test
    void refusesSecretsThatAreTooLong() {
        vault().run(params(Map.of("store", "x".repeat(214))));
        vault().fails(
                        params(Map.of("store", "€".repeat(72))),
                        "the secret `store` has 216 bytes; the key `internal` encrypts 1 to 214");
    }

    @Test
    void refusesStoresThatDoNotFit() {
        Map<String, Object> params = params(Map.of());
        params.put("password", "another one");
        vault().fails(params, "the password is not that of " + dir + "/" + STORES + "internal.jks");
        names("internal.jks\"\nalias = \"internal\"", "internal.jks\"\nalias = \"nobody\"");
        vault().fails(
                        params(Map.of()),
                        "has no key `nobody`, which keystore.internal.alias names; it has internal");
        names("internal.jks\"\nalias = \"internal\"", "elliptic.jks\"\nalias = \"elliptic\"");
        vault().fails(params(Map.of()), "only RSA keys encrypt secrets");
        names("internal.jks\"", "another.jks\"");
        vault().fails(params(Map.of()), "is PKCS12, and keystore.internal.type says JKS");
        names("internal.jks\"", "none.jks\"");
        vault().fails(params(Map.of()), "none.jks, which keystore.internal names, does not exist");
        names("alias = \"internal\"", "alias = \"$env{ALIAS}\"");
        vault().fails(
                        params(Map.of()),
                        "`keystore.internal.alias` is $env{ALIAS}, which only the node knows");
        names("alias = \"internal\"", "");
        vault().fails(params(Map.of()), "has no `keystore.internal.alias`");
    }

    @Test
    void opensAStoreThatIsElsewhere() throws Exception {
        Files.move(dir.resolve(STORES + "internal.jks"), dir.resolve("far.jks"));
        names("repository/resources/security/internal.jks", dir + "/far.jks");
        Outcome outcome = vault().run(params(Map.of()));
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
        assertEquals(Outcome.Status.OK, vault().run(params(Map.of())).status());
    }

    @Test
    void refusesReferencesToNothing() {
        names("hostname = \"mi1\"", "hostname = \"$secret{gone}\"");
        vault().fails(params(Map.of()), "secrets that are not there: `gone` (server.hostname)");
    }

    @Test
    void refusesAliasesThatTheCipherToolBreaksAt() {
        BadParams e = assertThrows(BadParams.class, () -> vault().run(params(Map.of("a.b", "x"))));
        assertTrue(e.getMessage().contains("letters, digits and _ only"), e.getMessage());
        e = assertThrows(BadParams.class, () -> vault().run(params(Map.of("a", ""))));
        assertTrue(e.getMessage().contains("has an empty `a`"), e.getMessage());
    }

    private void names(String before, String after) {
        vault().given("conf/deployment.toml", TOML.replace(before, after));
    }

    private String decrypted(String store, String alias) throws Exception {
        KeyStore keys =
                KeyStore.getInstance(
                        dir.resolve(STORES + store + ".jks").toFile(), PASSWORD.toCharArray());
        String toml = text("conf/deployment.toml");
        String value = toml.replaceAll("(?s).*\n" + alias + " = \"([^\"]*)\".*", "$1");
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPwithSHA1andMGF1Padding");
        cipher.init(Cipher.DECRYPT_MODE, keys.getKey(store, PASSWORD.toCharArray()));
        return new String(
                cipher.doFinal(Base64.getDecoder().decode(value)), StandardCharsets.UTF_8);
    }

    private Map<String, Object> params(Map<String, String> secrets) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("home", dir.toString());
        params.put("password", PASSWORD);
        params.put("secrets", secrets);
        return params;
    }

    private String text(String file) {
        try {
            return Files.readString(dir.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(file)));
    }

    private Trial vault() {
        return new Trial("mi_secret", dir, Shells.DASH);
    }
}
