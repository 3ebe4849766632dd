package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.ExtraVar;
import io.miprov.engine.RunOptions;
import io.miprov.playbook.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code miprov run}: one module on some hosts, as {@code ansible -m} does it. */
@Command(
        name = "run",
        description = "Run one module on some hosts.",
        footer = {
            "",
            "Example:",
            "  miprov run -i inventory/two-node micro_integrators -m command -a 'uptime'",
            "  miprov run -i inventory/two-node all -b -m service -a 'name=nginx state=started'"
        })
final class RunCommand implements Callable<Integer> {
    private static final Set<String> NEED_COMMAND = Set.of("command", "shell", "raw");

    private final Terminal terminal;

    @Parameters(arity = "1", paramLabel = "PATTERN", description = "which hosts")
    private String pattern = "";

    @Option(
            names = {"-m", "--module-name"},
            paramLabel = "MODULE",
            description = "the module; usually command")
    private String module = "command";

    @Option(
            names = {"-a", "--args"},
            paramLabel = "ARGS",
            description = "its parameters: name=value …, or JSON, or a command")
    private String arguments = "";

    @Option(
            names = {"-C", "--check"},
            description = "say what would change, and change nothing")
    private boolean check;

    @Option(
            names = {"-D", "--diff"},
            description = "show texts before and after")
    private boolean diff;

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS",
            description = "variables: name=value, YAML, JSON, or @FILE")
    private List<String> extraVars = new ArrayList<>();

    @Option(names = "--list-hosts", description = "name the hosts, and do nothing")
    private boolean listHosts;

    @Mixin private ForkOption forks = new ForkOption();
    @Mixin private TargetOptions target = new TargetOptions();
    @Mixin private LoginOptions login = new LoginOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private VaultOptions vault = new VaultOptions();

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!module.matches("[A-Za-z0-9_.]+")) {
            throw new BadInput("error: `" + module + "` is no name of a module\n");
        }
        if (arguments.isBlank() && !listHosts && NEED_COMMAND.contains(module)) {
            throw new BadInput(
                    "error: `" + module + "` needs a command\n  = help: say which: -a 'uptime'\n");
        }
        output.tellAnswers();
        AdHoc adHoc = new AdHoc(pattern, module, arguments);
        Wiring wiring = new Wiring(terminal, output, target, adHoc::told);
        return adHoc.asFile(
                playbook ->
                        listHosts
                                ? wiring.listHosts(options(playbook))
                                : ExitCode.of(wiring.run(options(playbook))));
    }

    /** Roles of this folder are found, too. */
    private static Surroundings beside(Surroundings set) {
        List<Path> roles = new ArrayList<>(List.of(Path.of("roles"), Path.of("")));
        roles.addAll(set.roles());
        return set.withRoles(roles);
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
                check,
                diff,
                forks.forks(settings),
                output.verbosity(),
                login.login(settings),
                beside(Around.of(settings)),
                Around.caching(settings, false),
                target.reading(settings, vault.vault(terminal, settings)),
                Optional.empty(),
                false,
                Optional.empty());
    }
}
