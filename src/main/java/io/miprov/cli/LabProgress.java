package io.miprov.cli;

import io.miprov.lab.Progress;
import java.io.Console;
import java.util.Locale;

/**
 * Shows what the lab does: the current step in one line of a terminal, else now and then a line.
 */
final class LabProgress implements Progress {
    private static final String CLEAR = "\r\033[K";
    private static final int WIDTH = 78;
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final Terminal terminal;
    private long lastLine = System.nanoTime();

    LabProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void say(String line) {
        terminal.out().println((terminal.live() ? CLEAR : "") + line);
        terminal.out().flush();
        lastLine = System.nanoTime();
    }

    @Override
    public synchronized void step(String line) {
        if (terminal.live()) {
            show("  " + line.substring(0, Math.min(line.length(), WIDTH)));
        } else if (System.nanoTime() - lastLine > QUIET_NANOS) {
            say("  " + line);
        }
    }

    /** Asks only where somebody can answer. */
    @Override
    @SuppressWarnings("SystemConsoleNull")
    public synchronized boolean agree(String question) {
        Console console = terminal.interactive() ? System.console() : null;
        if (console == null) {
            return true;
        }
        String answer = console.readLine("%s%s [Y/n] ", CLEAR, question);
        return answer != null && !answer.trim().toLowerCase(Locale.ROOT).startsWith("n");
    }

    /** Leaves the line of the last step empty. */
    synchronized void done() {
        if (terminal.live()) {
            show("");
        }
    }

    private void show(String line) {
        terminal.out().print(CLEAR + line);
        terminal.out().flush();
    }
}
