package io.miprov.library.core;

import java.util.List;
import java.util.Optional;

/** A file of known hosts, and the lines in it that are of one host. */
final class HostKeys {
    private final List<String> lines;
    private final String host;

    HostKeys(String text, String host) {
        this.lines = Lines.of(text);
        this.host = host;
    }

    /** With this key; it takes the place of another key of its kind. */
    String with(HostKeyLine key) {
        int at = found(key);
        if (at >= 0 && mine(at).orElseThrow().same(key)) {
            return String.join("", lines);
        }
        if (at >= 0) {
            lines.remove(at);
        }
        Lines.close(lines);
        return String.join("", lines) + key.text() + "\n";
    }

    /** Without this key's kind; without any of the host when there is no key. */
    String without(Optional<HostKeyLine> key) {
        if (key.isPresent()) {
            int at = found(key.get());
            if (at >= 0) {
                lines.remove(at);
            }
        } else {
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (mine(i).filter(line -> line.marker().isEmpty()).isPresent()) {
                    lines.remove(i);
                }
            }
        }
        return String.join("", lines);
    }

    /** The first line with the same key, or with another of its kind. */
    private int found(HostKeyLine key) {
        for (int i = 0; i < lines.size(); i++) {
            Optional<HostKeyLine> line = mine(i);
            if (line.filter(l -> l.same(key) || replaces(key, l)).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    /** Lines with a marker are of no host in particular; only the very same counts. */
    private static boolean replaces(HostKeyLine key, HostKeyLine line) {
        return line.marker().isEmpty() && line.kind().equals(key.kind());
    }

    private Optional<HostKeyLine> mine(int at) {
        return HostKeyLine.read(lines.get(at)).filter(line -> line.names(host));
    }
}
