package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Suggestion;
import io.miprov.inventory.HostPattern;
import io.miprov.inventory.Inventory;
import io.miprov.inventory.InventoryReader;
import io.miprov.inventory.Reading;
import io.miprov.lang.TemplateError;
import io.miprov.module.Module;
import io.miprov.playbook.Play;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Variables;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the input of a run and finds everything that is wrong with it. */
final class Preparation {
    private final Map<String, Module<?>> modules;
    private final RunOptions options;
    private final Clock clock;
    private final Problems problems;

    /** How many plays each playbook has. */
    private final List<Integer> sizes = new ArrayList<>();

    Preparation(Map<String, Module<?>> modules, RunOptions options, Clock clock) {
        this.clock = clock;
        this.modules = modules;
        this.options = options;
        this.problems = options.problems();
    }

    Prepared prepare() {
        Prepared prepared = read();
        if (problems.whole()) {
            new Outlook(prepared, problems).check();
        }
        List<CompiledPlay> left = startAt(prepared.plays());
        problems.throwIfAny();
        return prepared.with(left, problems.found());
    }

    /** What is in the playbooks; variables and files of tasks are not looked at. */
    Listing list() {
        Prepared prepared = read();
        problems.throwIfAny();
        return Listing.of(prepared.with(prepared.plays(), problems.found()), sizes);
    }

    private Prepared read() {
        PlaybookReader reader =
                new PlaybookReader(options.here(), options.around(), options.vault(), problems);
        Variables extra = new ExtraVars(reader, options.here(), problems).read(options.extraVars());
        Inventory inventory = inventory(options, extra, problems);
        Hosts named = new Hosts(extra, limit());
        List<Play> plays = new ArrayList<>();
        for (Path file : options.playbooks()) {
            List<Play> found = reader.playbook(file).plays();
            sizes.add(found.size());
            plays.addAll(found);
        }
        Files files = new Files(options.here(), options.vault());
        Compiler compiler =
                new Compiler(
                        modules,
                        files,
                        extra,
                        TagFilter.of(options.tags(), options.skipTags()),
                        new MakesFiles(modules).here(plays),
                        problems);
        List<CompiledPlay> compiled = compile(plays, inventory, compiler, reader);
        if (options.around().heard()) {
            new HandlerCheck(problems).check(compiled);
        }
        Set<String> hosts = hosts(compiled, inventory, named);
        return new Prepared(
                options,
                List.copyOf(hosts),
                problems.found(),
                compiled,
                compiler,
                named,
                extra,
                reader,
                files,
                clock);
    }

    /** The inventory that a run names. */
    static Inventory inventory(RunOptions options, Variables extra, Problems problems) {
        List<String> sources =
                options.inventories().stream()
                        .map(
                                source ->
                                        source.contains(",")
                                                ? source
                                                : options.here().resolve(source).toString())
                        .toList();
        return InventoryReader.read(sources, options.reading().with(extra.values()), problems);
    }

    private Optional<HostPattern> limit() {
        return options.limit().isEmpty()
                ? Optional.empty()
                : Optional.of(HostPattern.limit(options.limit(), problems));
    }

    private List<CompiledPlay> compile(
            List<Play> plays, Inventory inventory, Compiler compiler, PlaybookReader reader) {
        Map<Path, Inventory> beside = new HashMap<>();
        List<CompiledPlay> compiled = new ArrayList<>();
        for (Play play : plays) {
            Path folder = play.file().toAbsolutePath().normalize().getParent();
            Inventory with =
                    beside.computeIfAbsent(
                            folder, path -> inventory.withPlaybookFolder(path, problems));
            compiled.add(compiler.play(play, with, reader));
        }
        return compiled;
    }

    private Set<String> hosts(List<CompiledPlay> plays, Inventory inventory, Hosts named) {
        named.check(inventory, problems);
        Set<String> hosts = new LinkedHashSet<>();
        for (CompiledPlay play : plays) {
            try {
                List<String> expected = named.expected(play.play(), play.inventory(), problems);
                hosts.addAll(expected);
                if (expected.isEmpty()
                        && options.inventories().isEmpty()
                        && options.reading().wrong() == Reading.Wrong.ENDS_ALL
                        && !MakesHosts.here(plays)) {
                    problems.add(noInventory(play.play()));
                }
            } catch (TemplateError e) {
                if (!play.play().prompts().isEmpty()) {
                    continue;
                }
                problems.add(
                        e.diagnostic()
                                .help("`hosts` can use variables of the play and of -e only"));
            }
        }
        return hosts;
    }

    private static Diagnostic noInventory(Play play) {
        return Diagnostic.error(
                        "nobody named an inventory, so only localhost is known",
                        play.hosts().node().span())
                .label("matches no host")
                .help("name an inventory: -i FILE");
    }

    private List<CompiledPlay> startAt(List<CompiledPlay> plays) {
        if (options.startAtTask().isEmpty()) {
            return plays;
        }
        StartAt start = new StartAt(options.startAtTask());
        List<CompiledPlay> left = plays.stream().map(start::cut).toList();
        if (!start.found()) {
            Diagnostic missing =
                    Diagnostic.error(
                            "there is no task `" + options.startAtTask() + "` to start at",
                            new io.miprov.diag.Source("--start-at-task", options.startAtTask())
                                    .start());
            problems.add(
                    Suggestion.closest(options.startAtTask(), start.seen())
                            .map(meant -> missing.help("did you mean `" + meant + "`?"))
                            .orElse(
                                    missing.help(
                                            "tasks of files that are included while the run goes on"
                                                    + " can not be started at")));
        }
        return left;
    }
}
