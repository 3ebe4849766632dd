package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.Debt;
import io.miprov.engine.Engine;
import io.miprov.engine.History;
import io.miprov.engine.Prepared;
import io.miprov.engine.Recap;
import io.miprov.engine.RunOptions;
import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.journal.Controller;
import io.miprov.journal.Head;
import io.miprov.journal.Journal;
import io.miprov.journal.JournalTrouble;
import io.miprov.journal.Owed;
import io.miprov.journal.PastRun;
import io.miprov.journal.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What a run takes over from those before it, and the journal that it leaves to those after it. One
 * that only checks takes over what is owed, and leaves nothing.
 */
final class Chronicle implements EventSink, AutoCloseable {
    private final Terminal terminal;
    private final boolean plain;
    private final Optional<Runs> runs;
    private final Optional<Head> head;
    private final List<PastRun> open;
    private final History history;
    private volatile boolean interrupted;
    private Optional<Journal> journal = Optional.empty();

    private Chronicle(
            Terminal terminal,
            boolean plain,
            Optional<Runs> runs,
            Optional<Head> head,
            List<PastRun> open,
            History history) {
        this.terminal = terminal;
        this.plain = plain;
        this.runs = runs;
        this.head = head;
        this.open = open;
        this.history = history;
    }

    /** Nothing is taken over, and nothing is kept. */
    static Chronicle none() {
        Instant now = Clock.systemUTC().instant();
        return new Chronicle(
                null,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new History(name(now), Controller.here().who(), List.of(), Set.of()));
    }

    /**
     * For a run of these options.
     *
     * @param words that the command was called with
     */
    static Chronicle of(
            RunOptions options, List<String> words, Terminal terminal, OutputOptions output) {
        Instant now = Clock.systemUTC().instant();
        Optional<Runs> runs =
                RunFolder.of(terminal.environment())
                        .map(folder -> new Runs(folder, Clock.systemUTC()));
        List<String> playbooks =
                options.playbooks().stream().map(each -> absolute(options, each)).toList();
        List<String> inventories =
                options.inventories().stream()
                        .map(each -> each.contains(",") ? each : absolute(options, Path.of(each)))
                        .toList();
        Runs.Before before = before(runs, playbooks, inventories);
        Controller here = Controller.here();
        Head head =
                new Head(
                        name(now),
                        now,
                        SecretWords.without(words),
                        options.here().toString(),
                        sums(playbooks),
                        inventories,
                        chosen(options),
                        here,
                        Main.ours(),
                        before.owed());
        return new Chronicle(
                terminal,
                !output.json() && !output.asAnsible(),
                runs,
                options.check() ? Optional.empty() : Optional.of(head),
                before.open(),
                new History(head.id(), here.who(), debts(before.owed()), before.gone()));
    }

    /** Of a folder that can not be read nothing is known; that it can not be written is told. */
    private static Runs.Before before(
            Optional<Runs> runs, List<String> playbooks, List<String> inventories) {
        Runs.Before nothing = new Runs.Before(List.of(), List.of(), Set.of());
        try {
            return runs.map(all -> all.before(playbooks, inventories)).orElse(nothing);
        } catch (JournalTrouble e) {
            return nothing;
        }
    }

    private static String name(Instant now) {
        return Runs.name(now, ThreadLocalRandom.current());
    }

    private static String absolute(RunOptions options, Path path) {
        return options.here().resolve(path).normalize().toString();
    }

    private static Map<String, String> sums(List<String> files) {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String file : files) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] sum = digest.digest(Files.readAllBytes(Path.of(file)));
                sums.put(file, HexFormat.of().formatHex(sum));
            } catch (IOException | NoSuchAlgorithmException e) {
                sums.put(file, "");
            }
        }
        return sums;
    }

    private static Map<String, Object> chosen(RunOptions options) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        if (!options.limit().isEmpty()) {
            chosen.put("limit", options.limit());
        }
        if (!options.tags().isEmpty()) {
            chosen.put("tags", options.tags());
        }
        if (!options.skipTags().isEmpty()) {
            chosen.put("skip_tags", options.skipTags());
        }
        if (!options.startAtTask().isEmpty()) {
            chosen.put("start_at_task", options.startAtTask());
        }
        return chosen;
    }

    private static List<Debt> debts(List<Owed> owed) {
        return owed.stream()
                .map(each -> new Debt(each.play(), each.host(), each.handler(), each.since()))
                .toList();
    }

    History history() {
        return history;
    }

    /** The input is good, and the first host is about to be touched. Throws {@link BadInput}. */
    void begin(Prepared prepared, Engine engine, Report report) {
        if (head.isEmpty()) {
            return;
        }
        if (runs.isEmpty()) {
            if (prepared.rolls()) {
                throw noRoll("no journal is kept (" + RunFolder.VARIABLE + "=none)");
            }
            return;
        }
        tellBroken();
        try {
            journal = Optional.of(runs.get().begin(head.get(), open));
        } catch (JournalTrouble e) {
            if (prepared.rolls()) {
                throw noRoll(e.getMessage());
            }
            terminal.err()
                    .println(
                            "warning: "
                                    + e.getMessage()
                                    + "\n  = help: name another folder with "
                                    + RunFolder.VARIABLE
                                    + "; without a journal, what is notified and does not run is"
                                    + " forgotten");
            terminal.err().flush();
            return;
        }
        journal.get()
                .onTrouble(
                        e ->
                                report.aside(
                                        () -> {
                                            tellTrouble(e);
                                            engine.finish("its journal can not be written");
                                            return null;
                                        }));
    }

    /** Without a journal nobody could tell what a roll that died has left undone. */
    private static BadInput noRoll(String why) {
        return new BadInput(
                "error: "
                        + why
                        + ", and no cluster is rolled without a journal\n  = help: name a folder for it"
                        + " with "
                        + RunFolder.VARIABLE
                        + "\n");
    }

    /** What was found of runs that did not end by themselves. */
    private void tellBroken() {
        if (plain) {
            open.stream()
                    .filter(run -> run.result().equals("killed"))
                    .flatMap(run -> RunText.cutOff(run).stream())
                    .forEach(terminal.err()::println);
            terminal.err().flush();
        }
    }

    private void tellTrouble(IOException e) {
        terminal.err()
                .println(
                        "error: the journal of run "
                                + history.id()
                                + " can not be written any more: "
                                + e.getMessage()
                                + "\n  = help: make room; hosts end the task they are at, and no further"
                                + " one begins");
        terminal.err().flush();
    }

    @Override
    public void on(Event event) {
        journal.ifPresent(each -> each.on(event));
    }

    /** The run came to its end. A run that was stopped for its journal has failed. */
    Recap end(Recap recap) {
        if (journal.isEmpty()) {
            return recap;
        }
        boolean broken = journal.get().broken();
        close(result(recap, broken));
        return broken ? new Recap(recap.hosts(), true, recap.lost(), recap.pending()) : recap;
    }

    private static String result(Recap recap, boolean broken) {
        if (recap.lost()) {
            return "lost";
        }
        return recap.failed() || broken ? "failed" : recap.pending() ? "partly done" : "done";
    }

    /** Somebody pressed Ctrl-C: whatever the run ends with from now on, it is because of that. */
    void interrupted() {
        interrupted = true;
    }

    private void close(String result) {
        if (journal.isPresent() && journal.get().end(interrupted ? "interrupted" : result)) {
            List<Owed> owed = journal.get().owed();
            if (plain && !owed.isEmpty()) {
                terminal.err().println(stillOwed(owed));
                terminal.err().flush();
            }
        }
    }

    private static String stillOwed(List<Owed> owed) {
        Map<String, List<String>> hosts =
                owed.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Owed::handler,
                                        LinkedHashMap::new,
                                        Collectors.mapping(Owed::host, Collectors.toList())));
        return "Notified, and not run: "
                + hosts.entrySet().stream()
                        .map(each -> each.getKey() + " on " + String.join(" ", each.getValue()))
                        .collect(Collectors.joining("; "))
                + ". The next apply does it.";
    }

    /** Ends it, if nothing else did. */
    @Override
    public void close() {
        close("broken off");
    }
}
