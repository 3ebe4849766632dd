package io.miprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in distribution has the real one's verbs, ports and bad manners. */
final class StandInIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private Path folder;
    private StandIn server;

    @BeforeEach
    void unpack() throws Exception {
        server = StandIn.unpack(folder);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    @Test
    void startReturnsBeforeTheServerIsUpAndItsPidFileComesLate() throws Exception {
        assertEquals(0, server.script("start", "-Dboot=500"));
        assertFalse(Files.exists(server.home().resolve("wso2carbon.pid")));
        StandIn.await(server::isHealthy);
        assertTrue(Files.exists(server.home().resolve("wso2carbon.pid")));
        assertTrue(server.log().contains("WSO2 Micro Integrator started in "), server.log());
        assertTrue(server.get("/any").body().contains("\"path\":\"/any\""));
    }

    @Test
    void aStopFinishesWhatIsBeingServedAndTakesNothingNew() throws Exception {
        server.startAndWait();
        CompletableFuture<HttpResponse<String>> slow =
                http.sendAsync(server.request("/slow?ms=1500").build(), StandIn.text());
        StandIn.await(() -> slow.isDone() || connects());
        long begin = System.nanoTime();
        assertEquals(0, server.script("stop"));
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(1));
        StandIn.await(() -> !connects());
        assertEquals(200, slow.get(10, TimeUnit.SECONDS).statusCode());
        StandIn.await(() -> server.log().contains("Micro Integrator Shutdown complete"));
        assertTrue(Files.exists(server.home().resolve("wso2carbon.pid")));
    }

    @Test
    void stopWithNothingRunningIsNoError() throws Exception {
        assertEquals(0, server.script("stop"));
    }

    @Test
    void aBrokenTomlEndsTheServerButNotWithAStatus() throws Exception {
        Files.writeString(server.home().resolve("conf/deployment.toml"), "[server\nhostname = 1\n");
        assertEquals(0, server.script());
        assertTrue(server.log().contains("Error parsing deployment configuration"), server.log());
        assertTrue(server.log().contains("line 1, column 8"), server.log());
    }

    @Test
    void anUnknownSecretEndsTheServer() throws Exception {
        Path toml = server.home().resolve("conf/deployment.toml");
        Files.writeString(toml, Files.readString(toml).replace("localhost", "$secret{nobody}"));
        assertEquals(0, server.script());
        assertTrue(server.log().contains("Secret alias nobody"), server.log());
    }

    @Test
    void aWrongKeystorePasswordEndsTheServer() throws Exception {
        Path toml = server.home().resolve("conf/deployment.toml");
        Files.writeString(
                toml,
                Files.readString(toml)
                        .replaceFirst("password = \"wso2carbon\"", "password = \"other\""));
        assertEquals(0, server.script());
        assertTrue(server.log().contains("wso2carbon.jks can not be opened"), server.log());
    }

    @Test
    void secretsThatAreEncryptedAreReadAtAStart() throws Exception {
        Path home = server.home();
        Path toml = home.resolve("conf/deployment.toml");
        Files.writeString(
                toml,
                Files.readString(toml)
                        .replaceFirst("password = \"wso2carbon\"", "password = \"\\$secret{pw}\""));
        assertEquals(0, server.script());
        assertTrue(server.log().contains("Secret alias pw is not in [secrets]"), server.log());
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("home", home.toString());
        params.put("password", "wso2carbon");
        params.put("secrets", Map.of("pw", "wso2carbon"));
        new Trial("mi_secret", home, Shells.DASH).changes(params);
        server.startAndWait();
    }

    @Test
    void aFaultyAppMakesItUnhealthyButAlive() throws Exception {
        Files.writeString(
                server.home().resolve("repository/deployment/server/carbonapps/bad.car"), "no zip");
        server.script("start", "-Dboot=1");
        StandIn.await(() -> server.status("/liveness") == 200);
        assertEquals(500, server.status("/healthz"));
        assertTrue(server.probe("/healthz").body().contains("\"Faulty CAPPs\":[\"bad\"]"));
    }

    @Test
    void aJavaOutsideOfItsWindowIsRefusedWithStatusZero() throws Exception {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"25.0.1\"' >&2\n");
        assertTrue(java.toFile().setExecutable(true));
        Process process = server.process(folder.resolve("jdk").toString());
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(said.contains("supported only between JDK 11 and JDK 21"), said);
    }

    @Test
    void aBodyIsAnsweredWithItsLengthAndSum() throws Exception {
        server.startAndWait();
        byte[] body = new byte[300_000];
        Arrays.fill(body, (byte) 'x');
        CRC32 sum = new CRC32();
        sum.update(body);
        HttpRequest post =
                server.request("/orders")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        String answer = http.send(post, StandIn.text()).body();
        assertTrue(answer.contains("\"length\":300000,\"crc32\":" + sum.getValue()), answer);
        assertTrue(answer.contains("\"version\":\"4.4.0\",\"update_level\":\"0\""), answer);
    }

    @Test
    void aWebSocketEchoesAndIsToldWhenTheServerGoes() throws Exception {
        server.startAndWait();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket =
                http.newWebSocketBuilder()
                        .buildAsync(
                                URI.create("ws://localhost:" + server.port() + "/echo"),
                                new Ear(heard))
                        .join();
        String large = "y".repeat(70_000);
        socket.sendText(large, true).join();
        assertEquals(large, heard.poll(10, TimeUnit.SECONDS));
        server.script("stop");
        assertEquals("closed 1001", heard.poll(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({
        "dies, 0, 0, could not start: java.lang.NoClassDefFoundError",
        "never-ready, 0, 0, Deploying Carbon Applications",
        "errors, 200, 500, WSO2 Micro Integrator started in",
        "faulty-capp, 500, 200, deploying Carbon Application: ordersCompositeExporter_1.0.0"
    })
    void aBadDistributionIsBadInItsWay(String fault, int probe, int request, String said)
            throws Exception {
        Files.writeString(server.home().resolve("bin/fault"), fault + "\n");
        server.script("start", "-Dboot=1");
        StandIn.await(() -> server.log().contains(said));
        StandIn.await(() -> server.status("/healthz") == probe);
        assertEquals(request, request == 0 ? 0 : server.get("/").statusCode());
    }

    /** Writes down what a WebSocket hears. */
    private static final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final BlockingQueue<String> heard;

        Ear(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heard.add("closed " + status);
            return null;
        }
    }

    private boolean connects() {
        try {
            return HttpClient.newHttpClient()
                            .send(server.request("/").build(), StandIn.text())
                            .statusCode()
                    == 200;
        } catch (ConnectException e) {
            return false;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
