package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What can be seen of a Micro Integrator from outside: a process with its home among its arguments,
 * a pid file, a log, and a port that answers.
 */
final class Standing implements AutoCloseable {
    final Path home;
    final Map<String, String> bodies = new ConcurrentHashMap<>();
    final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private Process process;

    Standing(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("repository/logs"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Starts the process, and writes its pid as a Micro Integrator does. */
    Standing run(String... options) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                "while :; do sleep 0.2; done",
                                "java",
                                "-Dcarbon.home=" + home));
        words.addAll(List.of(options));
        words.add("org.wso2.micro.integrator.bootstrap.Bootstrap");
        process = new ProcessBuilder(words).start();
        Files.writeString(home.resolve("wso2carbon.pid"), Long.toString(process.pid()));
        return this;
    }

    long pid() {
        return process.pid();
    }

    void end() {
        process.destroyForcibly().onExit().join();
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    Standing logs(String text) throws IOException {
        Files.writeString(home.resolve("repository/logs/wso2carbon.log"), text);
        return this;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        byte[] body = bodies.getOrDefault(path, "{}").getBytes(UTF_8);
        exchange.sendResponseHeaders(statuses.getOrDefault(path, 200), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        if (process != null) {
            end();
        }
    }
}
