package io.miprov.lab;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A program of this computer with its arguments. What it says is stdout and stderr together. */
final class Command {
    private static final int NOT_FOUND = 127;
    private static final int LAST_LINES = 12;

    private final ProcessBuilder process;

    private Command(List<String> words) {
        process = new ProcessBuilder(words).redirectErrorStream(true);
        process.redirectInput(new File("/dev/null"));
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    static Command of(List<String> words) {
        return new Command(words);
    }

    Command with(Map<String, String> environment) {
        process.environment().putAll(environment);
        return this;
    }

    /** Runs to the end and gives status and text. A program that is not there has status 127. */
    Result run() {
        List<String> lines = new ArrayList<>();
        int status = run(lines::add);
        return new Result(status, String.join("\n", lines));
    }

    /** Runs to the end and hands on each line as it comes. */
    int run(Consumer<String> lines) {
        try {
            Process running = process.start();
            try (BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(
                                    running.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    lines.accept(line);
                }
            }
            return running.waitFor();
        } catch (IOException e) {
            return NOT_FOUND;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted while " + process.command().get(0) + " ran");
        }
    }

    /** Runs to the end; when the program fails, the last it said becomes the failure. */
    String must(String purpose) {
        Result result = run();
        if (!result.ok()) {
            throw new LabFailure(purpose + " failed: " + result.tail(LAST_LINES));
        }
        return result.text();
    }

    /** Starts the program in a session of its own, so that it lives on when this one ends. */
    static void startDaemon(String program, Path log) {
        try {
            Files.createDirectories(log.getParent());
            new ProcessBuilder("setsid", program)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String program) {
        for (String folder :
                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** How a program ended and what it said. */
    record Result(int status, String text) {
        boolean ok() {
            return status == 0;
        }

        String tail(int lines) {
            List<String> all = text.lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        }
    }
}
