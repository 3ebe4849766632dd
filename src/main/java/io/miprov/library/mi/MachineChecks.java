package io.miprov.library.mi;

import static io.miprov.library.check.Finding.advice;
import static io.miprov.library.check.Finding.error;
import static io.miprov.library.check.Finding.warning;

import io.miprov.library.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks of the machine on which a Micro Integrator is to run, before anything is there. */
final class MachineChecks {
    private static final long GB_KB = 1L << 20;
    private static final int FIRST_PORT = 1024;

    private final NodeReport node;
    private final MiCheckModule.Params params;
    private final List<Finding> found = new ArrayList<>();

    MachineChecks(NodeReport node, MiCheckModule.Params params) {
        this.node = node;
        this.params = params;
    }

    List<Finding> found() {
        java();
        room();
        kernel();
        if (!node.is("synchronized").isEmpty() && !node.is("synchronized").equals("yes")) {
            found.add(
                    warning(
                            "clock",
                            "the clock is not synchronized",
                            "run chrony or systemd-timesyncd"));
        }
        return found;
    }

    private void java() {
        if (node.is("java").isEmpty()) {
            params.javaHome()
                    .ifPresent(
                            home ->
                                    found.add(
                                            error(
                                                    "jdk",
                                                    "there is no bin/java in " + home,
                                                    "install a JDK, or give another java_home")));
            return;
        }
        String version = params.version().orElse(node.is("version"));
        String major = node.is("java").replaceFirst("^1\\.", "").split("[._+-]", 2)[0];
        Optional<Product> known = Product.of("wso2mi-" + version);
        if (known.isPresent()
                && major.matches("\\d+")
                && !known.get().runsOn(Integer.parseInt(major))) {
            found.add(
                    error(
                            "jdk",
                            "Java is " + node.is("java"),
                            "Micro Integrator "
                                    + version
                                    + " runs on Java "
                                    + known.get().oldestJdk()
                                    + " to "
                                    + known.get().newestJdk()));
        }
    }

    private void room() {
        node.number("memory_kb")
                .filter(kb -> kb < 2 * GB_KB - GB_KB / 8)
                .ifPresent(
                        kb ->
                                found.add(
                                        warning(
                                                "memory",
                                                kb / 1024 + " MB of memory",
                                                "give the machine 2 GB or more")));
        node.number("cores")
                .filter(cores -> cores < 2)
                .ifPresent(
                        cores ->
                                found.add(
                                        advice(
                                                "cores",
                                                "one core",
                                                "give the machine two or more")));
        node.number("free_kb")
                .filter(kb -> kb < params.freeMb() * 1024L)
                .ifPresent(
                        kb ->
                                found.add(
                                        error(
                                                "disk",
                                                kb / 1024 + " MB are free where it is to live",
                                                "make room for two releases side by side: "
                                                        + params.freeMb()
                                                        + " MB")));
    }

    private void kernel() {
        atMost("net.ipv4.tcp_fin_timeout", 30);
        atLeast("net.ipv4.tcp_tw_reuse", 1);
        atLeast("net.core.rmem_max", 67_108_864);
        atLeast("net.core.wmem_max", 67_108_864);
        atLeast("fs.file-max", 2_097_152);
        String[] range = node.is("sysctl.net.ipv4.ip_local_port_range").trim().split("\\s+");
        if (range.length == 2 && range[0].matches("\\d+")) {
            int first = Integer.parseInt(range[0]);
            int last = Integer.parseInt(range[1]);
            String reserved = node.is("sysctl.net.ipv4.ip_local_reserved_ports");
            List<Integer> meant =
                    params.ports().stream()
                            .filter(port -> port >= first && port <= last)
                            .filter(port -> !reserves(reserved, port))
                            .toList();
            if (!meant.isEmpty()) {
                found.add(
                        warning(
                                "port_range",
                                "ports that it listens on may be taken by connections: " + meant,
                                "reserve them: net.ipv4.ip_local_reserved_ports"));
            } else if (first > FIRST_PORT * 32) {
                found.add(
                        advice(
                                "port_range",
                                "connections have the ports " + first + " to " + last,
                                "widen net.ipv4.ip_local_port_range, and reserve the ports that it"
                                        + " listens on"));
            }
        }
    }

    private static boolean reserves(String ranges, int port) {
        for (String each : ranges.trim().split(",", -1)) {
            String[] ends = each.split("-", 2);
            if (ends[0].matches("\\d+")
                    && Integer.parseInt(ends[0]) <= port
                    && port <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }

    private void atMost(String key, long most) {
        node.number("sysctl." + key)
                .filter(value -> value > most)
                .ifPresent(value -> kernel(key, value, most));
    }

    private void atLeast(String key, long least) {
        node.number("sysctl." + key)
                .filter(value -> value < least)
                .ifPresent(value -> kernel(key, value, least));
    }

    private void kernel(String key, long value, long wanted) {
        found.add(
                advice("kernel", key + " is " + value, "under load: sysctl " + key + "=" + wanted));
    }
}
