package io.miprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in distribution has the real one's verbs, ports and bad manners. */
final class StandInIT {
    private static final Path ZIP = Path.of("target/lab/wso2mi-4.4.0.zip");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private Path folder;
    private Path home;
    private int offset;

    @BeforeEach
    void unpack() throws Exception {
        Process unpacking =
                new ProcessBuilder(jdk("jar"), "xf", ZIP.toAbsolutePath().toString())
                        .directory(folder.toFile())
                        .start();
        assertEquals(0, unpacking.waitFor());
        home = folder.resolve("wso2mi-4.4.0");
        offset = freeOffset();
    }

    @AfterEach
    void end() throws Exception {
        Path pid = home.resolve("wso2carbon.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid)))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void startReturnsBeforeTheServerIsUpAndItsPidFileComesLate() throws Exception {
        assertEquals(0, script("start", "-Dboot=500"));
        assertFalse(Files.exists(home.resolve("wso2carbon.pid")));
        await(this::isHealthy);
        assertTrue(Files.exists(home.resolve("wso2carbon.pid")));
        assertTrue(log().contains("WSO2 Micro Integrator started in "), log());
        assertTrue(get(8280, "/any").body().contains("\"path\":\"/any\""));
    }

    @Test
    void aStopFinishesWhatIsBeingServedAndTakesNothingNew() throws Exception {
        script("start", "-Dboot=1");
        await(this::isHealthy);
        CompletableFuture<HttpResponse<String>> slow =
                http.sendAsync(request(8280, "/slow?ms=1500"), text());
        await(() -> slow.isDone() || connects());
        long begin = System.nanoTime();
        assertEquals(0, script("stop"));
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(1));
        await(() -> !connects());
        assertEquals(200, slow.get(10, TimeUnit.SECONDS).statusCode());
        await(() -> log().contains("Micro Integrator Shutdown complete"));
        assertTrue(Files.exists(home.resolve("wso2carbon.pid")));
    }

    @Test
    void stopWithNothingRunningIsNoError() throws Exception {
        assertEquals(0, script("stop"));
    }

    @Test
    void aBrokenTomlEndsTheServerButNotWithAStatus() throws Exception {
        Files.writeString(home.resolve("conf/deployment.toml"), "[server\nhostname = 1\n");
        assertEquals(0, script());
        assertTrue(log().contains("Error parsing deployment configuration"), log());
        assertTrue(log().contains("line 1, column 8"), log());
    }

    @Test
    void anUnknownSecretEndsTheServer() throws Exception {
        Path toml = home.resolve("conf/deployment.toml");
        Files.writeString(toml, Files.readString(toml).replace("localhost", "$secret{nobody}"));
        assertEquals(0, script());
        assertTrue(log().contains("Secret alias nobody"), log());
    }

    @Test
    void aWrongKeystorePasswordEndsTheServer() throws Exception {
        Path toml = home.resolve("conf/deployment.toml");
        Files.writeString(
                toml,
                Files.readString(toml)
                        .replaceFirst("password = \"wso2carbon\"", "password = \"other\""));
        assertEquals(0, script());
        assertTrue(log().contains("wso2carbon.jks can not be opened"), log());
    }

    @Test
    void aFaultyAppMakesItUnhealthyButAlive() throws Exception {
        Files.writeString(
                home.resolve("repository/deployment/server/carbonapps/bad.car"), "no zip");
        script("start", "-Dboot=1");
        await(() -> status("/liveness") == 200);
        assertEquals(500, status("/healthz"));
        assertTrue(get(9191, "/healthz").body().contains("\"Faulty CAPPs\":[\"bad\"]"));
    }

    @Test
    void aJavaOutsideOfItsWindowIsRefusedWithStatusZero() throws Exception {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"25.0.1\"' >&2\n");
        assertTrue(java.toFile().setExecutable(true));
        Process process = process(folder.resolve("jdk").toString());
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(said.contains("supported only between JDK 11 and JDK 21"), said);
    }

    private boolean isHealthy() {
        return status("/healthz") == 200;
    }

    private int status(String probe) {
        try {
            return get(9191, probe).statusCode();
        } catch (IOException | InterruptedException e) {
            return 0;
        }
    }

    private boolean connects() {
        try {
            return HttpClient.newHttpClient().send(request(8280, "/"), text()).statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        return http.send(request(port, path), text());
    }

    private HttpRequest request(int port, String path) {
        URI uri = URI.create("http://localhost:" + (port + offset) + path);
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private int script(String... words) throws IOException, InterruptedException {
        Process process = process(System.getProperty("java.home"), words);
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private Process process(String javaHome, String... words) throws IOException {
        String[] command = new String[words.length + 3];
        command[0] = "sh";
        command[1] = home.resolve("bin/micro-integrator.sh").toString();
        command[2] = "-DportOffset=" + offset;
        System.arraycopy(words, 0, command, 3, words.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().remove("CARBON_HOME");
        return builder.start();
    }

    private String log() {
        try {
            Path log = home.resolve("repository/logs/wso2carbon.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not come true in 30 s");
            Thread.sleep(20);
        }
    }

    private static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    /** So that the server's own ports and those of others on this computer do not meet. */
    private static int freeOffset() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort() - 9191;
        }
    }
}
