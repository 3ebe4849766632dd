package io.miprov.library.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Programs;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.library.network.HaproxyModule;
import io.miprov.library.nginx.RunningNginx;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a real haproxy that runs, and members that count what reaches them. */
final class HaproxyBalancerTest {
    @TempDir Path dir;
    private Member one;
    private Member two;
    private Process haproxy;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Programs.there("haproxy"), "no haproxy here");
        one = new Member();
        two = new Member();
        port = RunningNginx.freePort();
        Files.writeString(config(), text());
        run();
    }

    private String text() {
        return "global\n    stats socket "
                + socket()
                + " level admin\n    maxconn 50\ndefaults\n    mode http\n    timeout client 30s\n"
                + "    timeout server 30s\n    timeout connect 2s\nfrontend in\n    bind 127.0.0.1:"
                + port
                + "\n    default_backend nodes\nbackend nodes\n    balance roundrobin\n    server one "
                + one.address()
                + " check inter 100 # the first\n    server two "
                + two.address()
                + " check inter 100\n";
    }

    private void run() throws Exception {
        run(List.of());
    }

    private void run(List<String> more) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Programs.path("haproxy").orElseThrow().toString());
        words.addAll(List.of("-f", config().toString()));
        words.addAll(more);
        haproxy =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(Files.createTempFile("haproxy", ".out").toFile())
                        .start();
        for (int i = 0; i < 200 && answer("/") != 200; i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (haproxy != null) {
            haproxy.destroy();
            haproxy.waitFor();
            one.close();
            two.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void drainsAMemberAndPutsItBackToTheByte(Shells shell) throws Exception {
        Trial trial = new Trial("balancer_member", dir, shell);
        Outcome drained = trial.changesFiles(params("drained"));
        assertEquals(List.of("one"), drained.values().get("drained"));
        assertTrue(
                Files.readString(config())
                        .contains(
                                " check inter 100 disabled # miprov: drained by run-7 # the first\n"));
        int before = one.asked();
        ask(10);
        assertEquals(before, one.asked());
        trial.changesFiles(params("active"));
        assertEquals(text(), Files.readString(config()));
        ask(10);
        assertTrue(one.asked() > before);
    }

    @Test
    void outlastsThatHaproxyStartsAnew() throws Exception {
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        trial.run(params("drained"));
        haproxy.destroy();
        haproxy.waitFor();
        run();
        int before = one.asked();
        ask(10);
        assertEquals(before, one.asked());
        Outcome status = trial.settled(params("status"));
        assertTrue(status.values().get("members").toString().contains("mark=run-7"));
        assertEquals(Outcome.Status.CHANGED, trial.run(params("active")).status());
        ask(10);
        assertTrue(one.asked() > before);
    }

    @Test
    void isOnlyDrainedWhenWhatWasBegunHasEnded() throws Exception {
        CompletableFuture<Integer> slow = slowRequest();
        CompletableFuture<Outcome> drain =
                CompletableFuture.supplyAsync(
                        () ->
                                new Trial("balancer_member", dir, Shells.DASH)
                                        .run(params("drained")));
        while (!Files.readString(config()).contains("disabled")) {
            Thread.onSpinWait();
        }
        int before = two.asked();
        while (two.asked() < before + 20) {
            ask(1);
        }
        assertFalse(drain.isDone(), "a request is still on its way");
        one.release();
        Outcome drained = drain.get();
        assertEquals(Outcome.Status.CHANGED, drained.status(), drained::message);
        assertEquals(200, slow.get());
    }

    /** What haproxy was reloaded away from ends what it has begun, and its socket is gone. */
    @Test
    void isNotDrainedWhileAnEarlierProcessHasARequest() throws Exception {
        CompletableFuture<Integer> slow = slowRequest();
        Process earlier = haproxy;
        run(List.of("-sf", Long.toString(earlier.pid())));
        Map<String, Object> params = params("drained");
        params.put("timeout", "1s");
        Outcome late = new Trial("balancer_member", dir, Shells.DASH).run(params);
        assertEquals(Outcome.Status.FAILED, late.status(), late::message);
        assertTrue(
                late.message()
                        .matches("the drain did not end within 1.0 s: [12] connections to one.*"),
                late::message);
        CompletableFuture<Outcome> drain =
                CompletableFuture.supplyAsync(
                        () ->
                                new Trial("balancer_member", dir, Shells.DASH)
                                        .run(params("drained")));
        one.release();
        assertEquals(Outcome.Status.CHANGED, drain.get().status(), drain.get()::message);
        assertEquals(200, slow.get());
        earlier.waitFor();
    }

    /** The file is what lasts, so it is the last to forget that somebody drained the member. */
    @Test
    void whatWasCutOffWhileItWasPutBackIsFinished() throws Exception {
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        trial.run(params("drained"));
        Path away = dir.resolve("away.sock");
        Path cutOff = Files.writeString(dir.resolve("cut-off"), "mv " + socket() + " " + away);
        Map<String, Object> params = params("active");
        params.put("command", "sh " + cutOff);
        assertEquals(Outcome.Status.FAILED, trial.run(params).status());
        Files.move(away, Path.of(socket()));
        Outcome again = trial.run(params("active"));
        assertEquals(List.of(), again.values().get("held"), again::message);
        int before = one.asked();
        ask(6);
        assertTrue(one.asked() > before);
        assertEquals(text(), Files.readString(config()));
    }

    @Test
    void tellsOfADrainThatWasCutOffBeforeHaproxyHeardOfIt() throws Exception {
        Files.writeString(
                config(),
                text().replace(" # the first", " disabled # miprov: drained by run-6 # the first"));
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        Outcome status = trial.settled(params("status"));
        String members = status.values().get("members").toString();
        assertTrue(members.contains("state=active, mark=run-6"), members);
        trial.changesFiles(params("active"));
        assertEquals(text(), Files.readString(config()));
    }

    @Test
    void putsTheMemberBackWhenTheDrainTakesTooLong() throws Exception {
        CompletableFuture<Integer> slow = slowRequest();
        Map<String, Object> params = params("drained");
        params.put("timeout", "500ms");
        Outcome outcome = new Trial("balancer_member", dir, Shells.DASH).run(params);
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(
                outcome.message()
                        .startsWith(
                                "the drain did not end within 0.5 s: 1 connections to one. They get"
                                        + " requests again, as before"),
                outcome::message);
        assertEquals(text(), Files.readString(config()));
        int before = one.asked();
        ask(6);
        assertTrue(one.asked() > before);
        one.release();
        assertEquals(200, slow.get());
        params.put("on_timeout", "proceed");
        assertEquals(
                Outcome.Status.CHANGED,
                new Trial("balancer_member", dir, Shells.DASH).run(params).status());
    }

    @Test
    void neverDrainsTheLastMember() {
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        trial.run(params("drained"));
        Map<String, Object> params = params("drained");
        params.put("members", List.of("two"));
        trial.fails(params, "would leave no member that haproxy finds well in nodes");
    }

    @Test
    void leavesWhatWasTakenOutByHand() {
        say("set server nodes/one state maint");
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        Outcome outcome = trial.settled(params("active"));
        assertEquals(List.of("one"), outcome.values().get("held"));
        Map<String, Object> params = params("active");
        params.put("force", true);
        trial.changes(params);
    }

    @Test
    void finishesWhatWasCutOff() throws Exception {
        Files.writeString(
                config(),
                text().replace(" # the first", " disabled # miprov: drained by run-6 # the first"));
        Trial trial = new Trial("balancer_member", dir, Shells.DASH);
        trial.changes(params("drained"));
        int before = one.asked();
        ask(6);
        assertEquals(before, one.asked());
    }

    @Test
    void saysWhenThereIsNoSocket() {
        Map<String, Object> params = params("drained");
        params.put("socket", dir + "/none.sock");
        new Trial("balancer_member", dir, Shells.DASH)
                .fails(params, "is no socket; does haproxy run");
    }

    private void say(String command) {
        Reply reply =
                Shells.DASH
                        .host()
                        .run(
                                Sh.resource(HaproxyModule.class, "haproxy.sh")
                                        .then(Sh.of("haproxy_says {} {}", socket(), command)));
        assertTrue(reply.ok(), reply.err());
    }

    private CompletableFuture<Integer> slowRequest() throws Exception {
        say("set server nodes/two state maint");
        CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(() -> answer("/slow"));
        one.awaitSlow();
        say("set server nodes/two state ready");
        return slow;
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(200, answer("/"));
        }
    }

    private int answer(String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            int status = connection.getResponseCode();
            connection.disconnect();
            return status;
        } catch (IOException e) {
            return 0;
        }
    }

    private Path config() {
        return dir.resolve("haproxy.cfg");
    }

    private String socket() {
        return dir + "/admin.sock";
    }

    private Map<String, Object> params(String state) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("balancer", "haproxy");
        params.put("members", List.of(one.address()));
        params.put("state", state);
        params.put("mark", "run-7");
        params.put("socket", socket());
        params.put("config", config().toString());
        params.put("command", Programs.path("haproxy").orElseThrow().toString());
        return params;
    }
}
