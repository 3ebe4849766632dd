package io.miprov.library.balancer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.miprov.host.Programs;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a stand-in for the API of NGINX Plus, which can not be had here. */
final class PlusBalancerTest {
    private static final Pattern SERVER =
            Pattern.compile("/api/9/http/upstreams/nodes/servers/(\\d)");

    @TempDir Path dir;
    private HttpServer api;
    private final Map<Integer, String> states = new ConcurrentHashMap<>(Map.of(0, "up", 1, "up"));
    private volatile int active;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean writable = true;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Programs.there("curl"), "no curl here");
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::answer);
        api.start();
    }

    @AfterEach
    void stop() {
        if (api != null) {
            api.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher server = SERVER.matcher(path);
        int status = 200;
        String body = "{}";
        if (path.equals("/api/")) {
            body = "[1,2,3,4,5,6,7,8,9]";
        } else if (path.equals("/api/9/http/upstreams")) {
            body = "{\"nodes\":" + nodes() + "}";
        } else if (path.equals("/api/9/http/upstreams/nodes")) {
            if (asked.incrementAndGet() == 3) {
                active = 0;
            }
            body = nodes();
        } else if (server.matches() && exchange.getRequestMethod().equals("PATCH")) {
            String said = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            JsonObject told = JsonParser.parseString(said).getAsJsonObject();
            status = writable ? 200 : 405;
            if (writable) {
                states.put(
                        Integer.parseInt(server.group(1)),
                        told.get("down").getAsBoolean() ? "down" : "up");
            }
        } else {
            status = 404;
        }
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String nodes() {
        return "{\"peers\":["
                + peer(0, active)
                + ","
                + peer(1, 0)
                + "],\"keepalive\":0,\"zone\":\"nodes\"}";
    }

    private String peer(int id, int connections) {
        return "{\"id\":"
                + id
                + ",\"server\":\"192.0.2.1"
                + id
                + ":8290\",\"name\":\"192.0.2.1"
                + id
                + ":8290\",\"backup\":false,\"weight\":1,\"state\":\""
                + states.get(id)
                + "\",\"active\":"
                + connections
                + ",\"ssl\":{\"handshakes\":1},\"responses\":{\"2xx\":3}}";
    }

    @ParameterizedTest
    @EnumSource
    void drainsAMemberAndPutsItBack(Shells shell) throws IOException {
        Trial trial = new Trial("balancer_member", dir, shell);
        Outcome drained = trial.changes(params("drained"));
        assertEquals(List.of("192.0.2.10:8290"), drained.values().get("drained"));
        assertEquals(Map.of(0, "down", 1, "up"), states);
        assertEquals(
                "nodes 192.0.2.10:8290 run-7\n", Files.readString(dir.resolve(".miprov-drained")));
        trial.changes(params("active"));
        assertEquals(Map.of(0, "up", 1, "up"), states);
    }

    @Test
    void waitsUntilNoConnectionIsLeft() {
        active = 2;
        Outcome drained = new Trial("balancer_member", dir, Shells.DASH).run(params("drained"));
        assertEquals(Outcome.Status.CHANGED, drained.status(), drained::message);
        assertEquals(3, asked.get(), "it should ask until there is none");
    }

    @Test
    void putsTheMemberBackWhenTheDrainTakesTooLong() {
        active = 2;
        asked.set(10);
        Map<String, Object> params = params("drained");
        params.put("timeout", "300ms");
        Outcome outcome = new Trial("balancer_member", dir, Shells.DASH).run(params);
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(
                outcome.message().contains("2 connections to 192.0.2.10:8290. They get requests"),
                outcome::message);
        assertEquals("up", states.get(0));
    }

    @Test
    void neverDrainsTheLastMember() {
        states.put(1, "unhealthy");
        new Trial("balancer_member", dir, Shells.DASH)
                .fails(params("drained"), "would leave no member that NGINX Plus finds well");
        assertEquals("up", states.get(0));
    }

    @Test
    void leavesWhatWasTakenOutByHand() {
        states.put(0, "down");
        Outcome outcome = new Trial("balancer_member", dir, Shells.DASH).settled(params("active"));
        assertEquals(List.of("192.0.2.10:8290"), outcome.values().get("held"));
        assertEquals("down", states.get(0));
    }

    @Test
    void saysWhenTheApiCanNotBeWritten() {
        writable = false;
        Outcome outcome = new Trial("balancer_member", dir, Shells.DASH).run(params("drained"));
        assertTrue(outcome.message().contains("its location needs \"api write=on;\""));
        assertFalse(states.containsValue("down"));
    }

    private Map<String, Object> params(String state) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("balancer", "nginx_plus");
        params.put("members", List.of("192.0.2.10"));
        params.put("state", state);
        params.put("mark", "run-7");
        params.put("config", dir.toString());
        params.put("quiet", "100ms");
        params.put("api", "http://127.0.0.1:" + api.getAddress().getPort() + "/api");
        return params;
    }
}
