package io.miprov.cli;

import io.miprov.engine.Engine;
import java.util.List;

/** What Ctrl-C does while a run goes on: stop, say where it was, and end within two seconds. */
final class Interrupt {
    private static final long MOST_MILLIS = 1500;

    private final Thread hook;

    private Interrupt(Thread hook) {
        this.hook = hook;
    }

    /** From now on until it is over. */
    static Interrupt stops(
            Engine engine,
            Report report,
            Whereabouts whereabouts,
            Terminal terminal,
            Chronicle chronicle) {
        Thread hook =
                new Thread(
                        () -> stop(engine, report, whereabouts, terminal, chronicle), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interrupt(hook);
    }

    private static void stop(
            Engine engine,
            Report report,
            Whereabouts whereabouts,
            Terminal terminal,
            Chronicle chronicle) {
        chronicle.interrupted();
        List<String> lines = whereabouts.told();
        Thread stopping = new Thread(() -> engine.stop("interrupted"), "stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(MOST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        report.close();
        terminal.err().println();
        terminal.err().println("Interrupted. No further task was started; apply again to go on.");
        lines.forEach(terminal.err()::println);
        chronicle.close();
        terminal.err().flush();
    }

    /** The run is over; from now on Ctrl-C just ends the program. */
    void over() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Thread.currentThread().interrupt(); // it is running: the process is about to end
        }
    }
}
