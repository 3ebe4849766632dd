package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Secret;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.library.crypto.Keystores;
import io.miprov.library.crypto.Pem;
import io.miprov.module.BadParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TruststoreModuleTest {
    private static final String PASSWORD = "secret password";

    @TempDir Path dir;

    @BeforeEach
    void makeCertificates() throws IOException {
        make("ca", 100);
        make("other", 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JKS", "PKCS12"})
    void holdsWhatIsTrusted(String type) throws Exception {
        trial().changes(params("type", type));
        assertEquals(List.of("ca"), aliases());
        String listed = keytool("-list", "-v");
        assertTrue(listed.contains("Keystore type: " + type), listed);
        assertTrue(listed.contains("trustedCertEntry"), listed);
        assertTrue(listed.contains("Owner: CN=ca"), listed);
    }

    @Test
    void keepsTheOldAuthorityUntilItExpires() throws Exception {
        trial().changes(params());
        X509Certificate old = (X509Certificate) store().getCertificate("ca");
        make("ca", 200);
        trial().changes(params());
        assertEquals(List.of("ca", "ca-previous"), aliases());
        assertEquals(old, store().getCertificate("ca-previous"));
        trial().changes(params("remove", List.of("ca-previous")));
        assertEquals(List.of("ca"), aliases());
    }

    @Test
    void forgetsTheOldAuthorityWhenItHasExpired() throws Exception {
        trial().run(params());
        make("ca", 200);
        trial().run(params());
        Instant later = Instant.now().plus(150, ChronoUnit.DAYS);
        byte[] after =
                new KeystoreRewrite(
                                "store",
                                "JKS",
                                new Secret(PASSWORD),
                                new KeystoreContent("", Optional.empty(), List.of(), Map.of()),
                                new KeystoreRewrite.Unwanted(java.util.Set.of(), true),
                                Optional.empty(),
                                Optional.of(later))
                        .after(Optional.of(Files.readAllBytes(dir.resolve("store.jks"))));
        KeyStore store = Keystores.opened(after, "store", new Secret(PASSWORD));
        assertEquals(List.of("ca"), Collections.list(store.aliases()));
    }

    @Test
    void replacesWithoutKeepingWhenTold() throws Exception {
        trial().run(params());
        make("ca", 200);
        trial().changes(params("keep_replaced", false));
        assertEquals(List.of("ca"), aliases());
    }

    @Test
    void forgetsThoseThatWereKeptWhenTold() throws Exception {
        trial().run(params());
        java.security.cert.Certificate first = store().getCertificate("ca");
        make("ca", 200);
        trial().changes(params());
        make("ca", 300);
        trial().changes(params());
        assertEquals(List.of("ca", "ca-previous", "ca-previous-previous"), aliases());
        assertEquals(first, store().getCertificate("ca-previous-previous"));
        trial().changes(params("keep_replaced", false));
        assertEquals(List.of("ca"), aliases());
        trial().changes(
                        params(
                                "keep_replaced",
                                false,
                                "trusted",
                                Map.of("ca", "ca.crt", "ca-previous", "other.crt")));
        assertEquals(List.of("ca", "ca-previous"), aliases());
    }

    @Test
    void takesOutTheCertificateThatEverybodyHas() throws Exception {
        make("localhost", 100);
        Map<String, Object> shipped =
                params(
                        "trusted",
                        Map.of("wso2carbon", "localhost.crt", "mine", "localhost.crt"),
                        "remove_default",
                        false);
        trial().changes(shipped);
        trial().changes(params());
        assertEquals(List.of("ca", "mine"), aliases());
    }

    @Test
    void takesOverWhatAnotherStoreOfAnotherPasswordTrusts() throws Exception {
        make("localhost", 100);
        trial().run(
                        params(
                                "path",
                                dir + "/shipped.jks",
                                "password",
                                "wso2carbon",
                                "remove_default",
                                false,
                                "trusted",
                                Map.of("wso2carbon", "localhost.crt", "public", "other.crt")));
        Map<String, Object> params =
                params("trusted_from", dir + "/shipped.jks", "trusted_from_password", "wso2carbon");
        trial().run(params);
        assertEquals(List.of("ca", "public"), aliases());
        byte[] before = Files.readAllBytes(dir.resolve("store.jks"));
        trial().run(params);
        assertEquals(List.of("ca", "public"), aliases());
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(dir.resolve("store.jks"))));
    }

    @Test
    void saysWhatIsWrong() {
        trial().run(params());
        trial().fails(params("password", "another one"), "the password is not that of");
        assertThrows(BadParams.class, () -> trial().run(params("password", "short")));
        assertThrows(BadParams.class, () -> trial().run(params("remove", List.of("ca"))));
    }

    private void make(String name, int days) throws IOException {
        KeyPair keys = Issuer.keyPair(false, 256);
        Issuer.Subject subject =
                new Issuer.Subject(
                        name, List.of(), true, Clock.systemUTC().instant(), days, Optional.empty());
        X509Certificate made = Issuer.certificate(subject, keys.getPublic(), keys.getPrivate());
        Files.write(dir.resolve(name + ".crt"), Pem.written(made));
    }

    private Map<String, Object> params(Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("path", dir + "/store.jks");
        params.put("password", PASSWORD);
        params.put("trusted", Map.of("ca", "ca.crt"));
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private KeyStore store() throws Exception {
        return KeyStore.getInstance(dir.resolve("store.jks").toFile(), PASSWORD.toCharArray());
    }

    private List<String> aliases() throws Exception {
        return Collections.list(store().aliases()).stream().sorted().toList();
    }

    private String keytool(String... args) throws Exception {
        List<String> command =
                new java.util.ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-J-Duser.language=en"));
        command.addAll(List.of(args));
        command.addAll(
                List.of("-keystore", dir.resolve("store.jks").toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private Trial trial() {
        return new Trial("truststore", dir, Shells.DASH);
    }
}
