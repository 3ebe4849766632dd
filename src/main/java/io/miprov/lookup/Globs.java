package io.miprov.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files by a pattern, as Python's {@code glob} takes it; a star does not mean a leading dot. */
final class Globs {
    private Globs() {}

    /** The regular files that a pattern means, in order of their names. */
    static List<String> files(String pattern) {
        List<Path> found = List.of(Path.of(pattern.startsWith("/") ? "/" : ""));
        for (String part : pattern.split("/")) {
            if (!part.isEmpty()) {
                List<Path> deeper = new ArrayList<>();
                found.forEach(folder -> below(folder, part, deeper));
                found = deeper;
            }
        }
        return found.stream().filter(Files::isRegularFile).map(Path::toString).toList();
    }

    private static void below(Path folder, String part, List<Path> found) {
        if (part.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
            Path path = folder.resolve(part);
            if (Files.exists(path)) {
                found.add(path);
            }
            return;
        }
        Pattern names = Pattern.compile(regex(part), Pattern.DOTALL);
        Path listed = folder.toString().isEmpty() ? Path.of(".") : folder;
        if (!Files.isDirectory(listed)) {
            return;
        }
        try (Stream<Path> children = Files.list(listed)) {
            children.map(child -> child.getFileName().toString())
                    .filter(name -> part.startsWith(".") || !name.startsWith("."))
                    .filter(name -> names.matcher(name).matches())
                    .sorted()
                    .forEach(name -> found.add(folder.resolve(name)));
        } catch (IOException e) {
            throw new IllegalArgumentException("`" + listed + "` can not be listed", e);
        }
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            int close = c == '[' ? glob.indexOf(']', at + 1) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                String set = glob.substring(at, close).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set);
                regex.append(']');
                at = close + 1;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
