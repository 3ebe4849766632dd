package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.report.Style;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where the program speaks, and what the world around it says.
 *
 * @param interactive whether somebody watches {@code out}
 * @param environment the environment variables
 */
public record Terminal(
        PrintWriter out, PrintWriter err, boolean interactive, Map<String, String> environment) {
    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 40;

    /** The same with other environment variables. */
    Terminal with(Map<String, String> others) {
        return new Terminal(out, err, interactive, others);
    }

    /** The process's own. */
    static Terminal ofProcess() {
        return new Terminal(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                isTerminal(1),
                System.getenv());
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), UTF_8), true);
    }

    /**
     * {@code System.console()} is not asked: before Java 22 it says no when the input is a file.
     */
    private static boolean isTerminal(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException e) {
            return false; // a system without /proc gets plain lines
        }
    }

    /** Where a person can be asked something without an echo; empty when nobody is there. */
    static Optional<Console> keyboard() {
        return isTerminal(0) ? Optional.ofNullable(System.console()) : Optional.empty();
    }

    /** The next line of standard input, and no character more; empty at its end. */
    static Optional<String> line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = System.in.read();
            if (next < 0) {
                return Optional.empty();
            }
            for (; next >= 0 && next != '\n'; next = System.in.read()) {
                line.write(next);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(line.toString(UTF_8).stripTrailing());
    }

    /** Whether lines may be drawn again. */
    boolean live() {
        return interactive && !is("TERM", "dumb");
    }

    Style style(boolean noColour) {
        if (noColour || !value("NO_COLOR").isEmpty() || isTrue("ANSIBLE_NOCOLOR")) {
            return Style.PLAIN;
        }
        return live() || isTrue("ANSIBLE_FORCE_COLOR") ? Style.COLOURED : Style.PLAIN;
    }

    boolean unicode() {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = value(name).toUpperCase(Locale.ROOT);
            if (!locale.isEmpty()) {
                return locale.contains("UTF-8") || locale.contains("UTF8");
            }
        }
        return false;
    }

    /** How many columns there are. */
    int width() {
        String columns = value("COLUMNS");
        if (columns.isEmpty() && live()) {
            columns = sttyColumns();
        }
        return columns.matches("[0-9]{1,4}")
                ? Math.max(NARROWEST, Integer.parseInt(columns))
                : USUAL_WIDTH;
    }

    private static String sttyColumns() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(Path.of("/dev/tty").toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String size = new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return size.substring(size.indexOf(' ') + 1);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    String value(String variable) {
        return environment.getOrDefault(variable, "");
    }

    private boolean is(String variable, String value) {
        return value(variable).equals(value);
    }

    private boolean isTrue(String variable) {
        return Settings.truth(value(variable));
    }
}
