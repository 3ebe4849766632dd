package io.miprov.library.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code stat} and {@code find} tell of a file, under Ansible's keys. */
final class StatFields {
    /** Ansible's names for the letters of {@code chattr(1)}. */
    private static final Map<String, String> FLAGS =
            Map.ofEntries(
                    Map.entry("A", "noatime"),
                    Map.entry("a", "append"),
                    Map.entry("c", "compressed"),
                    Map.entry("C", "nocow"),
                    Map.entry("d", "nodump"),
                    Map.entry("D", "dirsync"),
                    Map.entry("e", "extents"),
                    Map.entry("E", "encrypted"),
                    Map.entry("h", "blocksize"),
                    Map.entry("i", "immutable"),
                    Map.entry("I", "indexed"),
                    Map.entry("j", "journalled"),
                    Map.entry("N", "inline"),
                    Map.entry("s", "zero"),
                    Map.entry("S", "synchronous"),
                    Map.entry("t", "notail"),
                    Map.entry("T", "blockroot"),
                    Map.entry("u", "undelete"),
                    Map.entry("X", "compressedraw"),
                    Map.entry("Z", "compresseddirty"));

    private StatFields() {}

    /**
     * Reads the fields of {@code stat -c '%f|%u|%g|%U|%G|%s|%i|%d|%h|%X|%Y|%Z'}; what follows them
     * is left alone.
     */
    static Map<String, Object> of(String path, String[] part) {
        int mode = Integer.parseInt(part[0], 16);
        Map<String, Object> stat = new LinkedHashMap<>();
        stat.put("path", path);
        stat.put("mode", String.format("%04o", mode & 07777));
        kinds(stat, mode & 0170000);
        stat.put("uid", number(part[1]));
        stat.put("gid", number(part[2]));
        stat.put("pw_name", part[3]);
        stat.put("gr_name", part[4]);
        stat.put("size", number(part[5]));
        stat.put("inode", number(part[6]));
        stat.put("dev", number(part[7]));
        stat.put("nlink", number(part[8]));
        stat.put("atime", seconds(part[9]));
        stat.put("mtime", seconds(part[10]));
        stat.put("ctime", seconds(part[11]));
        bits(stat, mode);
        return stat;
    }

    /** Reads what {@code file -b --mime-type --mime-encoding} said; empty when it said nothing. */
    static void content(Map<String, Object> stat, String mime) {
        String[] part = mime.strip().split("; charset=", 2);
        stat.put("mimetype", part.length > 1 ? part[0] : "unknown");
        stat.put("charset", part.length > 1 ? part[1] : "unknown");
    }

    /** Reads what {@code lsattr -vd} said; empty when it said nothing. */
    static void attributes(Map<String, Object> stat, String line) {
        String[] part = line.strip().split("\\s+");
        boolean told = part.length > 1;
        String flags = told ? part[1].replace("-", "") : "";
        stat.put("version", told ? part[0] : null);
        stat.put("attr_flags", flags);
        stat.put(
                "attributes",
                flags.chars()
                        .mapToObj(Character::toString)
                        .filter(FLAGS::containsKey)
                        .map(FLAGS::get)
                        .toList());
    }

    private static void kinds(Map<String, Object> stat, int kind) {
        stat.put("isreg", kind == 0100000);
        stat.put("isdir", kind == 0040000);
        stat.put("islnk", kind == 0120000);
        stat.put("isblk", kind == 0060000);
        stat.put("ischr", kind == 0020000);
        stat.put("isfifo", kind == 0010000);
        stat.put("issock", kind == 0140000);
    }

    private static void bits(Map<String, Object> stat, int mode) {
        String[] names = {"xoth", "woth", "roth", "xgrp", "wgrp", "rgrp", "xusr", "wusr", "rusr"};
        for (int i = 0; i < names.length; i++) {
            stat.put(names[i], (mode >> i & 1) == 1);
        }
        stat.put("isuid", (mode & 04000) != 0);
        stat.put("isgid", (mode & 02000) != 0);
    }

    /** Busybox tells whole seconds only. */
    private static double seconds(String text) {
        return Double.parseDouble(text);
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
