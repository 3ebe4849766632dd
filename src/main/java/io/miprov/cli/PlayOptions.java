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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which playbooks, on which hosts, with what: all that one run is made of. */
final class PlayOptions {
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)([\\w-]*(?:passw(?:or)?d|passphrase|secret|token)[\\w-]*)[\"']?\\s*[=:]");

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
    @Mixin private LockWait lock = new LockWait();

    Wiring wiring(Terminal terminal) {
        return new Wiring(terminal, output, target);
    }

    /** The options and settings that would ask somebody for a password. */
    List<String> asks(Terminal terminal) {
        Settings settings = Settings.read(terminal.environment());
        List<String> all = new ArrayList<>(login.asks(settings));
        all.addAll(vault.asks(settings));
        return all;
    }

    /** Refuses secrets among the variables: others may read the command line. */
    void tellsNoSecret() {
        for (String given : extraVars) {
            Matcher secret = SECRET.matcher(given);
            if (!given.startsWith("@") && secret.find()) {
                throw new BadInput(
                        "error: `-e "
                                + secret.group(1)
                                + "=…` looks like a secret, and whoever is on this machine could read it\n"
                                + "  = help: write it to a file, best an encrypted one (miprov vault create"
                                + " FILE), and give it with -e @FILE\n");
            }
        }
    }

    /** The files that are named: playbooks, and inventories that are no lists of hosts. */
    List<String> files(Terminal terminal) {
        Settings settings = Settings.read(terminal.environment());
        List<String> all = new ArrayList<>();
        playbooks.forEach(playbook -> all.add(playbook.toString()));
        target.inventoriesOrNone(settings).stream()
                .filter(inventory -> !inventory.contains(","))
                .forEach(all::add);
        extraVars.stream()
                .filter(given -> given.startsWith("@"))
                .forEach(given -> all.add(settings.home(given.substring(1))));
        return all;
    }

    OutputOptions output() {
        return output;
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
                yes,
                lock.time());
    }
}
