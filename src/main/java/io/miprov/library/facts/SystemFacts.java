package io.miprov.library.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel and the name of the host. */
final class SystemFacts {
    private SystemFacts() {}

    static void platform(Sheet sheet, Map<String, Object> facts) {
        List<String> told = sheet.lines("kernel");
        if (told.size() < 5) {
            return;
        }
        String node = told.get(1);
        String fqdn = sheet.line("fqdn").isEmpty() ? node : sheet.line("fqdn");
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
        facts.put("machine_id", sheet.line("machine_id"));
    }

    static void fips(Sheet sheet, Map<String, Object> facts) {
        facts.put("fips", sheet.line("fips").equals("1"));
    }

    /** {@code cmdline} has the last value of a word, {@code proc_cmdline} all of them. */
    static void commandLine(Sheet sheet, Map<String, Object> facts) {
        Map<String, Object> last = new LinkedHashMap<>();
        Map<String, Object> all = new LinkedHashMap<>();
        for (String word : sheet.line("cmdline").split("\\s+")) {
            int at = word.indexOf('=');
            if (word.isEmpty()) {
                continue;
            }
            String name = at < 0 ? word : word.substring(0, at);
            Object value = at < 0 ? true : word.substring(at + 1);
            last.put(name, value);
            all.merge(name, value, SystemFacts::both);
        }
        facts.put("cmdline", last);
        facts.put("proc_cmdline", all);
    }

    private static Object both(Object one, Object two) {
        List<Object> many = new ArrayList<>();
        if (one instanceof List<?> before) {
            many.addAll(before);
        } else {
            many.add(one);
        }
        many.add(two);
        return many;
    }

    static void load(Sheet sheet, Map<String, Object> facts) {
        String[] part = sheet.line("load").split(" ");
        if (part.length > 2) {
            facts.put(
                    "loadavg",
                    Map.of(
                            "1m", Double.valueOf(part[0]),
                            "5m", Double.valueOf(part[1]),
                            "15m", Double.valueOf(part[2])));
        }
    }

    static void capabilities(Sheet sheet, Map<String, Object> facts) {
        String told = sheet.line("capabilities");
        if (told.startsWith("Current:")) {
            String all = told.substring("Current:".length()).strip();
            boolean every = all.equals("=ep");
            facts.put("system_capabilities_enforced", every ? "False" : "True");
            facts.put(
                    "system_capabilities",
                    every
                            ? List.of()
                            : List.<Object>of(
                                    (Object[])
                                            (all.contains("=") ? all.split("=", 2)[1] : all)
                                                    .split(",")));
        }
    }

    static void chroot(Sheet sheet, Map<String, Object> facts) {
        facts.put("is_chroot", sheet.line("chroot").equals("yes"));
    }

    /** Of Python, which no module needs here: its version, or that there is none. */
    static void python(Sheet sheet, Map<String, Object> facts) {
        String[] told = sheet.line("python").split(" ");
        String version = told.length > 2 ? told[2] : "";
        String[] part = version.split("\\.");
        Map<String, Object> python = new LinkedHashMap<>();
        python.put("executable", told.length > 2 ? told[0] : "");
        python.put("type", told.length > 2 ? "cpython" : "none");
        if (part.length > 2 && version.matches("[\\d.]+")) {
            long major = Long.parseLong(part[0]);
            long minor = Long.parseLong(part[1]);
            long micro = Long.parseLong(part[2]);
            python.put(
                    "version",
                    Map.of(
                            "major",
                            major,
                            "minor",
                            minor,
                            "micro",
                            micro,
                            "releaselevel",
                            "final",
                            "serial",
                            0L));
            python.put("version_info", List.of(major, minor, micro, "final", 0L));
        }
        facts.put("python", python);
        facts.put("python_version", version);
    }

    static void hostKeys(Sheet sheet, Map<String, Object> facts) {
        for (String line : sheet.lines("host_keys")) {
            String[] part = line.split(" ");
            if (part.length > 2) {
                facts.put("ssh_host_key_" + part[0] + "_public", part[2]);
                facts.put("ssh_host_key_" + part[0] + "_public_keytype", part[1]);
            }
        }
    }
}
