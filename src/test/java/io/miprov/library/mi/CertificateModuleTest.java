package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.host.Bytes;
import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.library.crypto.Pem;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CertificateModuleTest {
    @TempDir Path dir;

    @ParameterizedTest
    @EnumSource
    void makesAnAuthorityAndACertificateThatItSigned(Shells shell) throws Exception {
        Trial trial = new Trial("certificate", dir, shell);
        trial.changes(ca());
        trial.changes(
                leaf(
                        "subject_alt_names",
                        List.of("mi.example.org", "DNS:lb1", "127.0.0.1", "::1")));
        X509Certificate certificate = read("cluster");
        certificate.verify(read("ca").getPublicKey());
        assertEquals(
                Set.of("DNS:mi.example.org", "DNS:lb1", "IP:127.0.0.1", "IP:0:0:0:0:0:0:0:1"),
                AltName.of(certificate));
        assertEquals(-1, certificate.getBasicConstraints());
        assertTrue(read("ca").getBasicConstraints() >= 0);
        assertEquals("rw-------", mode("pki/cluster.key"));
        assertEquals("rw-r--r--", mode("pki/cluster.crt"));
        assertEquals("rwx------", mode("pki"));
    }

    @Test
    void makesAnRsaKeyUnlessToldOtherwise() throws Exception {
        Map<String, Object> params = params("name", "x", "common_name", "a");
        params.remove("type");
        trial().changes(params);
        assertEquals("RSA 2048", CertificateFit.kind(read("x").getPublicKey()));
    }

    @Test
    void opensslAgrees() throws Exception {
        assumeTrue(Programs.there("openssl"), "no openssl here");
        Trial trial = trial();
        trial.run(ca());
        trial.run(leaf("subject_alt_names", "mi.example.org,10.0.0.1"));
        assertEquals(
                "pki/cluster.crt: OK\n",
                openssl("verify", "-x509_strict", "-CAfile", "pki/ca.crt", "pki/cluster.crt"));
        String text = openssl("x509", "-in", "pki/cluster.crt", "-noout", "-text");
        assertTrue(text.contains("DNS:mi.example.org, IP Address:10.0.0.1"), text);
        assertTrue(text.contains("prime256v1"), text);
        assertEquals(
                openssl("x509", "-in", "pki/cluster.crt", "-noout", "-pubkey"),
                openssl("pkey", "-in", "pki/cluster.key", "-pubout"));
    }

    @Test
    void encryptsTheKeyOfAnAuthorityWhenToldTo() throws Exception {
        trial().run(ca());
        byte[] certificate = Files.readAllBytes(dir.resolve("pki/ca.crt"));
        Map<String, Object> secret = ca();
        secret.put("passphrase", "a vaulted 'word'");
        trial().changes(secret);
        assertTrue(Files.readString(dir.resolve("pki/ca.key")).contains("BEGIN ENCRYPTED"));
        org.junit.jupiter.api.Assertions.assertArrayEquals(
                certificate, Files.readAllBytes(dir.resolve("pki/ca.crt")));
        trial().fails(leaf(), "ca.key is an encrypted private key; give what it is encrypted with");
        trial().changes(leaf("passphrase", "a vaulted 'word'"));
        read("cluster").verify(read("ca").getPublicKey());
        assertTrue(Files.readString(dir.resolve("pki/cluster.key")).contains("BEGIN PRIVATE"));
        assumeTrue(Programs.there("openssl"), "no openssl here");
        assertEquals(
                openssl("x509", "-in", "pki/ca.crt", "-noout", "-pubkey"),
                openssl(
                        "pkey",
                        "-in",
                        "pki/ca.key",
                        "-passin",
                        "pass:a vaulted 'word'",
                        "-pubout"));
    }

    @Test
    void leavesEverythingAloneWithAnotherPassphrase() throws Exception {
        Map<String, Object> secret = ca();
        secret.put("passphrase", "right");
        trial().changes(secret);
        trial().changes(leaf("passphrase", "right"));
        String told =
                dir
                        + "/pki/ca.key has a private key of another passphrase than the one that is"
                        + " given; give the one that it was encrypted with as `passphrase`";
        trial().fails(leaf("passphrase", "wrong", "renew_before", 820, "days", 830), told);
        trial().fails(leaf("passphrase", "wrong", "force", true), told);
        secret.put("passphrase", "wrong");
        trial().fails(secret, told);
        secret.put("force", true);
        trial().fails(secret, told);
        secret.remove("passphrase");
        trial().fails(secret, "ca.key is an encrypted private key; give what it is encrypted with");
    }

    @ParameterizedTest
    @EnumSource
    void makesKeyAndCertificateAnewAtWill(Shells shell) throws Exception {
        Trial trial = new Trial("certificate", dir, shell);
        trial.run(ca());
        trial.changes(leaf());
        String key = Files.readString(dir.resolve("pki/cluster.key"));
        String certificate = Files.readString(dir.resolve("pki/cluster.crt"));
        Map<String, Object> force = leaf("force", true, "backup", true);
        assertEquals(Outcome.Status.CHANGED, trial.run(force, Mode.CHECK).status());
        assertEquals(key, Files.readString(dir.resolve("pki/cluster.key")));
        Outcome made = trial.run(force);
        assertEquals(List.of("`force` asks for it"), made.values().get("reasons"));
        assertNotEquals(key, Files.readString(dir.resolve("pki/cluster.key")));
        read("cluster").verify(read("ca").getPublicKey());
        List<?> kept = (List<?>) made.values().get("backup_files");
        assertEquals(key, Files.readString(Path.of(kept.get(0).toString())));
        assertEquals(certificate, Files.readString(Path.of(kept.get(1).toString())));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Path.of(kept.get(0).toString()))));
        trial.settled(leaf("backup", true));
        assertEquals(Outcome.Status.CHANGED, trial.run(force).status());
    }

    @Test
    void keepsAKeyThatIsEncryptedOutOfBackups() throws Exception {
        trial().run(ca());
        Map<String, Object> secret = ca();
        secret.put("passphrase", "word");
        secret.put("backup", true);
        secret.put("common_name", "New CA");
        Outcome made = trial().changes(secret);
        List<?> kept = (List<?>) made.values().get("backup_files");
        assertEquals(1, kept.size());
        assertTrue(kept.get(0).toString().contains("/pki/ca.crt."), kept.toString());
    }

    @Test
    void bundlesAnAuthorityWithThoseBeforeItUntilTheyEnd() throws Exception {
        trial().changes(ca());
        X509Certificate first = read("ca");
        assertEquals(List.of(first), bundle());
        trial().run(leaf());
        assertEquals(false, Files.exists(dir.resolve("pki/cluster-bundle.crt")));
        Map<String, Object> force = ca();
        force.put("force", true);
        Outcome made = trial().run(force);
        assertEquals(dir + "/pki/ca-bundle.crt", made.values().get("bundle"));
        X509Certificate second = read("ca");
        assertNotEquals(first.getPublicKey(), second.getPublicKey());
        assertEquals(List.of(second, first), bundle());
        trial().settled(ca());
        if (Programs.there("openssl")) {
            assertEquals(
                    "pki/cluster.crt: OK\n",
                    openssl("verify", "-CAfile", "pki/ca-bundle.crt", "pki/cluster.crt"));
        }
        trial().changes(leaf());
        read("cluster").verify(second.getPublicKey());
        if (Programs.there("openssl")) {
            assertEquals(
                    "pki/cluster.crt: OK\n",
                    openssl("verify", "-CAfile", "pki/ca-bundle.crt", "pki/cluster.crt"));
        }
        assertEquals(
                Optional.of(Bytes.of(Pem.written(second))),
                new TrustBundle(bundle())
                        .after(
                                second,
                                Optional.of(second),
                                true,
                                first.getNotAfter().toInstant().plusSeconds(1)));
        Map<String, Object> forget = ca();
        forget.put("keep_previous", false);
        trial().changes(forget);
        assertEquals(List.of(second), bundle());
        trial().settled(ca());
    }

    @Test
    void anAuthorityThatEndsKeepsItsKeySoThatWhatItSignedIsStillGood() throws Exception {
        Map<String, Object> ending = ca();
        ending.put("days", 31);
        trial().run(ending);
        trial().run(leaf());
        X509Certificate first = read("ca");
        Files.delete(dir.resolve("pki/ca-bundle.crt"));
        Map<String, Object> renewed = ca();
        renewed.put("renew_before", "32d");
        trial().changes(renewed);
        assertEquals(first.getPublicKey(), read("ca").getPublicKey());
        assertEquals(List.of(read("ca"), first), bundle());
        trial().settled(leaf());
        read("cluster").verify(read("ca").getPublicKey());
        assertEquals(first.getNotAfter(), read("cluster").getNotAfter());
        trial().changes(leaf("renew_before", "32d"));
        assertNotEquals(first.getNotAfter(), read("cluster").getNotAfter());
    }

    @Test
    void addsABundleToAnAuthorityThatHasNone() throws Exception {
        trial().run(ca());
        Files.delete(dir.resolve("pki/ca-bundle.crt"));
        trial().changes(ca());
        assertEquals(List.of(read("ca")), bundle());
        Files.writeString(dir.resolve("pki/ca-bundle.crt"), "rubbish");
        trial().fails(ca(), "ca-bundle.crt has a certificate that is damaged; move it away");
    }

    @Test
    void asksAnotherAuthority() throws Exception {
        assumeTrue(Programs.there("openssl"), "no openssl here");
        trial().run(ca());
        Map<String, Object> ask =
                params(
                        "name",
                        "node",
                        "common_name",
                        "mi.example.org",
                        "csr",
                        true,
                        "subject_alt_names",
                        List.of("mi.example.org", "192.0.2.1"));
        Outcome asked = trial().changes(ask);
        assertTrue(asked.values().get("msg").toString().contains("send node.csr to the authority"));
        String text = openssl("req", "-in", "pki/node.csr", "-verify", "-noout", "-text");
        assertTrue(text.contains("Certificate request self-signature verify OK"), text);
        assertTrue(text.contains("DNS:mi.example.org, IP Address:192.0.2.1"), text);
        openssl(
                "x509",
                "-req",
                "-in",
                "pki/node.csr",
                "-CA",
                "pki/ca.crt",
                "-CAkey",
                "pki/ca.key",
                "-CAcreateserial",
                "-days",
                "90",
                "-copy_extensions",
                "copy",
                "-out",
                "pki/node.crt");
        Outcome there = trial().settled(ask);
        assertEquals(List.of(), there.values().get("reasons"));
        assertEquals(null, there.values().get("msg"));
        Map<String, Object> sooner = new LinkedHashMap<>(ask);
        sooner.put("renew_before", "13w");
        assertTrue(trial().settled(sooner).values().get("msg").toString().contains("ends on"));
        sooner.put("subject_alt_names", List.of("mi.example.org", "new.example.org"));
        assertTrue(
                trial().changes(sooner)
                        .values()
                        .get("msg")
                        .toString()
                        .contains("is not for DNS:new.example.org"));
        sooner.put("size", 384);
        assertTrue(
                trial().changes(sooner)
                        .values()
                        .get("msg")
                        .toString()
                        .contains("is for another key"));
    }

    @ParameterizedTest
    @CsvSource({
        "renew_before, soon, needs days",
        "csr, true, leave `ca` and `signed_by` away",
        "days, 56, needs fewer days"
    })
    void refusesWhatDoesNotGoTogether(String parameter, String value, String why) {
        Map<String, Object> params = leaf("renew_before", "8w");
        params.put(parameter, value);
        BadParams e = assertThrows(BadParams.class, () -> trial().run(params));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        params.remove("signed_by");
        params.put("csr", true);
        params.put("force", true);
        params.put("renew_before", "30");
        params.put("days", 60);
        e = assertThrows(BadParams.class, () -> trial().run(params));
        assertTrue(e.getMessage().contains("would part the key"), e.getMessage());
        params.put("csr", false);
        params.put("passphrase", "x");
        params.put("renew_before", "30");
        params.put("days", 60);
        e = assertThrows(BadParams.class, () -> trial().run(params));
        assertTrue(e.getMessage().contains("is for authorities"), e.getMessage());
    }

    @Test
    void takesTheCommonNameWhenNoNamesAreGiven() throws Exception {
        trial().changes(params("name", "x", "common_name", "mi1.example.org"));
        assertEquals(Set.of("DNS:mi1.example.org"), AltName.of(read("x")));
        trial().changes(params("name", "y", "common_name", "Micro Integrator internal"));
        assertEquals(Set.of(), AltName.of(read("y")));
    }

    @ParameterizedTest
    @CsvSource({
        "common_name, other.example.org, it is for `mi.example.org` and should be for",
        "subject_alt_names, new.example.org, its names are DNS:mi.example.org and should be",
        "renew_before, 820, it expires on ",
        "type, rsa, its key is EC 256 and should be RSA 2048",
        "size, 384, its key is EC 256 and should be EC 384",
        "signed_by, ca, it is not signed by `Test CA`",
        "ca, true, it is no authority's and should be"
    })
    void saysWhyItIsMadeAnew(String parameter, String value, String why) {
        Trial trial = trial();
        trial.run(ca());
        trial.run(params("name", "x", "common_name", "mi.example.org", "days", 800));
        Outcome outcome =
                trial.changes(
                        params(
                                "name",
                                "x",
                                "common_name",
                                "mi.example.org",
                                "days",
                                850,
                                parameter,
                                value));
        assertTrue(
                outcome.values().get("msg").toString().contains(why),
                () -> outcome.values().toString());
    }

    @Test
    void keepsTheKeyWhenOnlyTheCertificateIsMadeAnew() throws Exception {
        for (String type : List.of("rsa", "ec")) {
            Trial trial = trial();
            trial.run(params("name", type, "common_name", "a", "type", type));
            byte[] key = Files.readAllBytes(dir.resolve("pki/" + type + ".key"));
            X509Certificate before = read(type);
            trial.changes(params("name", type, "common_name", "b", "type", type));
            assertEquals(
                    new String(key, UTF_8), Files.readString(dir.resolve("pki/" + type + ".key")));
            assertEquals(before.getPublicKey(), read(type).getPublicKey());
            Files.delete(dir.resolve("pki/" + type + ".crt"));
            trial.changes(params("name", type, "common_name", "b", "type", type));
            assertEquals(before.getPublicKey(), read(type).getPublicKey());
        }
    }

    @Test
    void signsAnewWhenTheAuthorityHasAnotherKey() throws Exception {
        Trial trial = trial();
        trial.run(ca());
        trial.run(leaf());
        X509Certificate before = read("cluster");
        Files.delete(dir.resolve("pki/ca.key"));
        trial.run(ca());
        trial.changes(leaf());
        assertNotEquals(before, read("cluster"));
    }

    @Test
    void mendsTheModeOfAKey() throws IOException {
        Trial trial = trial();
        trial.run(params("name", "x", "common_name", "a"));
        Files.setPosixFilePermissions(
                dir.resolve("pki/x.key"), PosixFilePermissions.fromString("rw-r--r--"));
        trial.changes(params("name", "x", "common_name", "a"));
        assertEquals("rw-------", mode("pki/x.key"));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Trial trial = trial();
        trial.fails(leaf(), "there is no authority `ca` in " + dir);
        trial.run(params("name", "ca", "common_name", "no authority"));
        trial.fails(leaf(), "ca.crt is not an authority's certificate");
        Files.writeString(dir.resolve("pki/x.key"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        trial.fails(params("name", "x", "common_name", "a"), "is an encrypted private key");
        Files.writeString(dir.resolve("pki/x.key"), "rubbish");
        trial.fails(params("name", "x", "common_name", "a"), "x.key has no private key");
        assertEquals("rubbish", Files.readString(dir.resolve("pki/x.key")));
    }

    @ParameterizedTest
    @CsvSource({
        "size, 255, 'needs 256, 384 or 521 bits'",
        "days, 20, needs fewer days than",
        "subject_alt_names, IP:mi1, is no IP address",
        "subject_alt_names, a b, neither a host name nor an IP address",
        "name, a/b, without folders",
        "signed_by, x, needs another name"
    })
    void refusesWhatCanNotBe(String parameter, String value, String why) {
        BadParams e =
                assertThrows(
                        BadParams.class,
                        () ->
                                trial().run(
                                                params(
                                                        "name",
                                                        "x",
                                                        "common_name",
                                                        "a",
                                                        parameter,
                                                        value)));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void refusesAnRsaKeyThatIsTooShort() {
        Map<String, Object> params =
                params("name", "x", "common_name", "a", "type", "rsa", "size", 1024);
        BadParams e = assertThrows(BadParams.class, () -> trial().run(params));
        assertTrue(e.getMessage().contains("needs at least 2048 bits"), e.getMessage());
    }

    private Trial trial() {
        return new Trial("certificate", dir, Shells.DASH);
    }

    private Map<String, Object> ca() {
        return params("name", "ca", "common_name", "Test CA", "ca", true);
    }

    private Map<String, Object> leaf(Object... more) {
        Map<String, Object> params =
                params("name", "cluster", "common_name", "mi.example.org", "signed_by", "ca");
        put(params, more);
        return params;
    }

    private Map<String, Object> params(Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("path", dir + "/pki");
        params.put("type", "ec");
        put(params, more);
        return params;
    }

    private static void put(Map<String, Object> params, Object... more) {
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
    }

    private X509Certificate read(String name) throws IOException {
        return Pem.certificates(Files.readAllBytes(dir.resolve("pki/" + name + ".crt")), name)
                .get(0);
    }

    private List<X509Certificate> bundle() throws IOException {
        return Pem.certificates(Files.readAllBytes(dir.resolve("pki/ca-bundle.crt")), "bundle");
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(path)));
    }

    private String openssl(String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(args));
        Process process =
                new ProcessBuilder(command)
                        .directory(dir.toFile())
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
