package io.miprov.library.core;

import com.google.gson.JsonParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ansible's facts (without {@code ansible_}), read from what {@code facts.sh} tells. The names and
 * what they mean are those of ansible-core's {@code module_utils/facts}.
 */
final class HostFacts {
    private static final long KILO = 1024;
    private final Map<String, String> sections = new LinkedHashMap<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    private HostFacts(String answer) {
        for (String section : answer.split("\036")) {
            int eol = section.indexOf('\n');
            if (eol > 0) {
                sections.put(section.substring(0, eol), section.substring(eol + 1));
            }
        }
    }

    static Map<String, Object> read(String answer) {
        HostFacts read = new HostFacts(answer);
        read.kernel();
        new Distribution(read.pairs("release"), read.line("debian")).into(read.facts);
        read.python();
        read.memory();
        read.processors();
        read.uptime();
        read.mounts();
        new Network(
                        read.lines("addresses"),
                        read.lines("links"),
                        read.lines("routes"),
                        read.lines("dns"))
                .into(read.facts);
        read.user();
        read.date();
        read.managers();
        read.hardware();
        read.own();
        return read.facts;
    }

    private String text(String section) {
        return sections.getOrDefault(section, "");
    }

    private String line(String section) {
        return text(section).lines().findFirst().orElse("").strip();
    }

    private List<String> lines(String section) {
        return text(section).lines().toList();
    }

    private Map<String, String> pairs(String section) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : lines(section)) {
            int at = line.indexOf('=');
            if (at > 0) {
                pairs.put(
                        line.substring(0, at),
                        line.substring(at + 1).strip().replaceAll("^[\"']|[\"']$", ""));
            }
        }
        return pairs;
    }

    private void kernel() {
        List<String> told = lines("kernel");
        if (told.size() < 5) {
            return;
        }
        String node = told.get(1);
        String fqdn =
                lines("fqdn").stream()
                        .filter(name -> name.contains("."))
                        .findFirst()
                        .orElse(line("fqdn").isEmpty() ? node : line("fqdn"));
        facts.put("system", told.get(0));
        facts.put("kernel", told.get(2));
        facts.put("kernel_version", told.get(3));
        facts.put("machine", told.get(4));
        facts.put("architecture", told.get(4));
        facts.put("userspace_architecture", told.get(4));
        facts.put("userspace_bits", told.get(4).contains("64") ? "64" : "32");
        facts.put("nodename", node);
        facts.put("hostname", node.split("\\.")[0]);
        facts.put("fqdn", fqdn);
        int dot = fqdn.indexOf('.');
        facts.put("domain", dot < 0 ? "" : fqdn.substring(dot + 1));
        facts.put("machine_id", line("machine_id"));
    }

    /** Nothing, when the host has none. */
    private void python() {
        List<String> told = lines("python");
        String version = told.size() < 2 ? "" : told.get(1).replaceAll("^Python |[^0-9.].*$", "");
        String[] part = version.split("\\.");
        if (part.length < 3) {
            return;
        }
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("major", Long.valueOf(part[0]));
        numbers.put("minor", Long.valueOf(part[1]));
        numbers.put("micro", Long.valueOf(part[2]));
        numbers.put("releaselevel", "final");
        numbers.put("serial", 0L);
        Map<String, Object> python = new LinkedHashMap<>();
        python.put("version", numbers);
        python.put("version_info", List.copyOf(numbers.values()));
        python.put("executable", told.get(0));
        python.put("has_sslcontext", true);
        python.put("type", "cpython");
        facts.put("python", python);
        facts.put("python_version", version);
    }

    private void memory() {
        Map<String, Long> megabytes = new LinkedHashMap<>();
        for (String line : lines("memory")) {
            String[] part = line.split("[:\\s]+");
            if (part.length > 1 && part[1].matches("\\d+")) {
                megabytes.put(part[0], Long.parseLong(part[1]) / KILO);
            }
        }
        long total = megabytes.getOrDefault("MemTotal", 0L);
        long free = megabytes.getOrDefault("MemFree", 0L);
        long swap = megabytes.getOrDefault("SwapTotal", 0L);
        long swapFree = megabytes.getOrDefault("SwapFree", 0L);
        long idle =
                free + megabytes.getOrDefault("Buffers", 0L) + megabytes.getOrDefault("Cached", 0L);
        facts.put("memtotal_mb", total);
        facts.put("memfree_mb", free);
        facts.put("swaptotal_mb", swap);
        facts.put("swapfree_mb", swapFree);
        facts.put(
                "memory_mb",
                Map.of(
                        "real", Map.of("total", total, "free", free, "used", total - free),
                        "nocache", Map.of("free", idle, "used", total - idle),
                        "swap",
                                Map.of(
                                        "total",
                                        swap,
                                        "free",
                                        swapFree,
                                        "used",
                                        swap - swapFree,
                                        "cached",
                                        megabytes.getOrDefault("SwapCached", 0L))));
    }

    private void processors() {
        List<Object> processors = new ArrayList<>();
        java.util.Set<String> sockets = new java.util.HashSet<>();
        long count = 0;
        long cores = 1;
        long siblings = 1;
        for (String line : lines("processors")) {
            String[] part = line.split("\\s*:\\s*", 2);
            String value = part.length > 1 ? part[1].strip() : "";
            switch (part[0].strip()) {
                case "processor" -> {
                    count++;
                    processors.add(value);
                }
                case "vendor_id", "model name" -> processors.add(value);
                case "physical id" -> sockets.add(value);
                case "cpu cores" -> cores = Long.parseLong(value);
                case "siblings" -> siblings = Long.parseLong(value);
                default -> {}
            }
        }
        long packages = sockets.isEmpty() ? Math.max(1, count) : sockets.size();
        facts.put("processor", processors);
        facts.put("processor_count", packages);
        facts.put("processor_cores", cores);
        facts.put("processor_threads_per_core", Math.max(1, siblings / cores));
        facts.put("processor_vcpus", count);
        facts.put("processor_nproc", count);
    }

    private void uptime() {
        String seconds = line("uptime").split("[. ]")[0];
        if (!seconds.isEmpty()) {
            facts.put("uptime_seconds", Long.parseLong(seconds));
        }
    }

    private void mounts() {
        Map<String, String[]> space = new LinkedHashMap<>();
        for (String line : lines("space")) {
            String[] part = line.split("\\s+", 6);
            if (part.length == 6) {
                space.put(part[5], part);
            }
        }
        List<Object> mounts = new ArrayList<>();
        for (String line : lines("mounts")) {
            String[] part = line.split(" ");
            if (part.length > 3 && part[0].startsWith("/")) {
                mounts.add(mount(part, space.get(part[1])));
            }
        }
        facts.put("mounts", mounts);
    }

    private static Map<String, Object> mount(String[] part, String[] space) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("device", part[0]);
        mount.put("mount", part[1]);
        mount.put("fstype", part[2]);
        mount.put("options", part[3]);
        if (space != null && space[1].matches("\\d+")) {
            mount.put("size_total", Long.parseLong(space[1]) * KILO);
            mount.put("size_available", Long.parseLong(space[3]) * KILO);
        }
        return mount;
    }

    private void user() {
        List<String> told = lines("user");
        if (told.isEmpty()) {
            return;
        }
        java.util.regex.Matcher id =
                java.util.regex.Pattern.compile("uid=(\\d+)\\(([^)]*)\\) gid=(\\d+)")
                        .matcher(told.get(0));
        if (id.find()) {
            facts.put("user_id", id.group(2));
            facts.put("user_uid", Long.parseLong(id.group(1)));
            facts.put("user_gid", Long.parseLong(id.group(3)));
            facts.put("real_user_id", Long.parseLong(id.group(1)));
            facts.put("effective_user_id", Long.parseLong(id.group(1)));
        }
        facts.put("user_dir", told.size() > 1 ? told.get(1) : "");
        facts.put("user_shell", told.size() > 2 ? told.get(2) : "");
        facts.put("env", new LinkedHashMap<String, Object>(environment()));
    }

    /** Values keep their quotes, and may go on in a next line. */
    private Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>();
        String last = "";
        for (String line : lines("environment")) {
            int at = line.indexOf('=');
            if (at > 0 && line.substring(0, at).matches("\\w+")) {
                last = line.substring(0, at);
                all.put(last, line.substring(at + 1));
            } else if (!last.isEmpty()) {
                all.merge(last, line, (one, two) -> one + "\n" + two);
            }
        }
        return all;
    }

    private void date() {
        String[] now = line("date").split(" ");
        if (now.length < 13) {
            return;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(now[6]));
        Map<String, Object> date = new LinkedHashMap<>();
        date.put("year", now[0]);
        date.put("month", now[1]);
        date.put("day", now[2]);
        date.put("hour", now[3]);
        date.put("minute", now[4]);
        date.put("second", now[5]);
        date.put("epoch", now[6]);
        date.put("epoch_int", now[6]);
        date.put("date", String.join("-", now[0], now[1], now[2]));
        date.put("time", String.join(":", now[3], now[4], now[5]));
        date.put("tz", now[7]);
        date.put("tz_dst", now[7]);
        date.put("tz_offset", now[8]);
        date.put("weekday", now[9]);
        date.put("weekday_number", now[10]);
        date.put("weeknumber", now[12]);
        date.put("iso8601", at.truncatedTo(ChronoUnit.SECONDS).toString());
        date.put(
                "iso8601_basic",
                String.join("", now[0], now[1], now[2])
                        + "T"
                        + String.join("", now[3], now[4], now[5])
                        + "000000");
        date.put(
                "iso8601_basic_short",
                String.join("", now[0], now[1], now[2])
                        + "T"
                        + String.join("", now[3], now[4], now[5]));
        facts.put("date_time", date);
    }

    private void managers() {
        String manager = line("managers");
        facts.put(
                "pkg_mgr",
                manager.equals("apt-get") ? "apt" : manager.isEmpty() ? "unknown" : manager);
        String service = line("service");
        facts.put(
                "service_mgr",
                service.equals("init") ? "sysvinit" : service.isEmpty() ? "service" : service);
        String selinux = line("selinux").toLowerCase(Locale.ROOT);
        boolean enforced = selinux.equals("enforcing") || selinux.equals("permissive");
        facts.put(
                "selinux",
                enforced
                        ? Map.of("status", "enabled", "mode", selinux)
                        : Map.of("status", "disabled"));
        facts.put("selinux_python_present", true);
    }

    private void hardware() {
        Map<String, String> told = pairs("hardware");
        told.forEach(
                (name, value) ->
                        facts.put(name.equals("sys_vendor") ? "system_vendor" : name, value));
        String virtual = line("virtual");
        boolean guest = !virtual.isEmpty() && !virtual.equals("none");
        facts.put(
                "virtualization_type",
                guest
                        ? virtual.replace("microsoft", "VirtualPC").replace("oracle", "virtualbox")
                        : "NA");
        facts.put("virtualization_role", guest ? "guest" : "NA");
    }

    /** The facts that people put into {@code facts.d}: JSON or INI. */
    private void own() {
        Map<String, Object> own = new LinkedHashMap<>();
        sections.forEach(
                (name, text) -> {
                    if (name.startsWith("fact ")) {
                        own.put(name.substring("fact ".length()), fact(text));
                    }
                });
        facts.put("local", own);
    }

    private static Object fact(String text) {
        try {
            String start = text.strip();
            return start.startsWith("{")
                            || start.startsWith("[") && !start.matches("(?s)\\[\\w+\\]\\s.*")
                    ? Json.read(text)
                    : ini(text);
        } catch (JsonParseException e) {
            return "error loading facts as JSON or ini - please check content";
        }
    }

    private static Map<String, Object> ini(String text) {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> section = all;
        for (String line : Arrays.stream(text.split("\n")).map(String::strip).toList()) {
            int at = line.indexOf('=') < 0 ? line.indexOf(':') : line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = new LinkedHashMap<>();
                all.put(line.substring(1, line.length() - 1), section);
            } else if (at > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                section.put(
                        line.substring(0, at).strip().toLowerCase(Locale.ROOT),
                        line.substring(at + 1).strip());
            }
        }
        return all;
    }
}
