package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shell of this machine, started anew for each script: for tests of what scripts do. */
public final class OnceShell implements Host {
    private final List<String> command;
    private final Map<String, String> environment;
    private int trips;

    public OnceShell(List<String> command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /** How many scripts have been run. */
    public int trips() {
        return trips;
    }

    @Override
    public String name() {
        return "here";
    }

    @Override
    public Reply run(Sh script, Call call) {
        return send(script, Payload.of(new byte[0]), call);
    }

    @Override
    public Reply send(Sh script, Payload payload, Call call) {
        trips++;
        try {
            Path file = Files.createTempFile("miprov", ".sh");
            Path out = Files.createTempFile("miprov", ".out");
            Path err = Files.createTempFile("miprov", ".err");
            try {
                Files.writeString(file, Prelude.text() + "\n" + script.text() + "\n");
                ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
                builder.command().add(file.toString());
                builder.environment().putAll(environment);
                Process process =
                        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
                try (OutputStream in = process.getOutputStream()) {
                    payload.writer().writeTo(in);
                } catch (IOException e) {
                    // the script did not want it
                }
                int status = process.waitFor();
                return new Reply(
                        status,
                        new String(Files.readAllBytes(out), UTF_8),
                        new String(Files.readAllBytes(err), UTF_8));
            } finally {
                for (Path each : List.of(file, out, err)) {
                    Files.delete(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Host as(Become become) {
        throw new UnsupportedOperationException("only this user");
    }

    @Override
    public void close() {}
}
