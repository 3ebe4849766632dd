package io.miprov.library.system;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of {@code fstab(5)}, edited as Ansible's {@code mount} does: the line of a mount point is
 * replaced, taken out, or added at the end; all others stay as they are.
 */
final class Fstab {
    private static final int LEAST_FIELDS = 4;
    private static final int FIELDS = 6;

    private Fstab() {}

    /** One line. */
    record Entry(String src, String path, String fstype, String opts, String dump, String passno) {

        List<String> fields() {
            return List.of(src, path, fstype, opts, dump, passno).stream()
                    .map(Fstab::escaped)
                    .toList();
        }

        String line() {
            return String.join(" ", fields()) + "\n";
        }
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\134").replace(" ", "\\040").replace("&", "\\046");
    }

    /** With this line for its mount point. */
    static String with(String text, Entry entry) {
        StringBuilder out = new StringBuilder();
        boolean found = false;
        for (String line : lines(text)) {
            if (meant(line, entry, LEAST_FIELDS)) {
                found = true;
                out.append(fields(line).equals(entry.fields()) ? line : entry.line());
            } else {
                out.append(line);
            }
        }
        return found ? out.toString() : out + entry.line();
    }

    /** Without the lines of its mount point. */
    static String without(String text, Entry entry) {
        StringBuilder out = new StringBuilder();
        for (String line : lines(text)) {
            if (!meant(line, entry, FIELDS)) {
                out.append(line);
            }
        }
        return out.toString();
    }

    private static List<String> lines(String text) {
        return text.lines().map(line -> line + "\n").toList();
    }

    /** Missing fields are 0. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>(List.of(line.strip().split("\\s+")));
        while (fields.size() >= LEAST_FIELDS && fields.size() < FIELDS) {
            fields.add("0");
        }
        return fields;
    }

    private static boolean meant(String line, Entry entry, int least) {
        String bare = line.strip();
        int count = bare.split("\\s+").length;
        if (bare.isEmpty() || bare.startsWith("#") || count < least || count > FIELDS) {
            return false;
        }
        List<String> fields = fields(line);
        boolean otherSwap =
                !entry.src().isEmpty()
                        && fields.get(1).equals("none")
                        && fields.get(2).equals("swap")
                        && !fields.get(0).equals(entry.src());
        return fields.get(1).equals(escaped(entry.path())) && !otherSwap;
    }
}
