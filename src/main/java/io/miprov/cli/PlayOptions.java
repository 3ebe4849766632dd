package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.ExtraVar;
import io.miprov.engine.RunOptions;
import io.miprov.playbook.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which playbooks, on which hosts, with what: all that one run is made of. */
final class PlayOptions {
    @Parameters(
            arity = "1..*",
            paramLabel = "PLAYBOOK",
            description = "playbooks, run in this order")
    private List<Path> playbooks = new ArrayList<>();

    @Mixin private TargetOptions target = new TargetOptions();
    @Mixin private LoginOptions login = new LoginOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS",
            description = "variables that win over all others: name=value, YAML, JSON, or @FILE")
    private List<String> extraVars = new ArrayList<>();

    @Option(
            names = {"-t", "--tags"},
            split = ",",
            paramLabel = "TAGS",
            description = "only tasks with one of these tags")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--skip-tags",
            split = ",",
            paramLabel = "TAGS",
            description = "no tasks with one of these tags")
    private List<String> skipTags = new ArrayList<>();

    @Option(
            names = "--start-at-task",
            paramLabel = "NAME",
            description = "begin with the task of this name")
    private String startAtTask = "";

    @Option(names = "--force-handlers", description = "run the handlers of hosts that failed, too")
    private boolean forceHandlers;

    @Option(names = "--flush-cache", description = "forget the facts that were kept of the hosts")
    private boolean flushCache;

    @Mixin private ForkOption forks = new ForkOption();
    @Mixin private VaultOptions vault = new VaultOptions();
    @Mixin private WindowOptions window = new WindowOptions();

    Wiring wiring(Terminal terminal) {
        return new Wiring(terminal, output, target);
    }

    private Surroundings around(Settings settings) {
        Surroundings set = Around.of(settings);
        return forceHandlers ? set.with("force_handlers", true) : set;
    }

    RunOptions run(Terminal terminal, boolean check, boolean diff) {
        return run(terminal, check, diff, false);
    }

    RunOptions run(Terminal terminal, boolean check, boolean diff, boolean yes) {
        Settings settings = Settings.read(terminal.environment());
        for (Path playbook : playbooks) {
            if (!Files.isRegularFile(playbook)) {
                throw new BadInput(
                        "error: there is no playbook "
                                + playbook
                                + "\n  = help: name a YAML file\n");
            }
        }
        return new RunOptions(
                Path.of("").toAbsolutePath(),
                playbooks,
                target.inventoriesOrNone(settings),
                target.limit(),
                tags,
                skipTags,
                startAtTask,
                extraVars.stream().map(ExtraVar::new).toList(),
                check,
                diff || settings.isTrue("DIFF_ALWAYS", "diff.always"),
                forks.forks(settings),
                output.verbosity(),
                login.login(settings),
                around(settings),
                Around.caching(settings, flushCache),
                target.reading(settings, vault.vault(terminal, settings)),
                window.end(Clock.system(ZoneId.systemDefault())),
                yes);
    }
}
