package io.miprov.library.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which subjects {@code gather_subset} means, by the rules of ansible-core's {@code
 * module_utils/facts/collector.py}: the least set always, then what is named, without what has a
 * {@code !} and is not named itself.
 */
final class Subset {
    private static final Set<String> LEAST =
            Set.of(
                    "apparmor",
                    "caps",
                    "cmdline",
                    "chroot",
                    "date_time",
                    "distribution",
                    "dns",
                    "env",
                    "fips",
                    "loadavg",
                    "local",
                    "lsb",
                    "pkg_mgr",
                    "platform",
                    "python",
                    "selinux",
                    "service_mgr",
                    "ssh_pub_keys",
                    "user");
    private static final Set<String> MORE = Set.of("hardware", "network", "virtual");

    /** Names of facts that mean the subject they are of. */
    private static final Map<String, List<String>> FACTS =
            Map.of(
                    "hardware",
                    List.of(
                            "devices",
                            "dmi",
                            "memory",
                            "mounts",
                            "processor",
                            "processor_cores",
                            "processor_count"),
                    "network",
                    List.of(
                            "all_ipv4_addresses",
                            "all_ipv6_addresses",
                            "default_ipv4",
                            "default_ipv6",
                            "interfaces"),
                    "virtual",
                    List.of(
                            "virtualization_role",
                            "virtualization_type",
                            "virtualization_tech_guest",
                            "virtualization_tech_host"),
                    "platform",
                    List.of(
                            "architecture",
                            "kernel",
                            "kernel_version",
                            "machine",
                            "machine_id",
                            "python_version",
                            "system"),
                    "distribution",
                    List.of(
                            "distribution_major_version",
                            "distribution_release",
                            "distribution_version",
                            "os_family"),
                    "caps",
                    List.of("system_capabilities", "system_capabilities_enforced"),
                    "ssh_pub_keys",
                    List.of("ssh_host_pub_keys"));

    /** What Ansible has and no host of ours tells: other programs, other networks, Python. */
    private static final Set<String> ABSENT =
            Set.of("facter", "ohai", "fibre_channel_wwn", "hostnqn", "iscsi");

    private Subset() {}

    /**
     * The subjects that are meant.
     *
     * @throws IllegalArgumentException with the names there are, when one is none of them
     */
    static Set<String> subjects(List<String> subset) {
        Set<String> found = new LinkedHashSet<>(LEAST);
        Set<String> excluded = new HashSet<>();
        Set<String> named = new HashSet<>();
        for (String each : subset.isEmpty() ? List.of("all") : subset) {
            switch (each) {
                case "all" -> found.addAll(MORE);
                case "min" -> found.addAll(LEAST);
                case "!all" -> excluded.addAll(MORE);
                case "!min" -> excluded.addAll(LEAST);
                default -> {
                    boolean without = each.startsWith("!");
                    String subject = subject(without ? each.substring(1) : each);
                    (without ? excluded : named).add(subject);
                }
            }
        }
        found.addAll(named);
        excluded.removeAll(named);
        found.removeAll(excluded);
        return found;
    }

    private static String subject(String name) {
        if (LEAST.contains(name) || MORE.contains(name) || ABSENT.contains(name)) {
            return name;
        }
        return FACTS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "knows no `"
                                                + name
                                                + "`; there are all, min, "
                                                + String.join(", ", names())));
    }

    private static List<String> names() {
        Set<String> names = new TreeSet<>(LEAST);
        names.addAll(MORE);
        FACTS.values().forEach(names::addAll);
        return new ArrayList<>(names);
    }
}
