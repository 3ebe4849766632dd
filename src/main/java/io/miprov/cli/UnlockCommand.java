package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.ExtraVar;
import io.miprov.engine.Recap;
import io.miprov.engine.RunOptions;
import io.miprov.event.Event;
import io.miprov.journal.Controller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code miprov unlock}: shows who holds the locks of clusters, and frees one by hand. */
@Command(
        name = "unlock",
        description = {
            "Show the locks that rolls hold on hosts of an inventory, and free one.",
            "",
            "A lock is taken over by itself when its holder is known to be gone. This is for"
                    + " holders of whom that can not be known, such as a machine that was cut off."
        },
        footer = {
            "",
            "Example:",
            "  miprov unlock -i inventory/two-node",
            "  miprov unlock -i inventory/two-node micro_integrators"
        })
final class UnlockCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "LOCK",
            description = "the lock to free; without it they are only shown")
    private String name = "";

    @Option(names = "--force", description = "do not ask")
    private boolean force;

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS",
            description = "variables: name=value, YAML, JSON, or @FILE")
    private List<String> extraVars = new ArrayList<>();

    @Mixin private TargetOptions target = new TargetOptions();
    @Mixin private ForkOption forks = new ForkOption();
    @Mixin private LoginOptions login = new LoginOptions();
    @Mixin private VaultOptions vault = new VaultOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    UnlockCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A lock as a host told it. */
    private record Found(String host, Map<?, ?> lock) {
        boolean held() {
            return "held".equals(lock.get("state"));
        }

        String told() {
            return host
                    + ": "
                    + lock.get("name")
                    + (held()
                            ? " is held by "
                                    + lock.get("who")
                                    + " since "
                                    + lock.get("since")
                                    + ", for "
                                    + lock.get("purpose")
                                    + " (run "
                                    + lock.get("holder")
                                    + "); "
                                    + living()
                            : " is free");
        }

        private String living() {
            return switch (String.valueOf(lock.get("alive"))) {
                case "yes" -> "its connection lives";
                case "no" -> "its holder is gone, and the next roll takes it over";
                default -> "it can not be told whether its holder lives";
            };
        }
    }

    @Override
    public Integer call() {
        List<Found> found = new ArrayList<>();
        Recap recap = run("state=status", "all", found);
        if (recap.lost() || recap.failed()) {
            return ExitCode.of(recap);
        }
        List<Found> held = found.stream().filter(Found::held).filter(this::meant).toList();
        if (held.isEmpty()) {
            terminal.out()
                    .println(name.isEmpty() ? "No lock is held." : "Nobody holds " + name + ".");
            return ExitCode.DONE;
        }
        held.forEach(each -> terminal.out().println(each.told()));
        terminal.out().flush();
        if (name.isEmpty()) {
            return ExitCode.DONE;
        }
        if (!force && !sure()) {
            terminal.out().println("It stays.");
            return ExitCode.TASK_FAILED;
        }
        return free(held);
    }

    private boolean meant(Found lock) {
        return name.isEmpty() || name.equals(lock.lock().get("name"));
    }

    private boolean sure() {
        return Terminal.keyboard()
                .map(console -> console.readLine("Free it? A roll that goes on will stop. [y/N] "))
                .map(answer -> answer != null && answer.strip().matches("(?i)y(es)?"))
                .orElseThrow(
                        () ->
                                new BadInput(
                                        "error: there is nobody to ask whether to free it\n"
                                                + "  = help: if you know that its roll does not go"
                                                + " on: --force\n"));
    }

    private int free(List<Found> held) {
        String hosts = String.join(":", held.stream().map(Found::host).distinct().toList());
        Recap recap =
                run(
                        "state=free force=yes name="
                                + name
                                + " who='"
                                + Controller.here().who()
                                + "'",
                        hosts,
                        new ArrayList<>());
        if (!recap.lost() && !recap.failed()) {
            terminal.out().println(name + " is free.");
        }
        return ExitCode.of(recap);
    }

    /** Does one thing with {@code roll_lock} on hosts, and hears what they tell of locks. */
    private Recap run(String arguments, String pattern, List<Found> found) {
        AdHoc adHoc = new AdHoc(pattern, "roll_lock", arguments);
        Wiring wiring = new Wiring(terminal, output, target, adHoc::told);
        return adHoc.asFile(
                playbook -> wiring.quietly(options(playbook), event -> hear(event, found)));
    }

    private static void hear(Event event, List<Found> found) {
        if (event instanceof Event.TaskFinished done
                && done.result().values().get("locks") instanceof List<?> locks) {
            locks.forEach(
                    lock ->
                            found.add(
                                    new Found(done.host(), new LinkedHashMap<>((Map<?, ?>) lock))));
        }
    }

    private RunOptions options(Path playbook) {
        Settings settings = Settings.read(terminal.environment());
        return new RunOptions(
                Path.of("").toAbsolutePath(),
                List.of(playbook),
                target.inventoriesOrNone(settings),
                target.limit(),
                List.of(),
                List.of(),
                "",
                extraVars.stream().map(ExtraVar::new).toList(),
                false,
                false,
                forks.forks(settings),
                output.verbosity(),
                login.login(settings),
                Around.of(settings),
                Around.caching(settings, false),
                target.reading(settings, vault.vault(terminal, settings)),
                Optional.empty(),
                false,
                Optional.empty());
    }
}
