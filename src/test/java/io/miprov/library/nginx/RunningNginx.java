package io.miprov.library.nginx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.host.Shells;
import io.miprov.lab.NginxVersions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An NGINX, run for a test in a folder, with files below {@code conf}. */
public final class RunningNginx implements AutoCloseable {
    public final Path folder;
    public final Path conf;
    public final int port;
    private final Path program;
    private Process process;

    public RunningNginx(Path folder, NginxVersions version) throws IOException {
        this.program = version.program();
        this.folder = folder;
        this.conf = Files.createDirectories(folder.resolve("conf"));
        Files.createDirectories(conf.resolve("conf.d"));
        Files.createDirectories(folder.resolve("run"));
        this.port = freePort();
        write(
                "nginx.conf",
                "pid "
                        + folder
                        + "/run/nginx.pid;\nerror_log "
                        + folder
                        + "/run/error.log;\nworker_processes 2;\nevents {}\nhttp {\n"
                        + "  access_log off;\n  client_body_temp_path "
                        + folder
                        + "/run/body;\n  include conf.d/*.conf;\n}\n");
        write(
                "conf.d/site.conf",
                "server {\n  listen 127.0.0.1:"
                        + port
                        + ";\n  location / {\n    proxy_pass http://nodes;\n"
                        + "    proxy_http_version 1.1;\n    proxy_set_header Connection '';\n  }\n}\n");
    }

    public RunningNginx write(String file, String text) throws IOException {
        Files.createDirectories(conf.resolve(file).getParent());
        Files.writeString(conf.resolve(file), text);
        return this;
    }

    public String read(String file) throws IOException {
        return Files.readString(conf.resolve(file));
    }

    /** How it is called. */
    public String command() {
        return program + " -p " + folder + "/ -c " + conf + "/nginx.conf";
    }

    public RunningNginx start() throws IOException, InterruptedException {
        process =
                new ProcessBuilder(
                                List.of(
                                        program.toString(),
                                        "-p",
                                        folder + "/",
                                        "-c",
                                        conf + "/nginx.conf",
                                        "-g",
                                        "daemon off;"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("run/out").toFile())
                        .start();
        for (int i = 0; i < 200 && answer() == 0; i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return this;
    }

    /** Has it take up its files, and waits until it did. */
    public RunningNginx reload() {
        Reply reply =
                Shells.DASH
                        .host()
                        .run(NginxWords.words().then(Sh.of("nginx_reload {}", command())));
        assertTrue(reply.ok(), reply.err());
        return this;
    }

    public boolean runs() {
        return process.isAlive();
    }

    /** The status of a request; 0 when nobody listens. */
    public int answer() throws IOException {
        return status("/");
    }

    public int status(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        try {
            return connection.getResponseCode();
        } catch (ConnectException e) {
            return 0;
        } finally {
            connection.disconnect();
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
