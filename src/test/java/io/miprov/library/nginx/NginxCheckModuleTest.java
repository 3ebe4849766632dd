package io.miprov.library.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.lab.NginxVersions;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** With the NGINX of this machine, which reads what is checked; none has to run. */
@ParameterizedClass
@EnumSource(NginxVersions.class)
final class NginxCheckModuleTest {
    @Parameter NginxVersions version;

    private static final String GOOD =
            """
            server_tokens off;
            upstream nodes {
                server 127.0.0.1:8290 max_fails=2;
                server 127.0.0.3:8290;
            }
            server {
                listen 127.0.0.2:PORT ssl;
                server_name mi.example.org *.apps.example.org;
                ssl_certificate tls/site.pem;
                ssl_certificate_key tls/site.key;
                ssl_protocols TLSv1.2 TLSv1.3;
                add_header Strict-Transport-Security "max-age=31536000" always;
                location / {
                    proxy_pass http://nodes;
                }
            }
            """;

    @TempDir private static Path made;
    @TempDir Path dir;
    private RunningNginx nginx;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificate("good", 2048, 365, "DNS:mi.example.org,DNS:*.apps.example.org");
        certificate("small", 1024, 365, "DNS:mi.example.org,DNS:*.apps.example.org");
        certificate("short", 2048, 5, "DNS:mi.example.org,DNS:*.apps.example.org");
        certificate("other", 2048, 365, "DNS:other.example.org");
    }

    @BeforeEach
    void makeAGoodSite() throws IOException {
        nginx = new RunningNginx(dir, version);
        use("good");
        site(GOOD);
    }

    @ParameterizedTest
    @EnumSource
    void aGoodSiteHasNoFindings(Shells shell) {
        Outcome outcome =
                new Trial("nginx_check", dir, shell)
                        .run(params("members", List.of("127.0.0.1:8290", "127.0.0.3:8290")));
        assertEquals(List.of(), outcome.values().get("findings"));
        assertEquals("nothing found", outcome.values().get("msg"));
        assertTrue(outcome.values().get("version").toString().startsWith("nginx/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error tls | TLSv1.2 TLSv1.3 | TLSv1.1 TLSv1.2",
                "advice hsts | Strict-Transport-Security | X-Other",
                "advice server_tokens | server_tokens off | server_tokens on",
                "error published | proxy_pass http://nodes | proxy_pass https://127.0.0.9:9164/management",
                "error published | 127.0.0.3:8290 | 127.0.0.3:9201",
                "warning member_down | 127.0.0.3:8290; | 127.0.0.3:8290 down; # miprov: drained by run-7",
                "warning member_down | 127.0.0.3:8290; | 127.0.0.3:8290 down;",
                "advice member_down | 127.0.0.3:8290; | 127.0.0.3:8290 down; # miprov: down as the playbook says",
            })
    void eachThingThatIsWrongIsFound(String finding, String good, String wrong) throws IOException {
        assertTrue(GOOD.contains(good), good);
        // where only this machine can ask, nothing is published
        site(
                GOOD.replace(good, wrong)
                        .replace(
                                "127.0.0.2:PORT",
                                finding.endsWith("published") ? "PORT" : "127.0.0.2:PORT"));
        assertEquals(List.of(finding), found(run()));
    }

    @Test
    void whatHangsOnTheVersionIsFound() throws IOException {
        site(GOOD.replace("ssl_protocols TLSv1.2 TLSv1.3;", ""));
        Outcome outcome = run();
        NginxVersion version = NginxVersion.of(outcome.values().get("version").toString());
        assertEquals(version.atLeast(1, 27, 3) ? List.of() : List.of("advice tls"), found(outcome));
        site(GOOD.replace("ssl_protocols", "ssl on; ssl_protocols"));
        assertEquals(
                List.of(version.atLeast(1, 25, 1) ? "error nginx" : "error ssl_on"), found(run()));
    }

    @Test
    void whatOnlyThisMachineCanAskIsNotPublished() throws IOException {
        site(GOOD.replace("127.0.0.3:8290", "127.0.0.3:9164"));
        assertEquals(List.of(), found(run()));
        site(GOOD.replace("127.0.0.3:8290", "127.0.0.3:9999").replace("127.0.0.2:PORT", "PORT"));
        assertEquals(List.of(), found(run()));
        assertEquals(List.of("error published"), found(run("management_ports", List.of(9999))));
    }

    @Test
    void aMarkTellsWhoDrained() throws IOException {
        site(GOOD.replace("127.0.0.3:8290;", "127.0.0.3:8290 down; # miprov: drained by run-7"));
        assertTrue(run().values().get("msg").toString().contains("drained by run-7"));
    }

    @ParameterizedTest
    @CsvSource({"small, error key_size", "short, warning expiry", "other, error certificate_name"})
    void eachCertificateThatIsWrongIsFound(String which, String finding) throws IOException {
        use(which);
        // what OpenSSL refuses by itself, others may take
        Path lax =
                Files.writeString(
                        dir.resolve("openssl.cnf"),
                        "openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = any\n"
                                + "[any]\nCipherString = DEFAULT@SECLEVEL=0\n");
        String command = "env OPENSSL_CONF=" + lax + " " + nginx.command();
        assertEquals(
                which.equals("other") ? List.of(finding, finding) : List.of(finding),
                found(run("command", command)));
    }

    @Test
    void aKeyBesideItsCertificateIsNotTaken() throws IOException {
        Files.writeString(
                nginx.conf.resolve("tls/site.pem"),
                Files.readString(made.resolve("good.key"))
                        + Files.readString(made.resolve("good.pem")));
        assertEquals(List.of(), found(run()));
    }

    @Test
    void membersThatAreMissingOrNotOursAreFound() throws IOException {
        Outcome outcome = run("members", List.of("127.0.0.1:8290", "127.0.0.4:8290"));
        assertEquals(List.of("error members", "error members"), found(outcome));
        String said = outcome.values().get("msg").toString();
        assertTrue(said.contains("127.0.0.4:8290 is in no upstream"), said);
        assertTrue(said.contains("127.0.0.3:8290 in nodes is none of"), said);
        site(GOOD + "upstream others { server 127.0.0.9:80; }\n");
        assertEquals(List.of(), found(run("members", List.of("127.0.0.1:8290", "127.0.0.3:8290"))));
    }

    @Test
    void whatIsSaidAboveASiteHoldsForIt() throws IOException {
        String above =
                "ssl_protocols TLSv1.2;\nadd_header Strict-Transport-Security x;\n"
                        + GOOD.replace("ssl_protocols TLSv1.2 TLSv1.3;", "")
                                .replaceAll("    add_header.*\n", "");
        site(above);
        assertEquals(List.of(), found(run()));
        site(above.replace("ssl_protocols TLSv1.2;", "ssl_protocols TLSv1 TLSv1.2;"));
        assertEquals(List.of("error tls"), found(run()));
    }

    @Test
    void nginxTellsInItsOwnWordsWhatItRefuses() throws IOException {
        site(GOOD.replace("server_tokens off;", "server_token off;"));
        Outcome outcome = run();
        assertEquals(List.of("error nginx"), found(outcome));
        String said = outcome.values().get("msg").toString();
        assertTrue(said.contains("configuration: unknown directive \"server_token\" in "), said);
        assertTrue(said.contains("site.conf:1"), said);
    }

    @Test
    void anNginxThatIsNotThereIsFound() {
        assertEquals(List.of("error nginx"), found(run("command", "no-nginx-here -p x")));
    }

    @ParameterizedTest
    @EnumSource
    void portsThatShouldBeClosedAreAsked(Shells shell) throws IOException {
        try (ServerSocket open = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Outcome outcome =
                    new Trial("nginx_check", dir, shell)
                            .run(
                                    params(
                                            "closed",
                                            List.of(
                                                    "127.0.0.1:" + open.getLocalPort(),
                                                    "127.0.0.1:" + RunningNginx.freePort())));
            assertEquals(List.of("warning reachable"), found(outcome));
            assertTrue(
                    outcome.values()
                            .get("msg")
                            .toString()
                            .contains("127.0.0.1:" + open.getLocalPort()));
        }
    }

    @Test
    void checksAreLeftOutWhenToldSo() throws IOException {
        site(GOOD.replace("TLSv1.2 TLSv1.3", "TLSv1.1 TLSv1.2"));
        Outcome outcome = run("ignore", List.of("tls"));
        assertEquals(List.of(), found(outcome));
        assertEquals(0L, outcome.values().get("errors"));
    }

    @Test
    void anEndpointNeedsAPort() {
        assertTrue(
                assertThrows(BadParams.class, () -> run("closed", List.of("node1")))
                        .getMessage()
                        .contains("node1"));
    }

    private Outcome run(Object... more) {
        return new Trial("nginx_check", dir, Shells.DASH).run(params(more));
    }

    private static List<String> found(Outcome outcome) {
        assertEquals(Outcome.Status.OK, outcome.status(), outcome::message);
        List<String> found = new ArrayList<>();
        for (Object each : (List<?>) outcome.values().get("findings")) {
            Map<?, ?> finding = (Map<?, ?>) each;
            found.add(finding.get("severity") + " " + finding.get("check"));
            assertFalse(finding.get("remedy").toString().isEmpty());
        }
        return found;
    }

    private Map<String, Object> params(Object... more) {
        Map<String, Object> params = new HashMap<>();
        params.put("command", nginx.command());
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private void site(String text) throws IOException {
        nginx.write("conf.d/site.conf", text.replace("PORT", Integer.toString(nginx.port)));
    }

    private void use(String certificate) throws IOException {
        nginx.write("tls/site.pem", Files.readString(made.resolve(certificate + ".pem")));
        nginx.write("tls/site.key", Files.readString(made.resolve(certificate + ".key")));
    }

    private static void certificate(String name, int bits, int days, String names)
            throws Exception {
        Process process =
                new ProcessBuilder(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "rsa:" + bits,
                                "-nodes",
                                "-keyout",
                                made.resolve(name + ".key").toString(),
                                "-out",
                                made.resolve(name + ".pem").toString(),
                                "-days",
                                Integer.toString(days),
                                "-subj",
                                "/CN=" + name,
                                "-addext",
                                "subjectAltName=" + names)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
