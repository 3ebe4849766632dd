package io.miprov.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The containers and the network of one lab. Everything here carries the lab's label. */
final class Containers {
    private static final String LABEL = "miprov.lab";
    private static final int SSH = 22;
    private static final String FORMAT =
            "{{index .Config.Labels \"miprov.lab.host\"}}\t{{.State.Status}}\t"
                    + "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}\t"
                    + "{{range $inside, $to := .NetworkSettings.Ports}}{{range $to}}{{.HostPort}}:{{$inside}} {{end}}{{end}}\t"
                    + "{{index .Config.Labels \"miprov.lab.spec\"}}";

    private final String id;

    /** The lab that keeps its files in this folder. */
    Containers(Path folder) {
        id = digest(folder.toAbsolutePath().normalize().toString());
    }

    String network() {
        return "miprov-" + id;
    }

    String name(String host) {
        return "miprov-" + id + "-" + host;
    }

    void makeNetwork() {
        if (!Command.of("docker", "network", "inspect", network()).run().ok()) {
            Command.of("docker", "network", "create", "--label", label(), network())
                    .must("Making the lab's network");
        }
    }

    Map<String, LabHostState> states() {
        List<String> ids =
                Command.of("docker", "ps", "-aq", "--filter", "label=" + label())
                        .must("Listing the lab's hosts")
                        .lines()
                        .toList();
        Map<String, LabHostState> states = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("docker", "inspect", "-f", FORMAT));
            command.addAll(ids);
            Command.of(command)
                    .must("Looking at the lab's hosts")
                    .lines()
                    .map(Containers::state)
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .forEach(state -> states.put(state.name(), state));
        }
        return states;
    }

    /** How many hosts of all labs run. */
    long running() {
        return Command.of("docker", "ps", "-q", "--filter", "label=" + LABEL)
                .must("Counting lab hosts")
                .lines()
                .count();
    }

    void create(HostSpec host, String image) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--detach"));
        command.addAll(List.of("--name", name(host.name()), "--hostname", host.name()));
        command.addAll(List.of("--network", network(), "--network-alias", host.name()));
        command.addAll(List.of("--label", label(), "--label", LABEL + ".host=" + host.name()));
        command.addAll(List.of("--label", LABEL + ".spec=" + host.fingerprint(image)));
        command.addAll(flags());
        command.addAll(List.of("--publish", "127.0.0.1::" + SSH));
        for (HostSpec.Port port : host.ports()) {
            command.addAll(
                    List.of("--publish", "127.0.0.1:" + port.outside() + ":" + port.inside()));
        }
        command.add(image);
        Command.of(command).must("Starting " + host.name());
    }

    void start(String host) {
        Command.of("docker", "start", name(host)).must("Starting " + host);
    }

    void remove(String host) {
        Command.of("docker", "rm", "--force", "--volumes", name(host)).must("Removing " + host);
    }

    void removeNetwork() {
        Command.of("docker", "network", "ls", "-q", "--filter", "label=" + label())
                .must("Listing the lab's network")
                .lines()
                .forEach(
                        network ->
                                Command.of("docker", "network", "rm", network)
                                        .must("Removing the lab's network"));
    }

    /** Runs a bash script in a host, as root; gives what it printed. */
    String script(String host, String script, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("docker", "exec", name(host), "bash", "-c", script, "lab"));
        command.addAll(List.of(arguments));
        return Command.of(command).must("Waiting for " + host);
    }

    /** What systemd and sshd need in a container that is not privileged. */
    private static List<String> flags() {
        List<String> flags =
                new ArrayList<>(
                        List.of(
                                "--cap-add", "SYS_ADMIN",
                                "--cap-add", "NET_ADMIN",
                                "--security-opt", "seccomp=unconfined",
                                "--security-opt", "apparmor=unconfined",
                                "--stop-signal", "SIGRTMIN+3",
                                "--tmpfs", "/run",
                                "--tmpfs", "/run/lock"));
        boolean second =
                Command.of("docker", "info", "--format", "{{.CgroupVersion}}")
                        .run()
                        .text()
                        .equals("2");
        if (second) {
            flags.addAll(List.of("--cgroupns", "host", "-v", "/sys/fs/cgroup:/sys/fs/cgroup:rw"));
        } else {
            flags.addAll(List.of("-v", "/sys/fs/cgroup:/sys/fs/cgroup:ro"));
        }
        return flags;
    }

    private String label() {
        return LABEL + "=" + id;
    }

    private static LabHostState state(String line) {
        String[] fields = line.split("\t", -1);
        int ssh = 0;
        List<HostSpec.Port> published = new ArrayList<>();
        for (String pair : fields[3].trim().split(" ", -1)) {
            String[] ports = pair.split("[:/]", -1);
            if (ports.length == 3 && ports[1].equals("" + SSH)) {
                ssh = Integer.parseInt(ports[0]);
            } else if (ports.length == 3) {
                published.add(
                        new HostSpec.Port(Integer.parseInt(ports[0]), Integer.parseInt(ports[1])));
            }
        }
        return new LabHostState(fields[0], fields[1], fields[2], ssh, published, fields[4]);
    }

    private static String digest(String text) {
        try {
            byte[] sha =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
