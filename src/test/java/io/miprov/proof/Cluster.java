package io.miprov.proof;

import io.miprov.load.Door;
import io.miprov.load.Load;
import io.miprov.load.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lab's cluster: the machines of an inventory in bench/clusters, and the folder from which its
 * runs are started.
 */
final class Cluster {
    static final String BALANCER = "lb1";
    static final Path PACKS = Path.of("target/packs").toAbsolutePath();

    /** Nobody is drained, nobody has the lock, whatever was played before. */
    private static final String ADMIT_ALL =
            "rm -rf /var/lib/miprov/lock; cd /etc/nginx/conf.d 2>/dev/null && rm -f zz-other.conf"
                    + " && sed -i 's/ down; # miprov: drained.*/;/' *.conf && nginx -s reload; true";

    /** The same of HAProxy. */
    private static final String ADMIT_ALL_HAPROXY =
            "rm -rf /var/lib/miprov/lock; cd /etc/haproxy 2>/dev/null"
                    + " && sed -i 's/ disabled # miprov: drained.*//' haproxy.cfg"
                    + " && systemctl restart haproxy; true";

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final int MOST_WARM_UPS = 8;
    private static final Pattern PORT = Pattern.compile("\"(\\d+):(80|443)\"");
    private static final Pattern NODE = Pattern.compile("(?m)^        (mi\\d+):");
    private static final Pattern SERVER =
            Pattern.compile("(?m)^\\s*server (\\S+?):\\d+([^;]*);(.*)$");
    private static final Pattern HAPROXY_SERVER =
            Pattern.compile("(?m)^\\s*server \\S+ (\\S+?):\\d+( [^#\\n]*)(.*)$");

    private final String name;
    private final Path inventory;
    private final Path folder;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final List<String> nodes = new ArrayList<>();
    private final Map<String, String> containers = new TreeMap<>();

    Cluster(String name) throws IOException {
        this.name = name;
        this.inventory = HOME.resolve("bench/clusters").resolve(name);
        this.folder = Files.createDirectories(HOME.resolve("target/proof").resolve(name));
        String text = Files.readString(inventory.resolve("hosts.yml"));
        PORT.matcher(text)
                .results()
                .forEach(port -> ports.put(port.group(2), Integer.valueOf(port.group(1))));
        NODE.matcher(text).results().forEach(node -> nodes.add(node.group(1)));
    }

    String name() {
        return name;
    }

    /** Whether HAProxy is in front, and not NGINX. */
    boolean haproxy() {
        return name.equals("haproxy");
    }

    List<String> nodes() {
        return List.copyOf(nodes);
    }

    Path folder() {
        return folder;
    }

    static Path pack(String path) {
        return PACKS.resolve(path);
    }

    /** Brings the machines up, and says how to reach them. */
    void machines() throws IOException, InterruptedException {
        Miprov run = new Miprov(folder, "lab-up", List.of("lab", "up", "-i", inventory.toString()));
        if (run.end() != 0) {
            throw new IOException(run.text());
        }
        containers.clear();
        String balancer =
                Command.must(
                        "docker",
                        "ps",
                        "--filter",
                        "publish=" + ports.get("80"),
                        "--format",
                        "{{.Names}}");
        String prefix = balancer.substring(0, balancer.lastIndexOf('-') + 1);
        containers.put(BALANCER, balancer);
        nodes.forEach(node -> containers.put(node, prefix + node));
    }

    /** Machines, and on them a cluster that runs this pack. */
    void whole(String pack) throws IOException, InterruptedException {
        machines();
        root(BALANCER, haproxy() ? ADMIT_ALL_HAPROXY : ADMIT_ALL);
        String playbook = haproxy() ? "../bench/haproxy/cluster.yml" : "cluster.yml";
        Miprov run = start("whole", playbook, pack);
        if (run.end() != 0) {
            throw new IOException("the cluster does not come up:\n" + run.text());
        }
    }

    /** Starts a run of a playbook; what it says goes into a file of that name. */
    Miprov start(String what, String playbook, String pack, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "apply",
                                HOME.resolve("playbooks").resolve(playbook).normalize().toString(),
                                "-i",
                                inventory.toString(),
                                "-i",
                                folder.resolve(".miprov/lab/overlay.yml").toString(),
                                "-e",
                                "mi_distribution=" + pack(pack),
                                "-e",
                                "pki_folder=" + folder.resolve("pki")));
        words.addAll(List.of(more));
        return new Miprov(folder, what, words);
    }

    /**
     * Starts clients that come over both schemes, with WebSockets that they close themselves, on a
     * cluster that has served others before: whom all was well for.
     *
     * @param slow how many thousandths of the requests take 5 to 20 s
     * @param seconds how long a WebSocket is held
     */
    Load load(int rate, int slow, int seconds) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            if (new Load(plan(rate, 0, 1)).start().until(4 * rate).stop().failed() == 0) {
                return new Load(plan(rate, slow, seconds)).start();
            }
        }
        throw new IOException("clients get wrong answers before anything was done");
    }

    private Plan plan(int rate, int slow, int seconds) throws IOException {
        List<Door> doors =
                List.of(
                        Door.plain("localhost", ports.get("80")),
                        Door.secured("localhost", ports.get("443"), folder.resolve("pki/ca.crt")));
        return new Plan(doors, rate, slow, 4, seconds, 0);
    }

    String container(String host) {
        return containers.get(host);
    }

    /** Runs a script as root on a host, not by SSH; it must end well. */
    String root(String host, String script) throws IOException, InterruptedException {
        return Command.must("docker", "exec", container(host), "bash", "-c", script);
    }

    /** What runs on each node: the release that is current, and what the readiness probe says. */
    Map<String, String> running() throws IOException, InterruptedException {
        Map<String, String> running = new TreeMap<>();
        for (String node : nodes) {
            Command.Said said =
                    Command.run(
                            "docker",
                            "exec",
                            container(node),
                            "bash",
                            "-c",
                            "basename $(readlink /opt/wso2mi/current); curl -s -m 3 http://127.0.0.1:9201/healthz");
            running.put(
                    node, said.text().startsWith("Error response") ? "gone" : told(said.text()));
        }
        return running;
    }

    private static String told(String text) {
        String release = text.lines().findFirst().orElse("?").replace("wso2mi-", "");
        Matcher probe =
                Pattern.compile(
                                "\"version\":\"([^\"]*)\",\"update_level\":\"([^\"]*)\",\"status\":\"([^\"]*)\"")
                        .matcher(text);
        if (!probe.find()) {
            return release + ", does not answer";
        }
        String serves = probe.group(1) + (probe.group(2).equals("0") ? "" : "+" + probe.group(2));
        String status = probe.group(3).equals("ready") ? "" : ", " + probe.group(3);
        return release.startsWith(probe.group(1))
                ? serves + status
                : serves + " (current: " + release + ")" + status;
    }

    /** What the balancer's configuration says of each member: in, or why not. */
    Map<String, String> members() throws IOException, InterruptedException {
        Map<String, String> members = new TreeMap<>();
        String file = haproxy() ? "/etc/haproxy/haproxy.cfg" : "/etc/nginx/conf.d/*.conf";
        (haproxy() ? HAPROXY_SERVER : SERVER)
                .matcher(root(BALANCER, "cat " + file))
                .results()
                .forEach(
                        server -> {
                            boolean down = server.group(2).matches(".* (down|disabled)\\b.*");
                            String mark = server.group(3).replace("#", "").strip();
                            members.merge(
                                    server.group(1),
                                    down
                                            ? "drained" + (mark.isEmpty() ? "" : " (" + mark + ")")
                                            : "in",
                                    (one, other) -> one.equals(other) ? one : one + "/" + other);
                        });
        return members;
    }
}
