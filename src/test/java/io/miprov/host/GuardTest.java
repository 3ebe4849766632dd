package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guarded shell runs ends with its input, at whatever moment that comes. */
@Timeout(120)
final class GuardTest {
    private static final int TRIES = 10;

    /** Shell and script are of the same age then, or the shell is not all there yet. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox sh"})
    void atOnce(String shell) throws Exception {
        assumeTrue(Programs.there(shell.split(" ", -1)[0]));
        for (int i = 0; i < TRIES; i++) {
            long session = start(List.of(shell.split(" ", -1)), "sleep 311");
            assertEquals(List.of(), whatStays(session), "try " + i);
        }
    }

    /** A guarded shell that gets a script and the end of its input. */
    private static long start(List<String> shell, String script) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(Boot.words(shell));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(Boot.first(Boot.persistent(shell, "\036death")));
            in.write(Boot.framed(new Sh(script, ""), "\036mark").text().getBytes(UTF_8));
        }
        return process.pid();
    }

    /** The processes of a session once none is left, or when it is past hope. */
    private static List<String> whatStays(long session) throws InterruptedException {
        List<String> left = processes(session);
        for (int i = 0; i < 100 && !left.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            left = processes(session);
        }
        return left;
    }

    private static List<String> processes(long session) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(each -> each.getFileName().toString().matches("[0-9]+"))
                    .map(GuardTest::stat)
                    .filter(stat -> stat.matches("\\d+ \\(.*\\) [^Z] \\d+ \\d+ " + session + " .*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stat(Path process) {
        try {
            return Files.readString(process.resolve("stat")).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
