package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Suggestion;
import io.miprov.engine.ExtraVar;
import io.miprov.inventory.HostPattern;
import io.miprov.inventory.Inventory;
import io.miprov.inventory.InventoryReader;
import io.miprov.lang.Text;
import io.miprov.lang.YamlText;
import io.miprov.report.Json;
import io.miprov.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code miprov inventory}: shows hosts, groups and variables as {@code ansible-inventory} does.
 */
@Command(
        name = "inventory",
        description = "Show hosts, groups and variables.",
        footer = {
            "",
            "Example:",
            "  miprov inventory -i inventory/two-node --graph",
            "  miprov inventory -i inventory/two-node --host mi1"
        })
final class InventoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private TargetOptions target = new TargetOptions();
    @Mixin private VaultOptions vault = new VaultOptions();

    @Option(names = "--graph", description = "groups as a tree; the usual")
    private boolean graph;

    @Option(names = "--list", description = "all of it as JSON, as an inventory script prints it")
    private boolean list;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "the variables of one host, as JSON")
    private String host = "";

    @Option(names = "--vars", description = "with the variables of each host in the tree")
    private boolean variables;

    @Option(
            names = {"-y", "--yaml"},
            description = "in YAML instead of JSON, as an inventory that can be read")
    private boolean yaml;

    @Option(
            names = "--export",
            description = "variables of groups at the groups, and not at each host")
    private boolean export;

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS",
            description = "variables for inventory plugins: name=value, YAML, JSON, or @FILE")
    private List<String> extraVars = new ArrayList<>();

    @Option(names = "-v", description = "taken for Ansible's sake: there is nothing more to say")
    @SuppressWarnings("UnusedVariable")
    private boolean[] verbose = {};

    @Option(
            names = "--playbook-dir",
            paramLabel = "FOLDER",
            description = "with the group_vars and host_vars of this folder too")
    private String playbookFolder = "";

    @Parameters(arity = "0..1", paramLabel = "GROUP", description = "the group to begin with")
    private String top = "all";

    InventoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (graph && (list || !host.isEmpty())) {
            throw new BadInput(
                    "error: `--graph` and `"
                            + (list ? "--list" : "--host")
                            + "` show the inventory in two ways\n  = help: give one of them\n");
        }
        Inventory inventory = read();
        if (!host.isEmpty()) {
            return host(inventory);
        }
        if (list) {
            InventoryText text = new InventoryText(inventory, export);
            terminal.out().println(yaml ? text.yaml(top).stripTrailing() : text.json());
            return ExitCode.DONE;
        }
        if (!inventory.groups().containsKey(top)) {
            throw new BadInput(unknown("group", top, inventory.groups().keySet()));
        }
        terminal.out().println("@" + top + ":");
        tree(inventory, top, 1);
        return ExitCode.DONE;
    }

    private Inventory read() {
        Settings settings = Settings.read(terminal.environment());
        Problems problems = new Problems(settings.twice());
        Vault passwords = vault.vault(terminal, settings);
        Map<String, Object> extra =
                ExtraVar.values(
                        extraVars.stream().map(ExtraVar::new).toList(),
                        Path.of("").toAbsolutePath(),
                        passwords,
                        problems);
        Inventory inventory =
                InventoryReader.read(
                        target.inventories(settings),
                        target.reading(settings, passwords).with(extra),
                        problems);
        if (!playbookFolder.isEmpty()) {
            inventory = inventory.withPlaybookFolder(Path.of(playbookFolder), problems);
        }
        problems.throwIfAny();
        problems.found()
                .forEach(
                        warning ->
                                terminal.err()
                                        .println(
                                                "[WARNING]: "
                                                        + warning.message()
                                                        + " ("
                                                        + warning.span()
                                                        + ")"));
        return inventory;
    }

    private int host(Inventory inventory) {
        List<String> hosts =
                HostPattern.parse(Text.of(new Source("--host", host)), new Problems())
                        .select(inventory);
        if (hosts.size() != 1) {
            throw new BadInput(unknown("host", host, inventory.hosts()));
        }
        Map<String, Object> variables = InventoryText.variables(inventory, hosts.get(0));
        terminal.out()
                .println(yaml ? YamlText.block(variables).stripTrailing() : Json.pretty(variables));
        return ExitCode.DONE;
    }

    private static String unknown(String kind, String name, Collection<String> known) {
        return "error: the inventory has no "
                + kind
                + " `"
                + name
                + "`\n  = help: "
                + Suggestion.closest(name, known)
                        .map(word -> "did you mean `" + word + "`?")
                        .orElse("see what there is: miprov inventory --graph")
                + "\n";
    }

    private void tree(Inventory inventory, String group, int depth) {
        for (String child : inventory.childrenOf(group)) {
            branch("@" + child + ":", depth);
            tree(inventory, child, depth + 1);
        }
        if (!group.equals("all")) {
            for (String member : inventory.membersOf(group)) {
                branch(member, depth);
                if (variables) {
                    InventoryText.variables(inventory, member)
                            .forEach(
                                    (name, value) ->
                                            branch("{" + name + " = " + value + "}", depth + 1));
                }
            }
        }
    }

    private void branch(String text, int depth) {
        terminal.out().println("  |".repeat(depth) + "--" + text);
    }
}
