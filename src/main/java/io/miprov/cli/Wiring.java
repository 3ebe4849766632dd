package io.miprov.cli;

import io.miprov.diag.Diagnostic;
import io.miprov.engine.Engine;
import io.miprov.engine.Prepared;
import io.miprov.engine.Recap;
import io.miprov.engine.RunOptions;
import io.miprov.event.EventSink;
import io.miprov.host.Connections;
import io.miprov.library.Library;
import java.time.Clock;
import java.util.List;

/** Where the parts meet: modules, connections and reports are handed to the engine here. */
final class Wiring {
    private final Terminal terminal;
    private final OutputOptions output;

    Wiring(Terminal terminal, OutputOptions output) {
        this.terminal = terminal;
        this.output = output;
    }

    /** Checks everything, then runs; Ctrl-C ends it in an orderly way. */
    Recap run(RunOptions options) {
        Clock clock = Clock.systemUTC();
        Whereabouts whereabouts = new Whereabouts();
        Report report = new Report(terminal, output, clock);
        EventSink sink =
                event -> {
                    whereabouts.on(event);
                    report.on(event);
                };
        try (Connections connections = new Transports();
                report) {
            Engine engine = new Engine(Library.modules(), connections, sink, clock);
            Prepared prepared = engine.prepare(options);
            tell(prepared.warnings());
            Interrupt interrupt = Interrupt.stops(engine, report, whereabouts, terminal);
            try {
                return engine.run(prepared);
            } finally {
                interrupt.over();
            }
        }
    }

    /** Checks everything, and touches no host. */
    int check(RunOptions options) {
        Prepared prepared = prepared(options);
        tell(prepared.warnings());
        String hosts = prepared.hosts().size() == 1 ? " host" : " hosts";
        terminal.out()
                .println("All good: " + prepared.hosts().size() + hosts + ", nothing was touched.");
        return ExitCode.DONE;
    }

    int listHosts(RunOptions options) {
        Prepared prepared = prepared(options);
        tell(prepared.warnings());
        terminal.out().println("  hosts (" + prepared.hosts().size() + "):");
        prepared.hosts().forEach(host -> terminal.out().println("    " + host));
        return ExitCode.DONE;
    }

    private Prepared prepared(RunOptions options) {
        try (Connections connections = new Transports()) {
            return new Engine(Library.modules(), connections, event -> {}, Clock.systemUTC())
                    .prepare(options);
        }
    }

    private void tell(List<Diagnostic> warnings) {
        warnings.forEach(warning -> terminal.err().println(warning.render()));
        terminal.err().flush();
    }
}
