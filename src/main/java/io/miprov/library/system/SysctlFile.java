package io.miprov.library.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of {@code sysctl.conf(5)}. What Ansible's {@code sysctl} writes: each key once, at its
 * first place, as {@code key=value}; comments and other lines as they are.
 */
final class SysctlFile {
    private final List<String> lines;

    private SysctlFile(List<String> lines) {
        this.lines = lines;
    }

    static SysctlFile of(String text) {
        return new SysctlFile(text.lines().map(String::strip).toList());
    }

    /** The last value of a key, which is the one that counts. */
    Optional<String> value(String key) {
        return lines.stream()
                .filter(line -> key(line).equals(Optional.of(key)))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .reduce((first, second) -> second);
    }

    /** With this value of a key; with none, without the key. */
    SysctlFile with(String wanted, Optional<String> value) {
        List<String> out = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String line : lines) {
            Optional<String> key = key(line);
            if (key.isEmpty()) {
                out.add(line);
            } else if (seen.add(key.get())) {
                if (!key.get().equals(wanted)) {
                    String old = line.substring(line.indexOf('=') + 1).strip();
                    out.add(key.get() + "=" + old);
                } else {
                    value.ifPresent(v -> out.add(wanted + "=" + v));
                }
            }
        }
        if (!seen.contains(wanted)) {
            value.ifPresent(v -> out.add(wanted + "=" + v));
        }
        return new SysctlFile(out);
    }

    String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static Optional<String> key(String line) {
        boolean comment = line.startsWith("#") || line.startsWith(";");
        return comment || !line.contains("=")
                ? Optional.empty()
                : Optional.of(line.substring(0, line.indexOf('=')).strip());
    }
}
