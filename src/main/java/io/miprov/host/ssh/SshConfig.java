package io.miprov.host.ssh;

import io.miprov.host.HostRefused;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads ssh_config(5) files for one host: {@code Host} with patterns, {@code Include}, and {@code
 * Match} by all, host, originalhost and user. Blocks with other criteria of {@code Match} are
 * passed over.
 */
final class SshConfig {
    private static final int DEEPEST_INCLUDE = 16;
    private final Path base;
    private final SshOptions options;

    /**
     * @param base where included files with relative names are
     */
    SshConfig(Path base, SshOptions options) {
        this.base = base;
        this.options = options;
    }

    /** Adds what a file says for the host; a file that is not there says nothing. */
    void read(Path file) {
        if (Files.isReadable(file)) {
            read(file, true, 0);
        }
    }

    private void read(Path file, boolean applies, int depth) {
        if (depth > DEEPEST_INCLUDE) {
            throw new HostRefused(file + ": files include each other without end");
        }
        boolean on = applies;
        for (String line : lines(file)) {
            List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            List<String> rest = words.subList(1, words.size());
            switch (words.get(0).toLowerCase(Locale.ROOT)) {
                case "host" -> on = applies && Patterns.match(rest, options.original());
                case "match" -> on = applies && matches(rest);
                case "include" -> include(rest, on, depth);
                default -> take(words.get(0), values(words.get(0), words, line), on);
            }
        }
    }

    /** What a line gives: words, or for a command all that stands behind the keyword. */
    static List<String> values(String keyword, List<String> words, String line) {
        return keyword.equalsIgnoreCase("ProxyCommand")
                ? List.of(line.strip().substring(keyword.length()).replaceFirst("^[\\s=]+", ""))
                : words.subList(1, words.size());
    }

    private void take(String keyword, List<String> words, boolean on) {
        if (on) {
            options.add(keyword, words);
        }
    }

    private boolean matches(List<String> criteria) {
        boolean all = true;
        for (int i = 0; i < criteria.size(); i++) {
            String criterion = criteria.get(i).toLowerCase(Locale.ROOT);
            if (criterion.equals("all")) {
                continue;
            }
            String value = i + 1 < criteria.size() ? criteria.get(++i) : "";
            List<String> patterns = List.of(value.split(","));
            all &=
                    switch (criterion) {
                        case "host" -> Patterns.match(patterns, options.hostName());
                        case "originalhost" -> Patterns.match(patterns, options.original());
                        case "user" -> Patterns.match(patterns, options.user());
                        default -> false;
                    };
        }
        return all;
    }

    private void include(List<String> names, boolean on, int depth) {
        for (String name : names) {
            Path path = base.resolve(options.file(name));
            for (Path file : expanded(path)) {
                read(file, on, depth + 1);
            }
        }
    }

    private static List<Path> expanded(Path path) {
        List<Path> files = new ArrayList<>();
        if (path.getParent() != null && Files.isDirectory(path.getParent())) {
            String glob = path.getFileName().toString();
            try (DirectoryStream<Path> found = Files.newDirectoryStream(path.getParent(), glob)) {
                found.forEach(files::add);
            } catch (IOException e) {
                throw new HostRefused(path.getParent() + " can not be read: " + e.getMessage(), e);
            }
        }
        files.sort(null);
        return files;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new HostRefused(file + " can not be read: " + e.getMessage(), e);
        }
    }

    /** Words of a line; {@code =} may stand behind the first, quotes hold words together. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (char c : (line.strip() + " ").toCharArray()) {
            boolean gap = !quoted && (Character.isWhitespace(c) || c == '=' && words.isEmpty());
            if (!quoted && c == '#' && !begun) {
                break;
            }
            if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (!gap) {
                word.append(c);
                begun = true;
            } else if (begun) {
                words.add(word.toString());
                word.setLength(0);
                begun = false;
            }
        }
        if (words.size() > 1 && words.get(1).startsWith("=")) {
            String second = words.remove(1).substring(1);
            if (!second.isEmpty()) {
                words.add(1, second);
            }
        }
        return words;
    }
}
