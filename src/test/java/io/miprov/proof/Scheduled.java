package io.miprov.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.lang.Json;
import io.miprov.load.Load;
import io.miprov.load.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A timer of systemd upgrades a cluster while clients are at work, and nobody is there: {@code
 * bench/scheduled}.
 */
public final class Scheduled {
    private static final String BEFORE = "4.4.0";
    private static final String AFTER = "4.5.0";
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Path HOME = Path.of("").toAbsolutePath();

    private final Cluster cluster = new Cluster("scheduled");
    private String controller = "";

    private Scheduled() throws IOException {}

    public static void main(String[] words) throws Exception {
        int rate = Integer.parseInt(System.getProperty("rate", "200"));
        int requests = Integer.parseInt(System.getProperty("requests", "20000"));
        System.exit(new Scheduled().upgrade(rate, requests) ? 0 : 1);
    }

    private boolean upgrade(int rate, int requests) throws IOException, InterruptedException {
        cluster.whole("wso2mi-" + BEFORE + ".zip");
        controller = cluster.container(Cluster.BALANCER).replaceFirst("lb1$", "ctl");
        equip();
        Load load = cluster.load(rate, 6, 10).until(rate);
        Command.run(
                "docker",
                "exec",
                controller,
                "/opt/miprov/miprov",
                "schedule",
                "remove",
                "upgrade");
        System.out.println(
                miprov(
                        "schedule add upgrade --on-calendar \"$(date -u -d '+2 min' '+%F %T') UTC\""
                                + " --window 1h -- apply playbooks/rolling-upgrade.yml -i inventory -i ctl.yml"
                                + " -e mi_distribution=/srv/cluster/wso2mi-"
                                + AFTER
                                + ".zip -e pki_folder=/srv/cluster/pki --host-key-checking accept-new"
                                + " --report upgrade.html"));
        Map<?, ?> firing = firing();
        Result result = load.until(requests).stop();
        Map<String, Object> came = new LinkedHashMap<>();
        came.put("firing", firing);
        came.put("running", cluster.running());
        came.put("members", cluster.members());
        came.put("load", result.members());
        Files.writeString(cluster.folder().resolve("upgrade.json"), Json.pretty(came) + "\n");
        Files.writeString(
                cluster.folder().resolve("upgrade.log"),
                on("journalctl -o cat --no-pager -u miprov-upgrade"));
        Command.must(
                "docker",
                "cp",
                controller + ":/srv/cluster/upgrade.html",
                cluster.folder().resolve("upgrade.html").toString());
        System.out.print(result.table());
        System.out.println(firing + "; " + cluster.running() + "; " + cluster.members());
        boolean all = cluster.running().values().stream().allMatch(AFTER::equals);
        return Long.valueOf(0).equals(firing.get("status")) && all && result.failed() == 0;
    }

    /** Puts miprov and the project on the controller, with the key that its nodes let in. */
    private void equip() throws IOException, InterruptedException {
        on("rm -rf /opt/miprov /srv/cluster; mkdir -p /opt/miprov/target /srv/cluster");
        copy(HOME.resolve("miprov"), "/opt/miprov/miprov");
        copy(HOME.resolve("target/miprov.jar"), "/opt/miprov/target/miprov.jar");
        copy(HOME.resolve("target/lib"), "/opt/miprov/target/lib");
        copy(HOME.resolve("playbooks"), "/srv/cluster/playbooks");
        copy(HOME.resolve("roles"), "/srv/cluster/roles");
        copy(HOME.resolve("bench/clusters/scheduled"), "/srv/cluster/inventory");
        copy(cluster.folder().resolve("pki"), "/srv/cluster/pki");
        copy(cluster.folder().resolve(".miprov/lab/id_ed25519"), "/srv/cluster/key");
        copy(Cluster.pack("wso2mi-" + AFTER + ".zip"), "/srv/cluster/wso2mi-" + AFTER + ".zip");
        StringBuilder hosts = new StringBuilder("all:\n  hosts:\n");
        for (String host : hosts()) {
            hosts.append("    ").append(host).append(": {ansible_host: ").append(host);
            hosts.append(", ansible_user: ops, ansible_ssh_private_key_file: key}\n");
        }
        Path file = Files.writeString(cluster.folder().resolve("ctl.yml"), hosts);
        copy(file, "/srv/cluster/ctl.yml");
        on("chown -R root:root /opt/miprov /srv/cluster; chmod 600 /srv/cluster/key");
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>(cluster.nodes());
        hosts.add(Cluster.BALANCER);
        return hosts;
    }

    private void copy(Path from, String to) throws IOException, InterruptedException {
        Command.must("docker", "cp", from.toString(), controller + ":" + to);
    }

    /** The first start of miprov there takes its time. */
    private String on(String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("docker", "exec", controller, "bash", "-c", script)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(script + ": " + said);
        }
        return said;
    }

    private String miprov(String words) throws IOException, InterruptedException {
        return on("cd /srv/cluster && HOME=/root /opt/miprov/miprov " + words);
    }

    /** Waits until the timer has fired and what it started has ended. */
    private Map<?, ?> firing() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(end)) {
            List<?> all = (List<?>) Json.read(miprov("schedule history upgrade --json"));
            if (!all.isEmpty() && ((Map<?, ?>) all.get(0)).get("ended") != null) {
                return (Map<?, ?>) all.get(0);
            }
            Thread.sleep(1000);
        }
        throw new IOException(
                "the timer's run did not end:\n" + on("journalctl -u miprov-upgrade"));
    }
}
