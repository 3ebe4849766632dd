package io.miprov.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Become;
import io.miprov.host.Call;
import io.miprov.host.Host;
import io.miprov.host.Payload;
import io.miprov.host.Prelude;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** This machine by one shell and one set of tools, a process a script; counts its round trips. */
final class EachShell implements Host {
    private final List<String> shell;
    private final String path;
    private int trips;

    private EachShell(List<String> shell, String path) {
        this.shell = shell;
        this.path = path;
    }

    static EachShell dash() {
        return new EachShell(List.of("dash"), System.getenv("PATH"));
    }

    static EachShell bash() {
        return new EachShell(List.of("bash", "--posix"), System.getenv("PATH"));
    }

    /** BusyBox with nothing but its own tools. */
    static EachShell busybox(Path folder) throws IOException {
        Path tools = Files.createDirectories(folder);
        Process list = new ProcessBuilder("busybox", "--list").start();
        for (String tool : new String(list.getInputStream().readAllBytes(), UTF_8).split("\n")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin/busybox"));
        }
        return new EachShell(List.of(tools.resolve("sh").toString()), tools.toString());
    }

    static Stream<EachShell> all(Path folder) throws IOException {
        return Stream.of(dash(), bash(), busybox(folder));
    }

    int trips() {
        return trips;
    }

    @Override
    public String name() {
        return String.join(" ", shell);
    }

    @Override
    public Reply run(Sh script, Call call) {
        return send(script, Payload.of(new byte[0]), call);
    }

    @Override
    public Reply send(Sh script, Payload payload, Call call) {
        trips++;
        try {
            Path file = Files.createTempFile("script", ".sh");
            Files.writeString(
                    file, Prelude.text() + "\n(eval " + Sh.of("{}", script).text() + ")\n");
            ProcessBuilder builder = new ProcessBuilder(new java.util.ArrayList<>(shell));
            builder.command().add(file.toString());
            builder.environment().put("PATH", path);
            Path err = Files.createTempFile("err", "");
            Path out = Files.createTempFile("out", "");
            Process process =
                    builder.redirectError(err.toFile()).redirectOutput(out.toFile()).start();
            try (OutputStream in = process.getOutputStream()) {
                payload.writer().writeTo(in);
            } catch (IOException e) {
                // the script may end before it has read everything, as on a real host
            }
            int status = process.waitFor();
            Reply reply = new Reply(status, Files.readString(out), Files.readString(err));
            Files.delete(file);
            Files.delete(out);
            Files.delete(err);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Host as(Become become) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return name();
    }
}
