package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.lab.HostSpec;
import io.miprov.lab.LabFailure;
import io.miprov.lab.LabHostState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From nothing to a cluster that answers, on this computer. */
@Command(
        name = "demo",
        description = {
            "Brings up three throwaway machines, makes them NGINX and two Micro Integrator nodes with"
                    + " playbooks/cluster.yml, and asks them through the balancer.",
            "Uses files/packs/wso2mi-<version>.zip when it is there, else a stand-in for it."
        },
        footer = {"", "Example:", "  miprov demo", "  miprov demo --clean"})
final class DemoCommand implements Callable<Integer> {
    private static final int REQUESTS = 4;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Terminal terminal;

    @Option(names = "--clean", description = "remove what the demo made")
    private boolean clean;

    @Option(names = "--image", description = "with --clean: remove the machines' image, too")
    private boolean image;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = Path.of(System.getProperty("miprov.home", ""));
        return LabSession.in(terminal, home, clean ? this::clean : this::show);
    }

    private int show(LabSession lab) {
        Path playbook = lab.folder().resolve("playbooks/cluster.yml");
        Path inventory = lab.folder().resolve("inventory/lab");
        if (!Files.exists(playbook) || !Files.exists(inventory)) {
            throw new BadInput(
                    "The demo needs playbooks/cluster.yml and inventory/lab, and they are not in "
                            + lab.folder()
                            + ".");
        }
        Path distribution = distribution(lab.folder());
        int hosts = lab.up(List.of(inventory.toString()));
        lab.progress().say(hosts + " machines are up, as if they were VMs: Debian, systemd, sshd.");
        lab.progress().say("Distribution: " + here(distribution) + remark(distribution) + "\n");
        int status = apply(lab, playbook, inventory, distribution);
        if (status != 0) {
            terminal.err()
                    .printf(
                            "%nThe demo ends here, with the machines still up. See them: %s%s lab"
                                    + " status%n",
                            change(), program());
            return status;
        }
        Door door = door(lab);
        ask(door);
        tell(lab, door);
        return 0;
    }

    private int clean(LabSession lab) {
        lab.requireEngine();
        lab.down(image);
        delete(lab.folder().resolve(".miprov/pki"));
        if (!image) {
            lab.progress().say("The image stays, for next time; --clean --image removes it, too.");
        }
        return 0;
    }

    private int apply(LabSession lab, Path playbook, Path inventory, Path distribution) {
        List<String> words =
                List.of(
                        "apply",
                        here(playbook),
                        "-i",
                        here(inventory),
                        "-i",
                        here(lab.lab().overlay()),
                        "-e",
                        "mi_distribution=" + distribution);
        lab.progress().say("$ " + program() + " " + String.join(" ", words) + "\n");
        return Main.run(terminal, "miprov", words.toArray(String[]::new));
    }

    /** The way in: where the balancer is published, and who is behind it. */
    private record Door(String http, String https, FrontDoor asking, Path authority) {}

    private static Door door(LabSession lab) {
        Map<String, String> names = new HashMap<>();
        Map<Integer, Integer> published = new HashMap<>();
        for (LabHostState host : lab.lab().status()) {
            names.put(host.address(), host.name());
            for (HostSpec.Port port : host.published()) {
                published.put(port.inside(), port.outside());
            }
        }
        if (!published.keySet().containsAll(Set.of(HTTP, HTTPS))) {
            throw new LabFailure("No machine publishes ports 80 and 443 (lab_ports).");
        }
        Path authority = lab.folder().resolve(".miprov/pki/ca.crt");
        return new Door(
                "http://127.0.0.1:" + published.get(HTTP) + "/",
                "https://localhost:" + published.get(HTTPS) + "/",
                new FrontDoor(authority, names),
                authority);
    }

    private void ask(Door door) {
        terminal.out().println("\nAsking through the balancer:");
        Set<String> nodes = new TreeSet<>();
        for (String url : List.of(door.http(), door.https())) {
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                FrontDoor.Answer answer = door.asking().ask(url);
                answers.add(answer.node() + " (" + answer.status() + ")");
                nodes.add(answer.node());
            }
            terminal.out().printf("  %-24s %s%n", url, String.join(", ", answers));
        }
        if (nodes.size() < 2) {
            throw new LabFailure("Only " + nodes + " answered; both nodes should.");
        }
    }

    private void tell(LabSession lab, Door door) {
        Collection<LabHostState> hosts = lab.lab().status();
        terminal.out().println("\nWhat runs where:");
        for (LabHostState host : hosts) {
            boolean balancer = !host.published().isEmpty();
            terminal.out()
                    .printf(
                            "  %-6s %-18s %s%n",
                            host.name(),
                            balancer ? "NGINX" : "Micro Integrator",
                            balancer ? door.http() + "  " + door.https() : host.address());
        }
        terminal.out()
                .printf(
                        """

                Try next:
                  curl %2$s
                  curl --cacert %3$s %4$s
                  %1$s demo                     again: nothing changes
                  %5$s%1$s lab status               how to log in to the machines
                  %1$s demo --clean             remove it all
                """,
                        program(), door.http(), here(door.authority()), door.https(), change());
    }

    private static Path distribution(Path home) {
        Path packs = home.resolve("files/packs");
        Path standIn = home.resolve("target/lab");
        for (Path folder : List.of(packs, standIn)) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    List<Path> zips =
                            files.filter(DemoCommand::isDistribution)
                                    .sorted(Comparator.comparing(Path::toString).reversed())
                                    .toList();
                    if (!zips.isEmpty()) {
                        return zips.get(0);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new BadInput(
                "There is no distribution: no wso2mi-<version>.zip in "
                        + packs
                        + ", and no stand-in in "
                        + standIn
                        + ".\nhelp: mvn -DskipTests package");
    }

    private static boolean isDistribution(Path file) {
        return file.getFileName().toString().matches("wso2mi-.*\\.zip");
    }

    private static String remark(Path distribution) {
        return distribution.getParent().endsWith("lab")
                ? "\n  (a stand-in; put the real wso2mi-<version>.zip into files/packs to use it)"
                : "";
    }

    /** The program as people would type it here. */
    private static String program() {
        Path home = Path.of(System.getProperty("miprov.home", ""));
        return here(home).isEmpty() ? "./miprov" : "miprov";
    }

    /** The lab is one of a folder: what to type first, when that is not here. */
    private static String change() {
        Path home = Path.of(System.getProperty("miprov.home", ""));
        return here(home).isEmpty() ? "" : "cd " + home + " && ";
    }

    /** A path as people would type it here. */
    private static String here(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
