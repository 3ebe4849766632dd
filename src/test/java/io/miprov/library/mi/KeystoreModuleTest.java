package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeystoreModuleTest {
    private static final String PASSWORD = "a secret 'password'";
    private static Path made;

    @TempDir Path dir;

    @BeforeAll
    static void makeKeys(@TempDir Path shared) {
        made = shared;
        certificate(shared, "name", "ca", "common_name", "Test CA", "ca", true);
        certificate(shared, "name", "a", "common_name", "a.example.org", "signed_by", "ca");
        certificate(shared, "name", "b", "common_name", "b.example.org");
    }

    @BeforeEach
    void copyKeys() throws IOException {
        Files.createDirectory(dir.resolve("pki"));
        try (Stream<Path> files = Files.list(made.resolve("pki"))) {
            for (Path file : files.toList()) {
                Files.copy(file, dir.resolve("pki").resolve(file.getFileName()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JKS", "PKCS12"})
    void holdsAKeyWithItsChain(String type) throws Exception {
        trial().changes(keys("type", type));
        String listed = keytool("-list", "-v");
        assertTrue(listed.contains("Keystore type: " + type), listed);
        assertTrue(listed.contains("Alias name: cluster"), listed);
        assertTrue(listed.contains("PrivateKeyEntry"), listed);
        assertTrue(listed.contains("Certificate chain length: 2"), listed);
        assertTrue(listed.contains("Owner: CN=a.example.org"), listed);
        assertTrue(listed.contains("Owner: CN=Test CA"), listed);
        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir.resolve("store.jks"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JKS", "PKCS12"})
    void holdsWhatIsTrusted(String type) throws Exception {
        Map<String, Object> trust = trust("type", type);
        trial().changes(trust);
        KeyStore store = store();
        assertTrue(store.isCertificateEntry("cluster-ca"));
        assertTrue(store.isCertificateEntry("internal"));
        assertEquals(2, store.size());
    }

    @Test
    void theKeyHasThePasswordOfTheStore() throws Exception {
        trial().run(keys());
        assertNotNull(store().getKey("cluster", PASSWORD.toCharArray()));
    }

    @Test
    void replacesAKeyOrACertificateThatIsAnother() throws Exception {
        trial().run(keys());
        certificate(dir, "name", "a", "common_name", "new.example.org", "signed_by", "ca");
        trial().changes(keys());
        assertEquals("CN=new.example.org", owner("cluster"));
        trial().changes(keys("private_key", "pki/b.key", "certificate", "pki/b.crt", "chain", ""));
        assertEquals("CN=b.example.org", owner("cluster"));
    }

    @Test
    void leavesAloneWhatElseIsInTheStore() throws Exception {
        keytool(
                "-genkeypair",
                "-storetype",
                "JKS",
                "-keypass",
                PASSWORD,
                "-alias",
                "other",
                "-keyalg",
                "EC",
                "-dname",
                "CN=other");
        trial().changes(keys());
        trial().changes(keys("trusted", Map.of("more", "pki/b.crt")));
        assertEquals(List.of("cluster", "more", "other"), aliases());
        trial().changes(keys("remove", List.of("Other", "more", "never there")));
        assertEquals(List.of("cluster"), aliases());
    }

    @Test
    void changesTheTypeOfAStore() throws Exception {
        trial().run(keys("type", "PKCS12"));
        trial().changes(keys("type", "JKS"));
        assertEquals("JKS", store().getType());
    }

    @Test
    void keepsTheWellKnownAuthoritiesOfAnotherStore() throws Exception {
        trial().run(trust("path", dir + "/known.jks"));
        Map<String, Object> params = keys("trusted_from", dir + "/known.jks");
        assertEquals(Outcome.Status.CHANGED, trial().run(params).status());
        assertEquals(List.of("cluster", "cluster-ca", "internal"), aliases());
        assertEquals(Outcome.Status.OK, trial().run(params).status());
        trial().fails(keys("trusted_from", "/no/such"), "/no/such does not exist");
    }

    @Test
    void writesNoPasswordIntoAScriptThatPeopleSee() throws IOException {
        trial().run(keys(), Mode.APPLY);
        assertFalse(
                new String(
                                Files.readAllBytes(dir.resolve("store.jks")),
                                StandardCharsets.ISO_8859_1)
                        .contains("a secret"));
    }

    @Test
    void saysWhenThePasswordIsAnother() {
        for (String type : List.of("JKS", "PKCS12")) {
            Map<String, Object> params = keys("path", dir + "/" + type, "type", type);
            trial().run(params);
            params.put("password", "another one");
            trial().fails(params, "the password is not that of " + dir + "/" + type);
        }
    }

    @Test
    void saysWhatIsWrongWithFiles() throws IOException {
        trial().fails(
                        keys("certificate", "pki/b.crt"),
                        "pki/b.crt is not the certificate of " + dir + "/pki/a.key");
        trial().fails(
                        keys("chain", List.of("pki/b.crt")),
                        "a.crt is incomplete: the certificate of `a.example.org` was signed by `CN=Test"
                                + " CA`, whose certificate is not among those given");
        trial().fails(keys("private_key", "pki/a.crt"), "a.crt has no private key");
        trial().fails(keys("certificate", "pki/a.key"), "a.key has");
        Files.writeString(dir.resolve("store.jks"), "rubbish");
        trial().fails(keys(), "store.jks is no keystore, or is damaged");
    }

    @ParameterizedTest
    @CsvSource({
        "certificate, needs `certificate` beside it",
        "alias, needs `alias` beside it",
        "private_key, needs `private_key` beside it"
    })
    void saysWhatIsMissing(String parameter, String why) {
        Map<String, Object> params = keys();
        params.remove(parameter);
        BadParams e = assertThrows(BadParams.class, () -> trial().run(params));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void takesAKeyFromAPkcs12FileWithItsChain() throws Exception {
        assumeTrue(Programs.there("openssl"), "no openssl here");
        run(
                List.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-inkey",
                        "pki/a.key",
                        "-in",
                        "pki/a.crt",
                        "-name",
                        "x",
                        "-passout",
                        "pass:theirs",
                        "-out",
                        "pki/a.p12"));
        Map<String, Object> params = keys("pkcs12", "pki/a.p12", "pkcs12_password", "theirs");
        params.remove("private_key");
        params.remove("certificate");
        trial().changes(params);
        assertEquals("CN=a.example.org", owner("cluster"));
        assertEquals(2, store().getCertificateChain("cluster").length);
        params.put("pkcs12_password", "wrong");
        trial().fails(params, "the password is not that of " + dir + "/pki/a.p12");
        params.remove("pkcs12_password");
        badParams(params, "needs `pkcs12_password` beside it");
        params.put("private_key", "pki/a.key");
        badParams(params, "has key and certificate already");
    }

    @Test
    void refusesNamesThatTheCertificateIsNotGoodFor() {
        trial().changes(keys("names", List.of("a.example.org")));
        trial().fails(
                        keys("names", List.of("a.example.org", "lb.example.org")),
                        "a.crt is not good for DNS:lb.example.org; it is for DNS:a.example.org");
    }

    @Test
    void takesOutTheKeyThatEverybodyHas() throws Exception {
        keytool(
                "-genkeypair",
                "-storetype",
                "JKS",
                "-keypass",
                PASSWORD,
                "-alias",
                "wso2carbon",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost, OU=WSO2, O=WSO2, L=Mountain View, ST=CA, C=US");
        trial().changes(keys());
        assertEquals(List.of("cluster", "wso2carbon"), aliases());
        trial().changes(keys("remove_default", true));
        assertEquals(List.of("cluster"), aliases());
    }

    private void badParams(Map<String, Object> params, String why) {
        BadParams e = assertThrows(BadParams.class, () -> trial().run(params));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void readsTheOlderFormsOfKeysToo() throws Exception {
        assumeTrue(Programs.there("openssl"), "no openssl here");
        run(List.of("openssl", "genrsa", "-traditional", "-out", "pki/old.key", "2048"));
        run(
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-new",
                        "-key",
                        "pki/old.key",
                        "-subj",
                        "/CN=old",
                        "-out",
                        "pki/old.crt"));
        assertTrue(Files.readString(dir.resolve("pki/old.key")).contains("BEGIN RSA PRIVATE KEY"));
        trial().changes(
                        keys(
                                "private_key",
                                "pki/old.key",
                                "certificate",
                                "pki/old.crt",
                                "chain",
                                ""));
        run(List.of("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-out", "pki/ec.key"));
        run(
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-new",
                        "-key",
                        "pki/ec.key",
                        "-subj",
                        "/CN=old",
                        "-out",
                        "pki/ec.crt"));
        trial().changes(
                        keys(
                                "private_key",
                                "pki/ec.key",
                                "certificate",
                                "pki/ec.crt",
                                "chain",
                                ""));
    }

    private Trial trial() {
        return new Trial("keystore", dir, Shells.DASH);
    }

    private KeyStore store() throws Exception {
        return KeyStore.getInstance(dir.resolve("store.jks").toFile(), PASSWORD.toCharArray());
    }

    private List<String> aliases() throws Exception {
        return Collections.list(store().aliases()).stream().sorted().toList();
    }

    private String owner(String alias) throws Exception {
        X509Certificate certificate = (X509Certificate) store().getCertificate(alias);
        return certificate.getSubjectX500Principal().getName();
    }

    private static void certificate(Path dir, Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("path", dir + "/pki");
        params.put("type", "ec");
        put(params, more);
        Outcome made = new Trial("certificate", dir, Shells.DASH).run(params);
        assertEquals(Outcome.Status.CHANGED, made.status(), made::message);
    }

    private Map<String, Object> keys(Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("path", dir + "/store.jks");
        params.put("password", PASSWORD);
        params.put("alias", "Cluster");
        params.put("private_key", "pki/a.key");
        params.put("certificate", "pki/a.crt");
        params.put("chain", List.of("pki/ca.crt"));
        put(params, more);
        return params;
    }

    private Map<String, Object> trust(Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("path", dir + "/store.jks");
        params.put("password", PASSWORD);
        params.put("trusted", Map.of("cluster-ca", "pki/ca.crt", "internal", "pki/b.crt"));
        put(params, more);
        return params;
    }

    private static void put(Map<String, Object> params, Object... more) {
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
    }

    private String keytool(String... args) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-J-Duser.language=en",
                                "-keystore",
                                "store.jks",
                                "-storepass",
                                PASSWORD));
        command.addAll(1, List.of(args));
        return run(command);
    }

    private String run(List<String> command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(new java.io.File("/dev/null"))
                        .directory(dir.toFile())
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
