package io.miprov.library.facts;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which Linux it is, by {@code /etc/os-release}, under the names that Ansible has for it. */
final class Distribution {
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("debian", "Debian"),
                    Map.entry("ubuntu", "Ubuntu"),
                    Map.entry("rhel", "RedHat"),
                    Map.entry("centos", "CentOS"),
                    Map.entry("rocky", "Rocky"),
                    Map.entry("almalinux", "AlmaLinux"),
                    Map.entry("fedora", "Fedora"),
                    Map.entry("ol", "OracleLinux"),
                    Map.entry("amzn", "Amazon"),
                    Map.entry("alpine", "Alpine"),
                    Map.entry("sles", "SLES"),
                    Map.entry("opensuse-leap", "openSUSE Leap"),
                    Map.entry("arch", "Archlinux"));
    private static final Set<String> DEBIAN = Set.of("debian", "ubuntu");
    private static final Set<String> RED_HAT =
            Set.of("rhel", "centos", "rocky", "almalinux", "fedora", "ol", "amzn");

    private Distribution() {}

    static void into(Sheet sheet, Map<String, Object> facts) {
        Map<String, String> release = sheet.pairs("release");
        String id = id(release);
        String version = release.getOrDefault("VERSION_ID", "");
        String debian = sheet.line("debian");
        String full = id.equals("debian") && debian.matches("\\d+(\\.\\d+)*") ? debian : version;
        String codename = release.getOrDefault("VERSION_CODENAME", "");
        facts.put("distribution", name(release));
        facts.put("distribution_version", id.equals("debian") ? full : version);
        facts.put("distribution_major_version", version.split("\\.")[0]);
        facts.put("distribution_minor_version", full.contains(".") ? full.split("\\.")[1] : "");
        facts.put("distribution_release", codename.isEmpty() ? "NA" : codename);
        facts.put("distribution_file_path", "/etc/os-release");
        facts.put("distribution_file_variety", NAMES.getOrDefault(id, "NA"));
        facts.put("distribution_file_parsed", true);
        facts.put("os_family", family(id, release.getOrDefault("ID_LIKE", "")));
    }

    static void lsb(Sheet sheet, Map<String, Object> facts) {
        Map<String, String> release = sheet.pairs("release");
        String version = release.getOrDefault("VERSION_ID", "");
        Map<String, Object> lsb = new LinkedHashMap<>();
        if (!id(release).isEmpty()) {
            lsb.put("id", name(release));
            lsb.put("release", version);
            lsb.put("major_release", version.split("\\.")[0]);
            lsb.put("codename", release.getOrDefault("VERSION_CODENAME", ""));
            lsb.put("description", release.getOrDefault("PRETTY_NAME", ""));
        }
        facts.put("lsb", lsb);
    }

    private static String id(Map<String, String> release) {
        return release.getOrDefault("ID", "").toLowerCase(Locale.ROOT);
    }

    private static String name(Map<String, String> release) {
        return NAMES.getOrDefault(id(release), release.getOrDefault("NAME", "OtherLinux"));
    }

    private static String family(String id, String like) {
        if (DEBIAN.contains(id) || like.contains("debian")) {
            return "Debian";
        }
        if (RED_HAT.contains(id) || like.contains("rhel") || like.contains("fedora")) {
            return "RedHat";
        }
        if (id.startsWith("sles") || like.contains("suse")) {
            return "Suse";
        }
        return NAMES.getOrDefault(id, "NA");
    }
}
