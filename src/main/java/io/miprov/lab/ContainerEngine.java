package io.miprov.lab;

import io.miprov.diag.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Docker on this computer. When none answers, and this is Debian and we are root, it is installed
 * from Debian's packages and started; else the run ends before anything is changed.
 */
public final class ContainerEngine {
    private static final Path LOG = Path.of("/var/log/miprov/dockerd.log");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Progress progress;

    public ContainerEngine(Progress progress) {
        this.progress = progress;
    }

    /** Whether docker answers now. */
    public static boolean answers() {
        return ask().ok();
    }

    /** Makes sure that docker answers. */
    public void ready() {
        Command.Result answer = ask();
        if (answer.ok()) {
            return;
        }
        if (answer.text().contains("permission denied")) {
            throw new BadInput(
                    "The container engine runs, but you may not use it.\n"
                            + "help: run this as root, or add yourself to the group docker");
        }
        if (!isRoot() || !isDebian()) {
            throw new BadInput(
                    "The lab needs a container engine (docker), and none answers; installing one takes"
                            + " Debian and root"
                            + (isRoot() ? ", and this is not Debian." : ", and you are not root.")
                            + "\nhelp: start docker, or run this as root on Debian");
        }
        provide();
    }

    /**
     * Makes sure that programs of Debian packages are here: each pair is a program and its package.
     */
    public void tools(Map<String, String> packages) {
        List<String> missing =
                packages.entrySet().stream()
                        .filter(tool -> !Command.exists(tool.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        if (!isRoot() || !isDebian()) {
            throw new BadInput(
                    "The lab needs "
                            + String.join(", ", missing)
                            + ", and can install it only as root on Debian.");
        }
        install(missing);
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean isDebian() {
        return Files.exists(Path.of("/etc/debian_version")) && Command.exists("apt-get");
    }

    private static Command.Result ask() {
        return Command.of("docker", "version", "--format", "{{.Server.Version}}").run();
    }

    private void provide() {
        boolean there = Command.exists("dockerd");
        String plan =
                there ? "start docker" : "install docker.io from Debian's packages and start it";
        if (!progress.agree("No container engine answers. May miprov " + plan + "?")) {
            throw new BadInput("The lab needs a container engine; nothing was changed.");
        }
        progress.say("No container engine answers: miprov will " + plan + ".");
        if (!there) {
            install(List.of("docker.io", "iptables"));
        }
        if (!ask().ok()) {
            start();
        }
        await();
    }

    private void install(List<String> packages) {
        progress.step("installing " + String.join(", ", packages));
        Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
        Command.of("apt-get", "update", "-q").with(quiet).must("apt-get update");
        List<String> command =
                new ArrayList<>(List.of("apt-get", "install", "-qy", "--no-install-recommends"));
        command.addAll(packages);
        Command.of(command).with(quiet).must("Installing " + String.join(", ", packages));
        progress.say("Installed " + String.join(", ", packages) + ".");
    }

    private void start() {
        progress.step("starting docker");
        if (Files.isDirectory(Path.of("/run/systemd/system"))) {
            Command.of("systemctl", "enable", "--now", "docker").must("Starting docker");
        } else {
            Command.startDaemon("dockerd", LOG);
            progress.say(
                    "Started dockerd; its log is " + LOG + ", its pid in /var/run/docker.pid.");
        }
    }

    private static void await() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ask().ok()) {
            if (System.nanoTime() > end) {
                throw new LabFailure(
                        "docker was started but does not answer after "
                                + PATIENCE.toSeconds()
                                + " s.\n"
                                + lastWords());
            }
            Sleep.millis(200);
        }
    }

    private static String lastWords() {
        try {
            List<String> lines = Files.exists(LOG) ? Files.readAllLines(LOG) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
