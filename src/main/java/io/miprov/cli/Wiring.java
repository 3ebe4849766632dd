package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.diag.Secret;
import io.miprov.engine.Asker;
import io.miprov.engine.Engine;
import io.miprov.engine.Listing;
import io.miprov.engine.Prepared;
import io.miprov.engine.Recap;
import io.miprov.engine.RunOptions;
import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.host.Connections;
import io.miprov.host.Nowhere;
import io.miprov.host.ssh.Passphrases;
import io.miprov.host.ssh.SshConnections;
import io.miprov.library.Library;
import java.io.Console;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the parts meet: modules, connections and reports are handed to the engine here. */
final class Wiring {
    private final Terminal terminal;
    private final OutputOptions output;
    private final TargetOptions target;
    private final UnaryOperator<Diagnostic> wording;

    Wiring(Terminal terminal, OutputOptions output, TargetOptions target) {
        this(terminal, output, target, UnaryOperator.identity());
    }

    /**
     * @param wording how what is found is told
     */
    Wiring(
            Terminal terminal,
            OutputOptions output,
            TargetOptions target,
            UnaryOperator<Diagnostic> wording) {
        this.terminal = terminal;
        this.output = output;
        this.target = target;
        this.wording = wording;
    }

    /** Checks everything, then runs; of that nothing is kept. */
    Recap run(RunOptions options) {
        return run(options, Chronicle.none(), event -> {});
    }

    /**
     * Checks everything, then runs; Ctrl-C ends it in an orderly way.
     *
     * @param chronicle what is known of earlier runs, and what is kept of this one
     * @param listener hears everything, too
     */
    Recap run(RunOptions options, Chronicle chronicle, EventSink listener) {
        Clock clock = Clock.systemUTC();
        Whereabouts whereabouts = new Whereabouts();
        Report report = new Report(terminal, output, clock);
        EventSink sink =
                event -> {
                    chronicle.on(event);
                    listener.on(event);
                    whereabouts.on(event);
                    report.on(
                            event instanceof Event.Told told
                                    ? new Event.Told(wording.apply(told.diagnostic()), told.host())
                                    : event);
                };
        try (Connections connections = connections(report);
                report) {
            Engine engine = new Engine(Library.modules(), connections, sink, clock, asker(report));
            Prepared prepared = prepare(engine, options);
            tell(prepared.warnings());
            chronicle.begin(prepared, engine, report);
            Interrupt interrupt = Interrupt.stops(engine, report, whereabouts, terminal, chronicle);
            try {
                return chronicle.end(engine.run(prepared, chronicle.history()));
            } finally {
                interrupt.over();
                chronicle.close();
            }
        }
    }

    /** The same for a listener, where people hear only of what goes wrong. */
    Recap quietly(RunOptions options, EventSink listener) {
        Clock clock = Clock.systemUTC();
        EventSink sink =
                event -> {
                    listener.on(event);
                    if (event instanceof Event.Told told) {
                        tell(wording.apply(told.diagnostic()));
                    } else if (event instanceof Event.HostUnreachable lost) {
                        terminal.err().println("error: " + lost.host() + ": " + lost.reason());
                    }
                };
        try (Report report = new Report(terminal, output, clock);
                Connections connections = connections(report)) {
            Engine engine = new Engine(Library.modules(), connections, sink, clock, asker(report));
            return engine.run(prepare(engine, options));
        } finally {
            terminal.err().flush();
        }
    }

    /** Checks everything, tells what is odd, and touches no host. */
    Prepared ready(RunOptions options) {
        Prepared prepared = prepared(options);
        tell(prepared.warnings());
        return prepared;
    }

    /** The same, and says that all is good. */
    int check(RunOptions options) {
        Prepared prepared = ready(options);
        String hosts = prepared.hosts().size() == 1 ? " host" : " hosts";
        terminal.out()
                .println("All good: " + prepared.hosts().size() + hosts + ", nothing was touched.");
        return ExitCode.DONE;
    }

    /** Says what is in the playbooks, and touches no host. */
    int list(Lists lists, RunOptions options) {
        Engine engine =
                new Engine(Library.modules(), new Nowhere(), event -> {}, Clock.systemUTC());
        Listing listing = engine.list(options);
        tell(listing.warnings());
        lists.print(listing, terminal.out());
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
        Clock clock = Clock.systemUTC();
        try (Report report = new Report(terminal, output, clock);
                Connections connections = connections(report)) {
            Engine engine = new Engine(Library.modules(), connections, event -> {}, clock);
            return prepare(engine, options);
        }
    }

    /** Without an inventory only localhost is known, which may be all that is needed. */
    private Prepared prepare(Engine engine, RunOptions options) {
        String unnamed = target.unnamed();
        try {
            Prepared prepared = engine.prepare(options);
            if (!unnamed.isEmpty()) {
                terminal.err()
                        .println((output.asAnsible() ? "[WARNING]: " : "warning: ") + unnamed);
            }
            return prepared;
        } catch (BadInput e) {
            throw unnamed.isEmpty() ? e : new BadInput(e.getMessage() + "\nnote: " + unnamed);
        }
    }

    private void tell(List<Diagnostic> warnings) {
        warnings.stream().map(wording).forEach(this::tell);
        terminal.err().flush();
    }

    private void tell(Diagnostic warning) {
        terminal.err()
                .println(
                        output.asAnsible()
                                ? "[WARNING]: " + warning.message() + " (" + warning.span() + ")"
                                : warning.render());
    }

    /** A key's passphrase is asked for when the key is needed, and only when somebody is there. */
    private static Connections connections(Report report) {
        return new SshConnections(
                Terminal.keyboard()
                        .<Passphrases>map(
                                console ->
                                        question -> report.aside(() -> answer(console, question)))
                        .orElse(Passphrases.NOBODY));
    }

    /** For what a play asks. */
    private static Asker asker(Report report) {
        return Terminal.keyboard()
                .<Asker>map(
                        console ->
                                (question, hidden) ->
                                        report.aside(() -> typed(console, question, hidden)))
                .orElse(Asker.NOBODY);
    }

    private static Optional<String> typed(Console console, String question, boolean hidden) {
        if (!hidden) {
            return Optional.ofNullable(console.readLine("%s", question));
        }
        return Optional.ofNullable(console.readPassword("%s", question)).map(String::new);
    }

    private static Optional<Secret> answer(Console console, String question) {
        char[] answer = console.readPassword("%s: ", question);
        return Optional.ofNullable(answer).map(String::new).map(Secret::new);
    }
}
