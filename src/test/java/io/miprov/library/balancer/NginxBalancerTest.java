package io.miprov.library.balancer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.lab.NginxVersions;
import io.miprov.library.Trial;
import io.miprov.library.nginx.RunningNginx;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a real NGINX that runs, and members that count what reaches them. */
@ParameterizedClass
@EnumSource(NginxVersions.class)
final class NginxBalancerTest {
    @Parameter NginxVersions version;

    private static final String SERVERS = "conf.d/nodes.conf";

    @TempDir Path dir;
    private RunningNginx nginx;
    private Member one;
    private Member two;

    @BeforeEach
    void start() throws Exception {
        one = new Member();
        two = new Member();
        nginx = new RunningNginx(dir, version);
        nginx.write(SERVERS, nodes());
        nginx.start();
    }

    private String nodes() {
        return "upstream nodes {\n    zone nodes 64k;\n    server "
                + one.address()
                + " max_fails=2; # the first\n    server "
                + two.address()
                + ";\n    keepalive 8;\n}\n";
    }

    @AfterEach
    void stop() {
        nginx.close();
        one.close();
        two.close();
    }

    @ParameterizedTest
    @EnumSource
    void drainsAMemberAndPutsItBackToTheByte(Shells shell) throws IOException {
        Trial trial = new Trial("balancer_member", dir, shell);
        ask(4);
        assertTrue(one.asked() > 0 && two.asked() > 0, "both should get requests");
        Outcome drained = trial.changesFiles(params("drained"));
        assertTrue(
                nginx.read(SERVERS)
                        .contains(
                                one.address()
                                        + " max_fails=2 down; # miprov: drained by run-7 # the first\n"),
                nginx.read(SERVERS));
        assertEquals(List.of(one.address()), drained.values().get("drained"));
        assertEquals(0L, drained.values().get("left"));
        int before = one.asked();
        ask(10);
        assertEquals(before, one.asked(), "nothing may reach it");
        trial.changesFiles(params("active"));
        assertEquals(nodes(), nginx.read(SERVERS));
        ask(10);
        assertTrue(one.asked() > before);
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void clientsEndTheirConnectionsBeforeAReloadWouldCutThemOff(Shells shell) throws Exception {
        Path closing = closesGently();
        CompletableFuture<Outcome> drain;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), nginx.port)) {
            assertEquals("keep-alive", connection(client));
            drain =
                    CompletableFuture.supplyAsync(
                            () -> new Trial("balancer_member", dir, shell).run(params("drained")));
            for (int i = 0; i < 500 && !Files.exists(closing); i++) {
                Thread.sleep(10);
            }
            assertEquals("close", connection(client));
            assertEquals(-1, client.getInputStream().read());
        }
        assertEquals(Outcome.Status.CHANGED, drain.get(10, TimeUnit.SECONDS).status());
        assertFalse(Files.exists(closing));
    }

    @Test
    void aReloadDoesNotWaitForEverForIdleConnections() throws Exception {
        Path closing = closesGently();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), nginx.port)) {
            assertEquals("keep-alive", connection(client));
            Trial trial = new Trial("balancer_member", dir, Shells.DASH);
            assertEquals(Outcome.Status.CHANGED, trial.run(params("drained")).status());
            assertEquals(-1, client.getInputStream().read());
        }
        assertFalse(Files.exists(closing));
    }

    @ParameterizedTest
    @EnumSource
    void clientsEndTheirConnectionsWhenAMemberIsExpected(Shells shell) throws Exception {
        Path closing = closesGently();
        Trial trial = new Trial("balancer_member", dir, shell);
        assertEquals(Outcome.Status.CHANGED, trial.run(params("drained")).status());
        String out = nginx.read(SERVERS);
        trial.run(params("expected"), Mode.CHECK);
        assertFalse(Files.exists(closing), "check mode");
        assertEquals(Outcome.Status.OK, trial.run(params("expected")).status());
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), nginx.port)) {
            assertEquals("close", connection(client));
        }
        assertEquals(out, nginx.read(SERVERS));
        String since = Files.readString(closing);
        assertEquals(Outcome.Status.OK, trial.run(params("expected")).status());
        assertEquals(since, Files.readString(closing), "it goes on since then");
        assertEquals(Outcome.Status.OK, trial.run(params("drained")).status());
        assertFalse(Files.exists(closing), "it is expected no longer");
        assertEquals(Outcome.Status.OK, trial.run(params("expected")).status());
        assertEquals(Outcome.Status.CHANGED, trial.run(params("active")).status());
        assertFalse(Files.exists(closing));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), nginx.port)) {
            assertEquals("keep-alive", connection(client));
        }
    }

    /** A site as nginx_site makes it, with the file that it goes by in the folder of the test. */
    private Path closesGently() throws IOException {
        Path closing = dir.resolve("run/site.closing");
        // NGINX's workers, who are somebody else, look for the file
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        nginx.write(
                "conf.d/site.conf",
                """
                server {
                    listen 127.0.0.1:%d;
                    location / {
                        error_page 418 = @closing;
                        if (-f %s) { return 418; }
                        proxy_pass http://nodes;
                    }
                    location @closing {
                        keepalive_timeout 0;
                        proxy_pass http://nodes;
                    }
                }
                """
                        .formatted(nginx.port, closing));
        nginx.reload();
        return closing;
    }

    /** What an answer says of its connection. */
    private static String connection(Socket client) throws IOException {
        client.setSoTimeout(10_000);
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: it\r\n\r\n".getBytes(US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) client.getInputStream().read());
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(answer);
        assertTrue(length.find() && answer.toString().startsWith("HTTP/1.1 200"), answer::toString);
        client.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        Matcher connection = Pattern.compile("(?i)\nconnection: (\\S+)").matcher(answer);
        return connection.find() ? connection.group(1) : "";
    }

    @Test
    void tellsHowMembersAre() throws IOException {
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        trial.run(params("drained"));
        Map<String, Object> params = params("status");
        params.put("members", List.of("127.0.0.1", "192.0.2.1:80"));
        Outcome status = trial.settled(params);
        assertEquals(
                List.of(
                        told("nodes", one.address(), "drained", "run-7"),
                        told("nodes", two.address(), "active", ""),
                        told("", "192.0.2.1:80", "absent", "")),
                status.values().get("members"));
    }

    private static Map<String, Object> told(
            String upstream, String member, String state, String mark) {
        return Map.of(
                "upstream",
                upstream,
                "member",
                member,
                "asked",
                List.of(upstream.isEmpty() ? member : "127.0.0.1"),
                "state",
                state,
                "mark",
                mark,
                "connections",
                0L);
    }

    /** Why it is {@code down} and not {@code drain}, also where NGINX has both. */
    @Test
    void takesClientsAlongThatStickToTheMember() throws Exception {
        String sticky = nodes().replace("zone nodes 64k;", "zone nodes 64k; sticky cookie route;");
        if (!new Trial("nginx", dir, Shells.DASH)
                .settled(Map.of("package", "", "command", nginx.command()))
                .values()
                .get("sticky")
                .equals(true)) {
            nginx.write(SERVERS, sticky);
            new Trial("balancer_member", dir, Shells.DASH)
                    .fails(params("drained"), "unknown directive \"sticky\"");
            return;
        }
        nginx.write(SERVERS, sticky).reload();
        int before = one.asked();
        String toOne = "";
        for (int i = 0; i < 20 && one.asked() == before; i++) {
            toOne = routeOf("");
        }
        before = one.asked();
        assertEquals(toOne, routeOf(toOne));
        assertEquals(before + 1, one.asked(), "the client should stick to it");

        nginx.write(SERVERS, sticky.replace("max_fails=2;", "max_fails=2 drain;")).reload();
        assertEquals(toOne, routeOf(toOne));
        assertEquals(before + 2, one.asked(), "drain sends it what clients have that stick to it");

        nginx.write(SERVERS, sticky).reload();
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        trial.changesFiles(params("drained"));
        String toTwo = routeOf(toOne);
        assertNotEquals(toOne, toTwo);
        assertEquals(toTwo, routeOf(toTwo));
        assertEquals(before + 2, one.asked(), "down sends it nothing");
        trial.changesFiles(params("active"));
        assertEquals(toTwo, routeOf(toTwo), "a client stays where it is now");
        assertEquals(toOne, routeOf(toOne));
    }

    /** Asks with a cookie, and gives the cookie that the answer sets. */
    private String routeOf(String route) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + nginx.port + "/").toURL().openConnection();
        connection.setRequestProperty("Cookie", "route=" + route);
        assertEquals(200, connection.getResponseCode());
        String set = connection.getHeaderField("Set-Cookie");
        assertTrue(set != null && set.startsWith("route="), set);
        return set.replaceAll("route=|;.*", "");
    }

    @Test
    void isOnlyDrainedWhenWhatWasBegunHasEnded() throws Exception {
        CompletableFuture<Integer> slow = slowRequestTo(one);
        CompletableFuture<Outcome> drain =
                CompletableFuture.supplyAsync(
                        () ->
                                new Trial("balancer_member", dir, Shells.DASH)
                                        .run(params("drained")));
        awaitText("down;");
        int before = two.asked();
        while (two.asked() < before + 20) {
            ask(1);
        }
        assertFalse(drain.isDone(), "a request is still on its way");
        assertFalse(slow.isDone());
        one.release();
        Outcome drained = drain.get();
        assertEquals(Outcome.Status.CHANGED, drained.status(), drained::message);
        assertEquals(200, slow.get());
        assertNothingLeft();
    }

    @Test
    void putsTheMemberBackWhenTheDrainTakesTooLong() throws Exception {
        CompletableFuture<Integer> slow = slowRequestTo(one);
        Map<String, Object> params = params("drained");
        params.put("timeout", "500ms");
        Outcome outcome = new Trial("balancer_member", dir, Shells.DASH).run(params);
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertEquals(
                "the drain did not end within 0.5 s: 1 connections to "
                        + one.address()
                        + ". They get requests again, as before; give it a longer `timeout`, or cut"
                        + " them off with `on_timeout: proceed`",
                outcome.message());
        assertEquals(nodes(), nginx.read(SERVERS));
        assertNothingLeft();
        int before = one.asked();
        ask(6);
        assertTrue(one.asked() > before, "it should get requests again");
        one.release();
        assertEquals(200, slow.get());
    }

    @Test
    void goesOnWithWhatIsLeftWhenTold() throws Exception {
        CompletableFuture<Integer> slow = slowRequestTo(one);
        Map<String, Object> params = params("drained");
        params.put("timeout", "500ms");
        params.put("on_timeout", "proceed");
        Outcome outcome = new Trial("balancer_member", dir, Shells.DASH).run(params);
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
        assertEquals(1L, outcome.values().get("left"));
        assertTrue(outcome.values().get("msg").toString().contains("went on with 1 connections"));
        assertTrue(nginx.read(SERVERS).contains("down;"));
        one.release();
        assertEquals(200, slow.get());
    }

    @Test
    void neverDrainsTheLastMember() throws IOException {
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        trial.run(params("drained"));
        Map<String, Object> params = params("drained");
        params.put("members", List.of(two.address()));
        trial.fails(params, "would leave no member in nodes, and `min_available` is 1");
        params.put("members", List.of("127.0.0.1"));
        trial.fails(params, "would leave no member in nodes");
    }

    @ParameterizedTest
    @EnumSource
    void doesNotCountMembersThatDoNotAnswer(Shells shell) {
        two.close();
        new Trial("balancer_member", dir, shell)
                .fails(params("drained"), "of the members that would stay in nodes, 0 answer");
    }

    @Test
    void leavesWhatWasTakenOutByHand() throws IOException {
        nginx.write(SERVERS, nodes().replace("max_fails=2;", "max_fails=2 down;")).reload();
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        Outcome outcome = trial.settled(params("active"));
        assertEquals(List.of(one.address()), outcome.values().get("held"));
        assertTrue(
                outcome.values().get("msg").toString().contains("taken out by hand, and left so"));
        trial.settled(params("drained"));
        Map<String, Object> params = params("active");
        params.put("force", true);
        trial.changesFiles(params);
        assertEquals(nodes(), nginx.read(SERVERS));
    }

    @Test
    void finishesWhatWasCutOffBetweenFileAndReload() throws IOException {
        nginx.write(
                SERVERS,
                nodes().replace("max_fails=2;", "max_fails=2 down; # miprov: drained by run-6"));
        nginx.write(".miprov-reload", "old " + nginx.conf.resolve(SERVERS) + "\n");
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        ask(2);
        assertTrue(one.asked() > 0, "NGINX does not know of it yet");
        Outcome outcome = trial.run(params("drained"));
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
        int before = one.asked();
        ask(10);
        assertEquals(before, one.asked());
        trial.settled(params("drained"));
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void countsConnectionsOverIpv6(Shells shell) throws Exception {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        InetAddress address = InetAddress.getByAddress(loopback);
        Assumptions.assumeTrue(NetworkInterface.getByInetAddress(address) != null, "no IPv6 here");
        try (Member six = new Member(address)) {
            nginx.write(SERVERS, "upstream nodes { server [::1]:" + six.port() + "; }\n").reload();
            CompletableFuture<Integer> slow = slow();
            six.awaitSlow();
            Map<String, Object> params = params("status");
            params.put("members", List.of("[0:0:0:0:0:0:0:1]:" + six.port()));
            Outcome status = new Trial("balancer_member", dir, shell).run(params);
            // the client asks again when NGINX ended the connection that it had
            assertTrue(
                    status.values().get("members").toString().matches(".* connections=[12]}]"),
                    status.values()::toString);
            six.release();
            assertEquals(200, slow.get());
        }
    }

    @Test
    void drainsBothUpstreamsOfASiteByOneNameAndTheHostsName() throws IOException {
        nginx.write(
                        "conf.d/https.conf",
                        "upstream nodes_https {\n  server localhost:8253;\n  server 192.0.2.9:8253;\n}\n")
                .reload();
        Map<String, Object> params = params("drained");
        params.put("upstream", List.of("nodes"));
        params.put("members", List.of("localhost"));
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        Outcome outcome = trial.run(params, new Mode(true, true));
        assertEquals(
                "draining "
                        + one.address()
                        + ", "
                        + two.address()
                        + ", localhost:8253 would leave no member in nodes, and `min_available` is 1;"
                        + " put another member back first, or drain fewer at a time",
                sorted(outcome.message()));
        params.put("members", List.of(one.address(), "localhost:8253"));
        params.put("force", true);
        trial.fails(params, "of the members that would stay in nodes_https, 0 answer");
    }

    /** Files are read in the order of their names, and so are their members. */
    private String sorted(String message) {
        return message.replace(
                "localhost:8253, " + one.address() + ", " + two.address(),
                one.address() + ", " + two.address() + ", localhost:8253");
    }

    @Test
    void saysWhatIsWrongWithTheConfigurationThere() throws IOException {
        nginx.write("conf.d/wrong.conf", "no_such_directive on;\n");
        new Trial("balancer_member", dir, Shells.DASH)
                .fails(params("drained"), "unknown directive \"no_such_directive\"");
    }

    @Test
    void knowsMisspeltUpstreams() {
        Map<String, Object> params = params("drained");
        params.put("upstream", List.of("node"));
        new Trial("balancer_member", dir, Shells.DASH)
                .fails(params, "there is no upstream `node`; did you mean `nodes`?");
    }

    @Test
    void findsNothingToDoWhereThereIsNoNginx() {
        Map<String, Object> params = params("drained");
        params.put("command", "no-nginx");
        params.put("config", dir + "/none");
        Outcome outcome = new Trial("balancer_member", dir, Shells.DASH).settled(params);
        assertTrue(outcome.values().get("msg").toString().contains("there is no NGINX here"));
        params.put("config", nginx.conf.toString());
        new Trial("balancer_member", dir, Shells.DASH).fails(params, "no command no-nginx");
    }

    @Test
    void checkModeTellsTheLineThatWouldChange() throws IOException {
        Outcome outcome =
                new Trial("balancer_member", dir, Shells.DASH)
                        .run(params("drained"), new Mode(true, true));
        assertEquals(Outcome.Status.CHANGED, outcome.status());
        assertEquals(nginx.conf.resolve(SERVERS).toString(), outcome.diffs().get(0).title());
        assertTrue(outcome.diffs().get(0).after().contains("drained by run-7"));
        assertEquals(nodes(), nginx.read(SERVERS));
    }

    private CompletableFuture<Integer> slowRequestTo(Member member) throws Exception {
        nginx.write(SERVERS, "upstream nodes { server " + member.address() + "; }\n").reload();
        CompletableFuture<Integer> slow = slow();
        member.awaitSlow();
        nginx.write(SERVERS, nodes()).reload();
        return slow;
    }

    private CompletableFuture<Integer> slow() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return nginx.status("/slow");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void awaitText(String text) throws Exception {
        while (!nginx.read(SERVERS).contains(text)) {
            Thread.onSpinWait();
        }
    }

    private void assertNothingLeft() throws IOException {
        try (var files = Files.walk(nginx.conf)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.getFileName().toString().startsWith(".")).toList());
        }
    }

    private void ask(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            assertEquals(200, nginx.answer());
        }
    }

    private Map<String, Object> params(String state) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("balancer", "nginx");
        params.put("members", List.of(one.address()));
        params.put("state", state);
        params.put("mark", "run-7");
        params.put("command", nginx.command());
        params.put("config", nginx.conf.toString());
        return params;
    }
}
