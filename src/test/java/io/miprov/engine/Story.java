package io.miprov.engine;

import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.host.Connections;
import io.miprov.host.Host;
import io.miprov.host.HostRefused;
import io.miprov.host.LocalShell;
import io.miprov.host.Target;
import io.miprov.module.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A playbook, and what happens when it is run with toy modules on hosts that are all this machine:
 * one line for each thing that happens, in the order of tasks, hosts in the order of their names.
 */
final class Story implements AutoCloseable {
    private final Path dir;
    private final Shells shells = new Shells();
    private final List<Event> events = new ArrayList<>();
    private Asker asker = Asker.NOBODY;
    private Map<String, Module<?>> modules = Toys.all();
    private RunOptions options;
    private Recap recap;
    private History history = History.none("now");

    Story(Path dir) {
        this.dir = dir;
        this.options =
                with(RunOptions.of(List.of(dir.resolve("play.yml")), List.of("a,")), List.of("a,"));
    }

    /** A file beside the playbook. */
    Story file(String name, String text) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Story hosts(String list) {
        options = with(options, List.of(list));
        return this;
    }

    Story inventory(String text) throws IOException {
        file("hosts.yml", text);
        options = with(options, List.of("hosts.yml"));
        return this;
    }

    /** Earlier runs owe this. */
    Story owed(Debt... debts) {
        history = new History("now", "somebody@here", List.of(debts), Set.of());
        return this;
    }

    Story modules(Map<String, Module<?>> others) {
        modules = others;
        return this;
    }

    Story asking(Asker someone) {
        asker = someone;
        return this;
    }

    Story options(Options chosen) {
        options = chosen.over(options);
        return this;
    }

    private RunOptions with(RunOptions o, List<String> inventories) {
        return new RunOptions(
                dir,
                o.playbooks(),
                inventories,
                o.limit(),
                o.tags(),
                o.skipTags(),
                o.startAtTask(),
                o.extraVars(),
                o.check(),
                o.diff(),
                o.forks(),
                o.verbosity(),
                o.login(),
                o.around(),
                o.caching(),
                o.reading(),
                o.until(),
                o.yes(),
                o.lockWait());
    }

    /** Runs a playbook. */
    Story play(String text) throws IOException {
        file("play.yml", text);
        events.clear();
        Engine engine = engine();
        recap = engine.run(engine.prepare(options), history);
        return this;
    }

    Engine engine() {
        EventSink sink = this::hear;
        return new Engine(modules, shells, sink, Clock.systemUTC(), asker);
    }

    private synchronized void hear(Event event) {
        events.add(event);
        notifyAll();
    }

    /** Waits until something of a kind has happened. */
    synchronized void await(Class<? extends Event> kind) {
        try {
            while (events.stream().noneMatch(kind::isInstance)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Prepared prepareWith(Engine engine, String text) throws IOException {
        file("play.yml", text);
        return engine.prepare(options);
    }

    Prepared prepare(String text) throws IOException {
        return prepareWith(engine(), text);
    }

    RunOptions chosen() {
        return options;
    }

    Recap recap() {
        return recap;
    }

    List<Event> events() {
        return events;
    }

    /** What happened: {@code host task: status message}. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.TaskStarted || event instanceof Event.PlayStarted) {
                block.stream().sorted().forEach(lines::add);
                block.clear();
            } else if (event instanceof Event.TaskFinished done) {
                block.add(done.host() + " " + line(done.task(), done.result()));
            }
        }
        block.stream().sorted().forEach(lines::add);
        return lines;
    }

    private static String line(String task, Event.Result result) {
        Object msg = result.values().get("msg");
        Object out = result.values().get("stdout");
        Object said = out != null && !out.equals("") ? out : msg;
        return task
                + ": "
                + result.status().name().toLowerCase(java.util.Locale.ROOT)
                + (said == null || result.status() == Event.Status.SKIPPED
                        ? ""
                        : " " + said.toString().strip());
    }

    /** What was told of failures, as a person reads it. */
    List<String> told() {
        return events.stream()
                .filter(Event.Told.class::isInstance)
                .map(event -> ((Event.Told) event).diagnostic().render())
                .toList();
    }

    List<String> connected() {
        return List.copyOf(shells.opened);
    }

    @Override
    public void close() {
        shells.close();
    }

    /** Connects every host to this machine; {@code unreachable…} can not be reached. */
    private static final class Shells implements Connections {
        private final ConcurrentLinkedQueue<Host> hosts = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> opened = new ConcurrentLinkedQueue<>();

        @Override
        public Host open(Target target) {
            if (target.name().startsWith("unreachable")) {
                throw new HostRefused(target.name() + " can not be reached");
            }
            opened.add(target.name());
            Host host = new LocalShell(target.name(), List.of("/bin/sh"));
            hosts.add(host);
            return host;
        }

        @Override
        public void close() {
            hosts.forEach(Host::close);
        }
    }
}
