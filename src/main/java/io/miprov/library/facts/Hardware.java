package io.miprov.library.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Memory, processors, mounts, block devices, and what the firmware says. */
final class Hardware {
    private static final long KILO = 1024;

    /** Ansible's name of each file of {@code /sys/class/dmi/id}. */
    private static final Map<String, String> FIRMWARE =
            Map.of("sys_vendor", "system_vendor", "chassis_type", "form_factor");

    private Hardware() {}

    static void into(Sheet sheet, Map<String, Object> facts) {
        memory(sheet, facts);
        processors(sheet, facts);
        String seconds = sheet.line("uptime").split("[. ]")[0];
        if (!seconds.isEmpty()) {
            facts.put("uptime_seconds", Long.parseLong(seconds));
        }
        facts.put("mounts", Disks.mounts(sheet));
        facts.put("devices", Disks.devices(sheet));
        sheet.pairs("hardware")
                .forEach(
                        (name, value) ->
                                facts.put(
                                        FIRMWARE.getOrDefault(name, name),
                                        value.isEmpty() ? "NA" : value));
    }

    private static void memory(Sheet sheet, Map<String, Object> facts) {
        Map<String, Long> mb = new LinkedHashMap<>();
        for (String line : sheet.lines("memory")) {
            String[] part = line.split("[:\\s]+");
            if (part.length > 1 && part[1].matches("\\d+")) {
                mb.put(part[0], Long.parseLong(part[1]) / KILO);
            }
        }
        long total = mb.getOrDefault("MemTotal", 0L);
        long free = mb.getOrDefault("MemFree", 0L);
        long swap = mb.getOrDefault("SwapTotal", 0L);
        long swapFree = mb.getOrDefault("SwapFree", 0L);
        long idle = free + mb.getOrDefault("Buffers", 0L) + mb.getOrDefault("Cached", 0L);
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
                                        mb.getOrDefault("SwapCached", 0L))));
    }

    private static void processors(Sheet sheet, Map<String, Object> facts) {
        List<Object> processors = new ArrayList<>();
        Set<String> sockets = new HashSet<>();
        long count = 0;
        long cores = 1;
        long siblings = 1;
        for (String line : sheet.lines("processors")) {
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
        facts.put("processor", processors);
        facts.put("processor_count", sockets.isEmpty() ? Math.max(1, count) : sockets.size());
        facts.put("processor_cores", cores);
        facts.put("processor_threads_per_core", Math.max(1, siblings / cores));
        facts.put("processor_vcpus", count);
        String usable = sheet.line("usable");
        facts.put("processor_nproc", usable.matches("\\d+") ? Long.parseLong(usable) : count);
    }
}
