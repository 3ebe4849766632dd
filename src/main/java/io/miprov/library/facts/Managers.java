package io.miprov.library.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who manages packages, services and access on the host, and what the host itself runs in. */
final class Managers {
    private Managers() {}

    static void packages(Sheet sheet, Map<String, Object> facts) {
        String manager = sheet.line("managers");
        facts.put(
                "pkg_mgr",
                manager.equals("apt-get") ? "apt" : manager.isEmpty() ? "unknown" : manager);
    }

    static void services(Sheet sheet, Map<String, Object> facts) {
        String service = sheet.line("service");
        facts.put(
                "service_mgr",
                service.equals("init") ? "sysvinit" : service.isEmpty() ? "service" : service);
    }

    static void selinux(Sheet sheet, Map<String, Object> facts) {
        List<String> told = sheet.lines("selinux");
        String mode = told.isEmpty() ? "" : told.get(0).strip().toLowerCase(Locale.ROOT);
        boolean enforced = mode.equals("enforcing") || mode.equals("permissive");
        Map<String, String> set = sheet.pairs("selinux");
        facts.put(
                "selinux",
                enforced
                        ? Map.of(
                                "status", "enabled",
                                "mode", mode,
                                "config_mode", set.getOrDefault("SELINUX", "unknown"),
                                "type", set.getOrDefault("SELINUXTYPE", "unknown"),
                                "policyvers", set.getOrDefault("policyvers", "unknown"))
                        : Map.of("status", "disabled"));
        facts.put("selinux_python_present", true);
    }

    static void apparmor(Sheet sheet, Map<String, Object> facts) {
        boolean on = sheet.line("apparmor").equals("yes");
        facts.put("apparmor", Map.of("status", on ? "enabled" : "disabled"));
    }

    static void virtual(Sheet sheet, Map<String, Object> facts) {
        String told =
                sheet.line("virtual")
                        .replace("microsoft", "VirtualPC")
                        .replace("oracle", "virtualbox")
                        .replace("vmware", "VMware");
        boolean guest = !told.isEmpty() && !told.equals("none");
        List<Object> techniques = new ArrayList<>();
        if (List.of("docker", "podman", "lxc", "systemd-nspawn", "containerd").contains(told)) {
            techniques.add("container");
        }
        if (guest) {
            techniques.add(told);
        }
        facts.put("virtualization_type", guest ? told : "NA");
        facts.put("virtualization_role", guest ? "guest" : "NA");
        facts.put("virtualization_tech_guest", techniques);
        facts.put("virtualization_tech_host", List.of());
    }
}
