package io.miprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The stand-in distribution, unpacked on this computer, with ports of its own: those of offset 0
 * plus {@link #offset}. Closing it kills the server.
 */
public final class StandIn implements AutoCloseable {
    private static final Path ZIP = Path.of("target/lab/wso2mi-4.4.0.zip");
    private static final int HTTP = 8280;
    private static final int PROBES = 9191;
    private static final List<Integer> PORTS = List.of(8280, 8243, PROBES, 9154);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;
    private final int offset;

    private StandIn(Path home, int offset) {
        this.home = home;
        this.offset = offset;
    }

    public static StandIn unpack(Path folder) throws IOException, InterruptedException {
        Process unpacking =
                new ProcessBuilder(jdk("jar"), "xf", ZIP.toAbsolutePath().toString())
                        .directory(folder.toFile())
                        .start();
        assertEquals(0, unpacking.waitFor());
        return new StandIn(folder.resolve("wso2mi-4.4.0"), freeOffset());
    }

    Path home() {
        return home;
    }

    /** Starts it and waits until it is ready. */
    public void startAndWait() throws IOException, InterruptedException {
        script("start", "-Dboot=1");
        await(this::isHealthy);
    }

    /** What its script ends with. */
    public int script(String... words) throws IOException, InterruptedException {
        Process process = process(System.getProperty("java.home"), words);
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    Process process(String javaHome, String... words) throws IOException {
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

    boolean isHealthy() {
        return status("/healthz") == 200;
    }

    int status(String probe) {
        try {
            return probe(probe).statusCode();
        } catch (IOException | InterruptedException e) {
            return 0;
        }
    }

    HttpResponse<String> probe(String path) throws IOException, InterruptedException {
        return http.send(request(PROBES, path).build(), text());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(HTTP, path).build(), text());
    }

    /** A request to the listener of HTTP. */
    HttpRequest.Builder request(String path) {
        return request(HTTP, path);
    }

    /** The port of its listener of HTTP. */
    public int port() {
        return HTTP + offset;
    }

    private HttpRequest.Builder request(int port, String path) {
        URI uri = URI.create("http://localhost:" + (port + offset) + path);
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
    }

    static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString(UTF_8);
    }

    /** What it has logged so far. */
    public String log() {
        try {
            Path log = home.resolve("repository/logs/wso2carbon.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits up to 30 s for something to come true. */
    public static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not come true in 30 s");
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        Path pid = home.resolve("wso2carbon.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid)))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    /** So that the server's own ports and those of others on this computer do not meet. */
    /** One with which all its ports are free, below those that connections of others are given. */
    private static int freeOffset() {
        for (int tries = 0; tries < 100; tries++) {
            int offset = ThreadLocalRandom.current().nextInt(2_000, 20_000);
            if (PORTS.stream().allMatch(port -> isFree(port + offset))) {
                return offset;
            }
        }
        throw new IllegalStateException("no ports are free here");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
