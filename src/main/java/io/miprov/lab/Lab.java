package io.miprov.lab;

import io.miprov.diag.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The machines of one inventory, as containers. {@link #up} makes what is missing and leaves what
 * is there; {@link #down} removes it all. What it writes is in one folder.
 */
public final class Lab {
    /** How many inotify instances a host with systemd, sshd and a server takes. */
    private static final int WATCHES = 5;

    private final Progress progress;
    private final Overlay overlay;
    private final Containers containers;

    public Lab(Path folder, Progress progress) {
        this.progress = progress;
        this.overlay = new Overlay(folder);
        this.containers = new Containers(folder);
    }

    /** The inventory to give beside one's own, so that its hosts are these. */
    public Path overlay() {
        return overlay.inventory();
    }

    /** Makes sure that each of these hosts is there and answers. Engine and image must be ready. */
    public void up(List<HostSpec> hosts) {
        String image = LabImage.tag();
        Map<String, LabHostState> before = containers.states();
        refuseTakenPorts(hosts, before);
        refuseTooMany(hosts, before);
        containers.makeNetwork();
        String key = overlay.publicKey();
        AptSources sources = AptSources.ofThisComputer();
        String script = LabImage.resource("settle.sh");
        Map<String, String> keys =
                forEach(
                        hosts,
                        host -> {
                            provide(host, before, image);
                            return containers.script(
                                    host.name(),
                                    script,
                                    key,
                                    sources.text().strip(),
                                    sources.settings().strip(),
                                    host.sudoPassword() ? "password" : "free");
                        });
        overlay.write(hosts, containers.states(), keys);
    }

    public Collection<LabHostState> status() {
        return containers.states().values();
    }

    /** Removes the hosts, the network and the folder of this lab; nothing else. */
    public void down() {
        List<String> names = new ArrayList<>(containers.states().keySet());
        progress.step("removing " + names.size() + " hosts");
        List<HostSpec> hosts =
                names.stream().map(name -> new HostSpec(name, List.of(), false)).toList();
        forEach(
                hosts,
                host -> {
                    containers.remove(host.name());
                    return "";
                });
        containers.removeNetwork();
        overlay.delete();
    }

    /** Removes the images of lab hosts that nothing uses. */
    public void removeImages() {
        LabImage.removeAll();
    }

    private void provide(HostSpec host, Map<String, LabHostState> before, String image) {
        LabHostState there = before.get(host.name());
        if (there != null && !there.fingerprint().equals(host.fingerprint(image))) {
            progress.say(host.name() + " is made anew: the image or its ports have changed.");
            containers.remove(host.name());
            there = null;
        }
        if (there == null) {
            progress.step("starting " + host.name());
            containers.create(host, image);
        } else if (!there.running()) {
            progress.step("starting " + host.name());
            containers.start(host.name());
        }
    }

    /** Without this, systemd dies in some of them, and docker says nothing of why. */
    private void refuseTooMany(List<HostSpec> hosts, Map<String, LabHostState> before) {
        long more =
                hosts.stream()
                        .map(host -> before.get(host.name()))
                        .filter(there -> there == null || !there.running())
                        .count();
        long needed = (containers.running() + more) * WATCHES;
        if (more > 0 && needed > watches()) {
            throw new BadInput(
                    "This computer allows "
                            + watches()
                            + " inotify instances, and its lab hosts would need "
                            + needed
                            + ".\nhelp: sysctl -w fs.inotify.max_user_instances="
                            + 2 * needed
                            + " as root, or take other labs down");
        }
    }

    /** How many inotify instances Linux gives a user: inotify(7). */
    private static long watches() {
        // such a file must be read at once
        try (BufferedReader limit =
                Files.newBufferedReader(Path.of("/proc/sys/fs/inotify/max_user_instances"))) {
            return Long.parseLong(limit.readLine().strip());
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static void refuseTakenPorts(List<HostSpec> hosts, Map<String, LabHostState> before) {
        for (HostSpec host : hosts) {
            LabHostState there = before.get(host.name());
            for (HostSpec.Port port : host.ports()) {
                boolean ours = there != null && there.published().contains(port);
                if (!ours && isTaken(port.outside())) {
                    throw new BadInput(
                            "Port "
                                    + port.outside()
                                    + " of this computer, where "
                                    + host.name()
                                    + " should be published (lab_ports), is in use by another"
                                    + " program.\nhelp: stop that program, or change lab_ports of "
                                    + host.name());
                }
            }
        }
    }

    private static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !probe.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    private static Map<String, String> forEach(
            List<HostSpec> hosts, Function<HostSpec, String> work) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, hosts.size()));
        try {
            Map<String, Future<String>> running = new TreeMap<>();
            for (HostSpec host : hosts) {
                running.put(host.name(), threads.submit(() -> work.apply(host)));
            }
            Map<String, String> results = new TreeMap<>();
            for (Map.Entry<String, Future<String>> entry : running.entrySet()) {
                results.put(entry.getKey(), result(entry.getValue()));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String result(Future<String> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
