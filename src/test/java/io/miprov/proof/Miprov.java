package io.miprov.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run of miprov in a process of its own, as an operator starts it, and what it says. */
final class Miprov {
    private static final String LAUNCHER =
            System.getProperty("miprov", Path.of("miprov").toAbsolutePath().toString());
    private static final int LONGEST_SECONDS = 1200;
    private static final Pattern TROUBLE =
            Pattern.compile(
                    "^ *(failed|lost|unreachable) .*|^error:.*"
                            + "|no longer answers|can not be reached|refuses|stays drained|stops before|has it since|is held by|the connection failed|did not take it up");

    /** The line of a frame that says what is wrong below the place that it marks. */
    private static final Pattern MARKED = Pattern.compile("\\^{3,} (.*)");

    private static final int FRAME = 6;

    private final Process process;
    private final Path said;
    private final long began = System.nanoTime();

    /**
     * Starts it in a folder.
     *
     * @param what names the file there that gets all it says
     */
    Miprov(Path folder, String what, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER));
        command.addAll(words);
        this.said = folder.resolve(what + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        this.process = builder.start();
        process.getOutputStream().close();
    }

    /** Waits for its end. */
    int end() throws InterruptedException {
        return end(LONGEST_SECONDS);
    }

    /** Waits for its end; its status, or -1 when it had to be killed since it did not end. */
    int end(int seconds) throws InterruptedException {
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        kill();
        return -1;
    }

    boolean isOver() {
        return !process.isAlive();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    long pid() {
        return process.pid();
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    String text() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it has said a line like this; false when it ends before. */
    boolean until(Pattern line) throws InterruptedException {
        while (text().lines().noneMatch(each -> line.matcher(each).find())) {
            if (isOver()) {
                return text().lines().anyMatch(each -> line.matcher(each).find());
            }
            Thread.sleep(50);
        }
        return true;
    }

    /** How many of its lines are like this. */
    int count(Pattern line) {
        return (int) text().lines().filter(each -> line.matcher(each).find()).count();
    }

    /** What it first says of trouble: who it is about, and what is wrong; or nothing. */
    String trouble() {
        return trouble(text());
    }

    /** The same of what an earlier run has said. */
    static String trouble(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (TROUBLE.matcher(lines.get(i)).find()) {
                String more = "";
                for (int j = i + 1; j < Math.min(lines.size(), i + FRAME) && more.isEmpty(); j++) {
                    Matcher marked = MARKED.matcher(lines.get(j));
                    more = marked.find() ? " " + marked.group(1) : "";
                }
                return (lines.get(i).strip() + more).replaceAll(" +", " ");
            }
        }
        return "";
    }
}
