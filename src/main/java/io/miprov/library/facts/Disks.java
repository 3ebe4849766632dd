package io.miprov.library.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is mounted, and the block devices. */
final class Disks {
    private static final int SECTOR = 512;
    private static final String[] UNITS = {"Bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
    private static final int UNIT = 1024;

    private Disks() {}

    /**
     * Lines of {@code mounts}: that of {@code /proc/mounts}, a bar, and what {@code stat -f} says.
     */
    static List<Object> mounts(Sheet sheet) {
        Map<String, String> uuids = sheet.pairs("uuids");
        List<Object> mounts = new ArrayList<>();
        for (String line : sheet.lines("mounts")) {
            String[] halves = line.split("\\|", 2);
            String[] part = halves[0].split(" ");
            if (part.length > 3) {
                Map<String, Object> mount = new LinkedHashMap<>();
                mount.put("mount", plain(part[1]));
                mount.put("device", plain(part[0]));
                mount.put("fstype", part[2]);
                mount.put("options", part[3]);
                space(halves.length > 1 ? halves[1] : "", mount);
                mount.put("uuid", uuids.getOrDefault(part[0], "N/A"));
                mounts.add(mount);
            }
        }
        return mounts;
    }

    /** Block size; blocks in all, available; inodes in all, free. */
    private static void space(String told, Map<String, Object> mount) {
        String[] part = told.strip().split(" ");
        if (part.length < 5) {
            return;
        }
        long[] n = new long[5];
        for (int i = 0; i < n.length; i++) {
            n[i] = part[i].matches("\\d+") ? Long.parseLong(part[i]) : 0;
        }
        mount.put("size_total", n[0] * n[1]);
        mount.put("size_available", n[0] * n[2]);
        mount.put("block_size", n[0]);
        mount.put("block_total", n[1]);
        mount.put("block_available", n[2]);
        mount.put("block_used", n[1] - n[2]);
        mount.put("inode_total", n[3]);
        mount.put("inode_available", n[4]);
        mount.put("inode_used", n[3] - n[4]);
    }

    private static String plain(String field) {
        return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    /**
     * Lines of {@code devices}: device, partition or nothing, start, sectors, and more of the
     * device.
     */
    static Map<String, Object> devices(Sheet sheet) {
        Map<String, Object> devices = new LinkedHashMap<>();
        for (String line : sheet.lines("devices")) {
            String[] part = line.split("\\|", -1);
            if (part.length > 8 && part[1].isEmpty()) {
                devices.put(part[0], device(part));
            } else if (part.length > 3 && devices.get(part[0]) instanceof Map<?, ?> device) {
                @SuppressWarnings("unchecked") // it is what device() made
                Map<String, Object> partitions = (Map<String, Object>) device.get("partitions");
                partitions.put(part[1], partition(part));
            }
        }
        return devices;
    }

    private static Map<String, Object> device(String[] part) {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("sectors", part[3]);
        device.put("sectorsize", part[4]);
        device.put("size", size(part[3]));
        device.put("rotational", part[5]);
        device.put("removable", part[6]);
        device.put("model", part[7].isEmpty() ? null : part[7]);
        device.put("vendor", part[8].isEmpty() ? null : part[8]);
        device.put("partitions", new LinkedHashMap<String, Object>());
        return device;
    }

    private static Map<String, Object> partition(String[] part) {
        Map<String, Object> partition = new LinkedHashMap<>();
        partition.put("start", part[2]);
        partition.put("sectors", part[3]);
        partition.put("sectorsize", (long) SECTOR);
        partition.put("size", size(part[3]));
        return partition;
    }

    /** As Ansible writes sizes for people. */
    private static String size(String sectors) {
        double bytes = sectors.matches("\\d+") ? Double.parseDouble(sectors) * SECTOR : 0;
        int unit = 0;
        while (bytes >= UNIT && unit + 1 < UNITS.length) {
            bytes /= UNIT;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", bytes, UNITS[unit]);
    }
}
