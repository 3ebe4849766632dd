package io.miprov.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Command {
    private static final int SECONDS = 60;

    private Command() {}

    /** How it ended, and what it said on both streams. */
    record Said(int status, String text) {}

    static Said run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread end =
                new Thread(
                        () -> {
                            try {
                                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                                    process.destroyForcibly();
                                }
                            } catch (InterruptedException e) {
                                process.destroyForcibly();
                            }
                        });
        end.setDaemon(true);
        end.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }

    /** The same for a program that must end well. */
    static String must(String... words) throws IOException, InterruptedException {
        Said said = run(words);
        if (said.status() != 0) {
            throw new IOException(String.join(" ", words) + ": " + said.text());
        }
        return said.text().strip();
    }
}
