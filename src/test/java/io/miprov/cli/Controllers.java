package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The program as processes of their own, which may be killed or frozen, and in this one. */
record Controllers(Path folder) {
    private static final long PATIENCE_SECONDS = 120;
    private static final long POLL_NANOS = 2_000_000;

    /** A run that goes on in a process of its own. */
    record Running(Process process, Path output) {

        /** As {@code kill -9}. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
        }

        String text() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                return e.toString();
            }
        }

        /** Its exit status. */
        int end() throws InterruptedException {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), this::text);
            return process.exitValue();
        }
    }

    Running start(String... words) throws IOException {
        return start(List.of(), words);
    }

    /**
     * @param before words of another command, which runs it
     */
    Running start(List<String> before, String... words) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-cp",
                        classPath(),
                        Main.class.getName()));
        command.addAll(Arrays.asList(words));
        Path output = Files.createTempFile(folder, "controller", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put(RunFolder.VARIABLE, runs().toString());
        return new Running(builder.start(), output);
    }

    /** Of this process, which may be a jar that only names others, and what the launcher uses. */
    private static String classPath() {
        String classes = Main.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return String.join(":", classes, System.getProperty("java.class.path"), "target/lib/*");
    }

    /** What the program says in this process; it ends with this status. */
    String says(int wanted, String... words) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(RunFolder.VARIABLE, runs().toString());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int status = Main.run(new Terminal(out, out, false, environment), "miprov", words);
        assertEquals(wanted, status, text::toString);
        return text.toString();
    }

    Path runs() {
        return folder.resolve("runs");
    }

    /** Waits until something holds; the run may be over then. */
    static void await(Running run, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        boolean holds = condition.getAsBoolean();
        while (!holds && run.process().isAlive()) {
            assertTrue(System.nanoTime() < end, run::text);
            LockSupport.parkNanos(POLL_NANOS);
            holds = condition.getAsBoolean();
        }
        assertTrue(holds || condition.getAsBoolean(), run::text);
    }

    /** When the folder of a run got its files; several runs may begin in one second. */
    private static FileTime begun(Path run) {
        try {
            return Files.getLastModifiedTime(run);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** The lines of the newest journal. */
    List<String> journal() {
        try (Stream<Path> all = Files.isDirectory(runs()) ? Files.list(runs()) : Stream.of()) {
            Path newest =
                    all.filter(run -> run.getFileName().toString().matches("[0-9]{8}-.*"))
                            .max(Comparator.comparing(Controllers::begun))
                            .orElse(null);
            return newest == null
                    ? List.of()
                    : Files.readString(newest.resolve("journal.jsonl")).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
