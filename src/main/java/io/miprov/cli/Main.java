package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.diag.Suggestion;
import io.miprov.vault.Vault;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code miprov}. */
public final class Main {
    private static final int USAGE_WIDTH = 80;

    private final Terminal terminal;
    private final Optional<AnsibleNames> called;

    /** Whether the status is Ansible's already. */
    private boolean wrongUsage;

    private Main(Terminal terminal, Optional<AnsibleNames> called) {
        this.terminal = terminal;
        this.called = called;
    }

    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        int status = run(terminal, System.getProperty("miprov.name", "miprov"), args);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(status);
    }

    /** Runs a command line; what it says goes to the writers, and its exit status is returned. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(new Terminal(out, err, false, System.getenv()), "miprov", args);
    }

    /** The same, called by a name: {@code ansible-playbook} is {@code miprov apply}. */
    static int run(Terminal terminal, String name, String... args) {
        Optional<AnsibleNames> ansible = AnsibleNames.of(name);
        Main main = new Main(ansible.isPresent() ? asAnsible(terminal) : terminal, ansible);
        int status;
        try {
            status = ansible.isPresent() ? main.ansible(args) : main.miprov(args);
        } catch (RuntimeException | Error e) {
            status = main.failed(e);
        }
        return status;
    }

    /** Under Ansible's names, what Ansible lets pass with a warning passes. */
    private static Terminal asAnsible(Terminal terminal) {
        Map<String, String> environment = new HashMap<>(terminal.environment());
        environment.put(Settings.USUAL_FOR_DUPLICATES, "warn");
        environment.putIfAbsent(RunFolder.VARIABLE, RunFolder.NONE);
        return terminal.with(environment);
    }

    private int ansible(String... args) {
        AnsibleNames as = called.orElseThrow();
        if (List.of(args).contains("--version")) {
            terminal.out().println(as.version(ours()));
            return ExitCode.DONE;
        }
        return command(as.command(), as.words(args));
    }

    /** Every command with a line about it. A new one also has its line in {@link #make}. */
    private static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("demo", "from nothing to a cluster that answers, on this computer");
        commands.put("apply", "bring hosts to the state that playbooks describe");
        commands.put("plan", "say what apply would change; status 4 when something would");
        commands.put("check", "check playbooks and inventory; touch no host");
        commands.put("runs", "tell what earlier runs did, and what they left undone");
        commands.put("resume", "finish a run that was cut off");
        commands.put("unlock", "free the lock of a cluster whose roll will not go on");
        commands.put("run", "run one module on some hosts");
        commands.put("lab", "make throwaway machines for an inventory, on this computer");
        commands.put("schedule", "let systemd start runs: at two on Sundays, say");
        commands.put("vault", "encrypt and decrypt files and values");
        commands.put("inventory", "show hosts, groups and variables");
        commands.put("doc", "explain modules and their parameters");
        return commands;
    }

    /** Only the command that is called is loaded: that keeps the start short. */
    private Object make(String command) {
        return switch (command) {
            case "apply" -> new ApplyCommand(terminal);
            case "plan" -> new PlanCommand(terminal);
            case "check" -> new CheckCommand(terminal);
            case "run" -> new RunCommand(terminal);
            case "runs" -> new RunsCommand(terminal);
            case "resume" -> new ResumeCommand(terminal, words -> command("apply", words));
            case "unlock" -> new UnlockCommand(terminal);
            case "demo" -> new DemoCommand(terminal);
            case "lab" -> new LabCommand(terminal);
            case "inventory" -> new InventoryCommand(terminal);
            case "doc" -> new DocCommand(terminal);
            case "schedule" -> new ScheduleCommand(terminal, Clock.system(ZoneId.systemDefault()));
            case "vault" -> new VaultCommand(terminal);
            default -> throw new IllegalArgumentException(command);
        };
    }

    private int miprov(String... args) {
        String first = args.length == 0 ? "--help" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        if (commands().containsKey(first)) {
            return command(first, rest);
        }
        return switch (first) {
            case "--help", "-h", "help" -> help(rest);
            case "--version", "-V", "version" -> version();
            default -> unknown(first);
        };
    }

    private int help(String... about) {
        if (about.length > 0 && commands().containsKey(about[0])) {
            return command(about[0], "--help");
        }
        terminal.out().println("Usage: miprov COMMAND [OPTIONS]\n");
        terminal.out()
                .println("Brings machines to the state that Ansible playbooks describe, over SSH,");
        terminal.out().println("with nothing on them but a shell.\n");
        commands().forEach((name, about1) -> terminal.out().printf("  %-10s %s%n", name, about1));
        terminal.out().println("\n`miprov COMMAND --help` explains one and has an example.");
        return ExitCode.DONE;
    }

    private int version() {
        terminal.out().println(ours());
        return ExitCode.DONE;
    }

    static String ours() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "miprov " + (version == null ? "(not packaged)" : version);
    }

    private int unknown(String word) {
        String help =
                Suggestion.closest(word, commands().keySet())
                        .map(command -> "did you mean `miprov " + command + "`?")
                        .orElse("see what there is: miprov --help");
        throw new BadInput(
                "error: miprov has no "
                        + (word.startsWith("-") ? "option" : "command")
                        + " `"
                        + word
                        + "`\n  = help: "
                        + help
                        + "\n");
    }

    private int command(String name, String... args) {
        CommandLine line = new CommandLine(make(name));
        line.setCommandName(called.map(AnsibleNames::name).orElse("miprov " + name));
        explainable(line.getCommandSpec());
        line.setExpandAtFiles(false);
        line.setOverwrittenOptionsAllowed(true);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setParameterExceptionHandler((e, rest) -> wrongUsage(name, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
        int status = line.execute(args);
        terminal.out().flush();
        return wrongUsage ? status : called.map(as -> as.status(status)).orElse(status);
    }

    /** Every command has {@code --help}, and names its options in the order of writing. */
    private void explainable(CommandSpec command) {
        command.usageMessage().abbreviateSynopsis(true).sortOptions(false).width(USAGE_WIDTH);
        if (!command.mixinStandardHelpOptions()) {
            command.addOption(
                    OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("show this help")
                            .build());
        }
    }

    private int failed(Throwable e) {
        if (e instanceof WrongOptions wrong) {
            wrongUsage = true;
            badInput(new BadInput(wrong.getMessage()));
            return called.isPresent() ? wrong.status() : ExitCode.BAD_INPUT;
        }
        return e instanceof BadInput bad ? badInput(bad) : bug(e);
    }

    private int wrongUsage(String name, ParameterException e) {
        String command = called.map(AnsibleNames::name).orElse("miprov " + name);
        boolean ansible = called.isPresent();
        String unknown =
                ansible && e instanceof UnmatchedArgumentException unmatched
                        ? "unrecognized arguments: " + String.join(" ", unmatched.getUnmatched())
                        : e.getMessage();
        terminal.err().println((ansible ? command + ": error: " : "error: ") + unknown);
        terminal.err().println("  = help: see " + command + " --help");
        wrongUsage = true;
        return called.isPresent() ? AnsibleNames.WRONG_USAGE : ExitCode.BAD_INPUT;
    }

    private int badInput(BadInput e) {
        terminal.out().flush();
        List<Diagnostic> found = e.diagnostics();
        if (found.isEmpty()) {
            terminal.err().print(errors(withEnd(e.getMessage())));
        }
        for (Diagnostic diagnostic : found) {
            terminal.err().println(errors(diagnostic.render()));
        }
        if (found.size() > 1) {
            terminal.err().println(found.size() + " problems; nothing was touched.");
        }
        terminal.err().flush();
        boolean closed =
                called.isPresent() && !found.isEmpty() && found.stream().allMatch(Vault::isClosed);
        wrongUsage |= closed;
        return closed ? AnsibleNames.OTHER_ERROR : ExitCode.BAD_INPUT;
    }

    /** Who calls Ansible looks for its word. */
    private String errors(String text) {
        return called.isPresent() && text.startsWith("error: ")
                ? "ERROR! " + text.substring("error: ".length())
                : text;
    }

    private static String withEnd(String message) {
        String line = message.startsWith("error") ? message : "error: " + message;
        return line.endsWith("\n") ? line : line + "\n";
    }

    private int bug(Throwable e) {
        terminal.out().flush();
        terminal.err().println("error: miprov has a bug; this is its trace:");
        e.printStackTrace(terminal.err());
        terminal.err().flush();
        return ExitCode.BUG;
    }
}
