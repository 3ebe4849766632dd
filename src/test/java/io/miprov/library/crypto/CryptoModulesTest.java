package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
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

/** Keys, requests, certificates and stores, on a real sh; openssl and keytool read what is made. */
final class CryptoModulesTest {
    @TempDir Path dir;

    private Trial trial(String module) {
        return new Trial(module, dir, Shells.DASH);
    }

    private Map<String, Object> at(String file, Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("path", path(file));
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private String path(String file) {
        return dir.resolve(file).toString();
    }

    private String key(String name) {
        trial("openssl_privatekey").run(at(name, "type", "ECC", "curve", "secp256r1"));
        return path(name);
    }

    /** What a program says of the files. */
    private String says(String... command) throws IOException, InterruptedException {
        assumeTrue(Programs.there(command[0]), () -> "no " + command[0] + " here");
        Process process =
                new ProcessBuilder(command)
                        .directory(dir.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, '', '', 2048 bit",
        "RSA, '', secret, 2048 bit",
        "DSA, '', '', 1024 bit",
        "ECC, secp384r1, '', 384 bit",
        "ECC, brainpoolP256r1, secret, 256 bit",
        "Ed25519, '', secret, ED25519",
        "X448, '', '', X448"
    })
    void makesKeysThatOpensslReads(String type, String curve, String passphrase, String told)
            throws Exception {
        Map<String, Object> params =
                at("key", "type", type, "size", type.equals("DSA") ? 1024 : 2048);
        if (!curve.isEmpty()) {
            params.put("curve", curve);
        }
        if (!passphrase.isEmpty()) {
            params.put("passphrase", passphrase);
        }
        Outcome made = trial("openssl_privatekey").changesFiles(params);
        assertEquals("rw-------", permissions("key"));
        assertTrue(
                says("openssl", "pkey", "-in", "key", "-passin", "pass:secret", "-noout", "-text")
                        .contains(told));
        says(
                "openssl",
                "pkey",
                "-in",
                "key",
                "-passin",
                "pass:secret",
                "-pubout",
                "-outform",
                "DER",
                "-out",
                "half");
        String digest = says("sha256sum", "half").split(" ")[0];
        Map<?, ?> fingerprint = (Map<?, ?>) made.values().get("fingerprint");
        assertEquals(digest, fingerprint.get("sha256").toString().replace(":", ""));
    }

    private String permissions(String file) throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve(file)));
    }

    @ParameterizedTest
    @EnumSource
    void keepsOrReplacesAKeyAsItIsTold(Shells shell) throws IOException {
        Trial keys = new Trial("openssl_privatekey", dir, shell);
        keys.changesFiles(at("key", "size", 1024));
        String first = Files.readString(dir.resolve("key"));
        keys.fails(
                at("key", "size", 2048, "regenerate", "fail"),
                "wrong type and/or size: it is RSA 1024");
        keys.settled(at("key", "size", 2048, "regenerate", "never"));
        keys.fails(
                at("key", "size", 1024, "passphrase", "x", "regenerate", "partial_idempotence"),
                "Unable to read the key");
        keys.changesFiles(at("key", "size", 1024, "format", "pkcs8", "format_mismatch", "convert"));
        keys.settled(at("key", "size", 1024));
        assertTrue(Files.readString(dir.resolve("key")).startsWith("-----BEGIN PRIVATE KEY-----"));
        Outcome made = keys.run(at("key", "size", 1024, "force", true, "backup", true));
        assertEquals(
                Files.readString(Path.of(made.values().get("backup_file").toString())).length() > 0,
                true);
        assertNotEquals(first, Files.readString(dir.resolve("key")));
        keys.changesFiles(at("key", "state", "absent"));
        assertThrows(BadParams.class, () -> keys.run(at("key", "type", "ECC")));
    }

    @Test
    void makesRequestsAndCertificatesOfThem() throws Exception {
        String ca = key("ca.key");
        Trial requests = trial("openssl_csr");
        requests.changesFiles(
                at(
                        "ca.csr",
                        "privatekey_path",
                        ca,
                        "common_name",
                        "Our CA",
                        "use_common_name_for_san",
                        false,
                        "basic_constraints",
                        List.of("CA:TRUE"),
                        "basic_constraints_critical",
                        true,
                        "key_usage",
                        List.of("keyCertSign", "cRLSign")));
        Trial certificates = trial("x509_certificate");
        certificates.changesFiles(
                at(
                        "ca.crt",
                        "csr_path",
                        path("ca.csr"),
                        "privatekey_path",
                        ca,
                        "provider",
                        "selfsigned"));
        Map<String, Object> request =
                at(
                        "mi.csr",
                        "privatekey_path",
                        key("mi.key"),
                        "common_name",
                        "mi.example.org",
                        "organization_name",
                        "Us, & Co",
                        "subject",
                        Map.of("OU", List.of("one", "two")),
                        "subject_alt_name",
                        "DNS:mi.example.org,IP:192.0.2.1,email:a@b.org,otherName:1.2.3;UTF8:x",
                        "extended_key_usage",
                        List.of("serverAuth", "1.2.3.4"),
                        "ocsp_must_staple",
                        true);
        Outcome made = requests.changesFiles(request);
        assertEquals(List.of("O", "Us, & Co"), ((List<?>) made.values().get("subject")).get(0));
        String said = says("openssl", "req", "-in", "mi.csr", "-noout", "-text", "-verify");
        assertTrue(said.contains("DNS:mi.example.org, IP Address:192.0.2.1, email:a@b.org"), said);
        request.put(
                "subject_alt_name",
                List.of(
                        "IP:192.0.2.1",
                        "DNS:mi.example.org",
                        "email:a@b.org",
                        "otherName:1.2.3;UTF8:x"));
        requests.settled(request);
        request.put("extended_key_usage", List.of("serverAuth"));
        requests.changesFiles(request);
        Map<String, Object> certificate =
                at(
                        "mi.crt",
                        "csr_path",
                        path("mi.csr"),
                        "provider",
                        "ownca",
                        "ownca_path",
                        path("ca.crt"),
                        "ownca_privatekey_path",
                        ca,
                        "ownca_not_after",
                        "+52w");
        certificates.changesFiles(certificate);
        assertTrue(says("openssl", "verify", "-CAfile", "ca.crt", "mi.crt").contains("OK"));
        request.put("common_name", "other.example.org");
        requests.changesFiles(request);
        certificates.changesFiles(certificate);
        certificate.put("ownca_privatekey_path", path("mi.key"));
        certificates.fails(certificate, "does not belong to the CA certificate");
        certificate.put("csr_path", path("none"));
        certificates.fails(certificate, "none does not exist");
        assertThrows(
                BadParams.class,
                () -> certificates.run(at("x", "provider", "ownca", "csr_path", "mi.csr")));
    }

    /** A key and a certificate that it signed itself. */
    private void pair(String name) {
        String key = key(name + ".key");
        trial("openssl_csr").run(at(name + ".csr", "privatekey_path", key, "common_name", name));
        trial("x509_certificate")
                .run(
                        at(
                                name + ".crt",
                                "csr_path",
                                path(name + ".csr"),
                                "privatekey_path",
                                key,
                                "provider",
                                "selfsigned"));
    }

    @Test
    void putsKeysIntoPkcs12AndTakesThemOut() throws Exception {
        pair("one");
        pair("two");
        Map<String, Object> params =
                at(
                        "store.p12",
                        "friendly_name",
                        "The One",
                        "passphrase",
                        "secret",
                        "privatekey_path",
                        path("one.key"),
                        "certificate_path",
                        path("one.crt"),
                        "other_certificates",
                        List.of(path("two.crt")));
        trial("openssl_pkcs12").changesFiles(params);
        String said =
                says("openssl", "pkcs12", "-in", "store.p12", "-passin", "pass:secret", "-nodes");
        assertTrue(said.contains("friendlyName: The One"), said);
        assertEquals(3, said.split("-----BEGIN CERTIFICATE", -1).length, said);
        params.put("encryption_level", "compatibility2022");
        trial("openssl_pkcs12").settled(params);
        params.put("friendly_name", "the one");
        trial("openssl_pkcs12").changesFiles(params);
        trial("openssl_pkcs12")
                .changesFiles(
                        at(
                                "out.pem",
                                "action",
                                "parse",
                                "src",
                                path("store.p12"),
                                "passphrase",
                                "secret"));
        assertEquals(
                Files.readString(dir.resolve("one.crt")) + Files.readString(dir.resolve("two.crt")),
                Files.readString(dir.resolve("out.pem"))
                        .replaceAll("(?s)^.*?END PRIVATE KEY-----\n", ""));
        trial("openssl_pkcs12")
                .fails(
                        at(
                                "x.pem",
                                "action",
                                "parse",
                                "src",
                                path("store.p12"),
                                "passphrase",
                                "no"),
                        "the password is not that of");
    }

    @Test
    void makesAJavaKeystoreAndAddsToIt() throws Exception {
        pair("one");
        pair("two");
        Map<String, Object> params =
                new LinkedHashMap<>(
                        Map.of(
                                "name",
                                "one",
                                "dest",
                                path("store"),
                                "password",
                                "changeit",
                                "keystore_type",
                                "jks",
                                "private_key_path",
                                path("one.key"),
                                "certificate_path",
                                path("one.crt")));
        trial("java_keystore").changesFiles(params);
        Map<String, Object> trust =
                new LinkedHashMap<>(
                        Map.of(
                                "keystore_path",
                                path("store"),
                                "keystore_pass",
                                "changeit",
                                "cert_path",
                                path("two.crt"),
                                "cert_alias",
                                "two"));
        trial("java_cert").changesFiles(trust);
        trial("java_keystore").settled(params);
        String said = says("keytool", "-list", "-keystore", "store", "-storepass", "changeit");
        assertTrue(said.contains("one, ") && said.contains("PrivateKeyEntry"), said);
        assertTrue(said.contains("two, ") && said.contains("trustedCertEntry"), said);
        trust.put("cert_path", path("one.crt"));
        trial("java_cert").changesFiles(trust);
        trust.put("state", "absent");
        trial("java_cert").changesFiles(trust);
        trust.put("keystore_path", path("other"));
        trust.put("state", "present");
        trial("java_cert").fails(trust, "Module require existing keystore");
        trust.put("keystore_create", true);
        trial("java_cert").changesFiles(trust);
        trust.put("keystore_pass", "something");
        trial("java_cert").fails(trust, "the password is not that of");
        params.put("private_key_path", path("two.key"));
        trial("java_keystore").fails(params, "is not the certificate of the private key");
    }

    @Test
    void bringsAKeyFromPkcs12IntoAJavaKeystore() throws Exception {
        pair("one");
        trial("openssl_pkcs12")
                .run(
                        at(
                                "one.p12",
                                "friendly_name",
                                "one",
                                "passphrase",
                                "secret",
                                "privatekey_path",
                                path("one.key"),
                                "certificate_path",
                                path("one.crt")));
        trial("java_cert")
                .changesFiles(
                        Map.of(
                                "pkcs12_path", path("one.p12"),
                                "pkcs12_password", "secret",
                                "pkcs12_alias", "one",
                                "cert_alias", "mine",
                                "keystore_path", path("store"),
                                "keystore_pass", "changeit",
                                "keystore_create", true));
        assertTrue(
                says("keytool", "-list", "-keystore", "store", "-storepass", "changeit")
                        .contains("mine, "));
    }
}
