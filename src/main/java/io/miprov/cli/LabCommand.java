package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.lab.LabHostState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Throwaway machines for an inventory. */
@Command(
        name = "lab",
        description = "Throwaway machines on this computer, one for each host of an inventory.",
        footer = {
            "",
            "Example:",
            "  miprov lab up -i inventory/lab",
            "  miprov apply -i inventory/lab -i .miprov/lab/overlay.yml playbooks/cluster.yml",
            "  miprov lab down"
        })
final class LabCommand {
    private static final Path HERE = Path.of("");
    private static final String DEFAULT_INVENTORY = "inventory/lab";

    private final Terminal terminal;

    LabCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "up",
            mixinStandardHelpOptions = true,
            description = "Makes the hosts that are missing, and says how to reach them.")
    int up(
            @Option(
                            names = {"-i", "--inventory"},
                            paramLabel = "INVENTORY",
                            description = "whose hosts to make (default: inventory/lab)")
                    List<String> inventories) {
        return LabSession.in(terminal, HERE, lab -> up(lab, inventories));
    }

    @Command(name = "status", description = "Shows the hosts, and where their ports are.")
    int status() {
        return LabSession.in(
                terminal,
                HERE,
                lab -> {
                    lab.requireEngine();
                    show(lab);
                    return 0;
                });
    }

    @Command(name = "down", description = "Removes the hosts and all that belongs to them.")
    int down(@Option(names = "--image", description = "remove the image, too") boolean image) {
        return LabSession.in(
                terminal,
                HERE,
                lab -> {
                    lab.requireEngine();
                    lab.down(image);
                    return 0;
                });
    }

    @Command(name = "image", description = "Makes container engine and image ready, and no host.")
    int image() {
        return LabSession.in(
                terminal,
                HERE,
                lab -> {
                    lab.prepare();
                    return 0;
                });
    }

    private int up(LabSession lab, List<String> given) {
        List<String> inventories = orDefault(given);
        lab.up(inventories);
        show(lab);
        terminal.out()
                .printf(
                        "%nGive the overlay beside your inventory:%n  %s apply %s -i %s PLAYBOOK%n",
                        System.getProperty("miprov.name", "miprov"),
                        inventories.stream()
                                .map(name -> "-i " + name)
                                .collect(Collectors.joining(" ")),
                        here(lab.lab().overlay()));
        return 0;
    }

    private void show(LabSession lab) {
        List<LabHostState> hosts = List.copyOf(lab.lab().status());
        table(hosts);
        hosts.stream()
                .filter(LabHostState::running)
                .findFirst()
                .ifPresent(host -> tellLogin(host, here(lab.lab().overlay())));
    }

    private void tellLogin(LabHostState host, Path overlay) {
        terminal.out()
                .printf(
                        "%nLog in to %s:%n  ssh -i %s -o UserKnownHostsFile=%s -p %d ops@127.0.0.1%n",
                        host.name(),
                        overlay.resolveSibling("id_ed25519"),
                        overlay.resolveSibling("known_hosts"),
                        host.ssh());
    }

    private static Path here(Path path) {
        return HERE.toAbsolutePath().relativize(path);
    }

    private static List<String> orDefault(List<String> inventories) {
        if (inventories != null) {
            return inventories;
        }
        if (!Files.exists(Path.of(DEFAULT_INVENTORY))) {
            throw new BadInput(
                    "There is no "
                            + DEFAULT_INVENTORY
                            + " here.\nhelp: name the inventory whose hosts to make, with -i");
        }
        return List.of(DEFAULT_INVENTORY);
    }

    private void table(List<LabHostState> hosts) {
        if (hosts.isEmpty()) {
            terminal.out().println("The lab of this folder has no hosts.");
            return;
        }
        terminal.out()
                .printf("%-16s %-9s %-15s %-16s %s%n", "HOST", "STATE", "ADDRESS", "SSH", "PORTS");
        for (LabHostState host : hosts) {
            terminal.out()
                    .printf(
                            "%-16s %-9s %-15s %-16s %s%n",
                            host.name(),
                            host.state(),
                            host.address(),
                            host.running() ? "127.0.0.1:" + host.ssh() : "",
                            host.published().stream()
                                    .map(
                                            port ->
                                                    "127.0.0.1:"
                                                            + port.outside()
                                                            + " -> "
                                                            + port.inside())
                                    .collect(Collectors.joining(", ")));
        }
    }
}
