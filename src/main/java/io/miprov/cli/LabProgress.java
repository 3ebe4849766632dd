package io.miprov.cli;

import io.miprov.lab.Progress;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows what the lab does: the current step in one line of a terminal, else now and then a line.
 */
final class LabProgress implements Progress {
    private static final String CLEAR = "\r\033[K";
    private static final int WIDTH = 78;
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long lastLine = System.nanoTime();

    LabProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static LabProgress ofThisProcess() {
        return new LabProgress(System.out, isTerminal());
    }

    /** From Java 22 on there is a console without a terminal, too. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null && System.getenv("TERM") != null;
    }

    @Override
    public synchronized void say(String line) {
        out.println((terminal ? CLEAR : "") + line);
        lastLine = System.nanoTime();
    }

    @Override
    public synchronized void step(String line) {
        if (terminal) {
            out.print(CLEAR + "  " + line.substring(0, Math.min(line.length(), WIDTH)));
            out.flush();
        } else if (System.nanoTime() - lastLine > QUIET_NANOS) {
            say("  " + line);
        }
    }

    @Override
    public synchronized boolean agree(String question) {
        if (!terminal) {
            return true;
        }
        String answer = System.console().readLine("%s%s [Y/n] ", CLEAR, question);
        return answer != null && !answer.trim().toLowerCase(Locale.ROOT).startsWith("n");
    }

    /** Leaves the line of the last step empty. */
    synchronized void done() {
        if (terminal) {
            out.print(CLEAR);
            out.flush();
        }
    }
}
