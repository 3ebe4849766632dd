package io.miprov.library.nginx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * All files of a configuration of NGINX, as {@code nginx -T} names them: the main one first. What
 * is included counts where it is included, so a list of servers may have a file of its own.
 */
public final class ConfTree {
    private static final int DEEPEST = 20;

    private final Map<String, ConfText> files = new LinkedHashMap<>();
    private final List<Placed> servers = new ArrayList<>();
    private final Set<String> upstreams = new LinkedHashSet<>();
    private final String main;
    private final String folder;

    /** A server, and the file that its line is in. */
    public record Placed(String path, ServerLine line) {}

    /**
     * Reads the texts of the files, by their paths.
     *
     * @throws IllegalArgumentException with the file and line that can not be read
     */
    public ConfTree(Map<String, String> texts) {
        texts.forEach(
                (path, text) -> {
                    try {
                        files.put(path, ConfText.read(text));
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(path + ", " + e.getMessage(), e);
                    }
                });
        main = files.keySet().iterator().next();
        folder = main.substring(0, main.lastIndexOf('/') + 1);
        walk(main, files.get(main).directives(), "", 0);
    }

    private void walk(
            String path, List<ConfText.Directive> directives, String upstream, int depth) {
        for (ConfText.Directive each : directives) {
            if (each.name().equals("include") && depth < DEEPEST) {
                included(each.first())
                        .forEach(
                                file ->
                                        walk(
                                                file,
                                                files.get(file).directives(),
                                                upstream,
                                                depth + 1));
            } else if (each.name().equals("upstream") && !each.block().isEmpty()) {
                upstreams.add(each.first());
                walk(path, each.block(), each.first(), depth);
            } else if (each.name().equals("server") && !upstream.isEmpty()) {
                ServerLine line = ServerLine.read(upstream, each, files.get(path).text());
                servers.add(new Placed(path, line));
            } else {
                walk(path, each.block(), "", depth);
            }
        }
    }

    private List<String> included(String pattern) {
        Pattern glob = glob(pattern.startsWith("/") ? pattern : folder + pattern);
        return files.keySet().stream().filter(path -> glob.matcher(path).matches()).toList();
    }

    /** What the shell's patterns mean; a leading dot has to be written. */
    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        boolean first = true;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(first ? "(?!\\.)[^/]*" : "[^/]*");
            } else if (c == '?') {
                regex.append(first ? "[^/.]" : "[^/]");
            } else if (close > 0) {
                String set = pattern.substring(i + 1, close).replace("\\", "\\\\");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
            first = c == '/';
        }
        return Pattern.compile(regex.toString());
    }

    /** All directives of the main file, each include replaced by what it includes. */
    public List<ConfText.Directive> whole() {
        return whole(files.get(main).directives(), 0);
    }

    private List<ConfText.Directive> whole(List<ConfText.Directive> directives, int depth) {
        List<ConfText.Directive> all = new ArrayList<>();
        for (ConfText.Directive each : directives) {
            if (each.name().equals("include") && depth < DEEPEST) {
                for (String file : included(each.first())) {
                    all.addAll(whole(files.get(file).directives(), depth + 1));
                }
            } else {
                all.add(
                        new ConfText.Directive(
                                each.words(), each.end(), whole(each.block(), depth)));
            }
        }
        return all;
    }

    /** The names of the upstreams, in the order of the files. */
    public Set<String> upstreams() {
        return upstreams;
    }

    /** All servers of all upstreams. */
    public List<Placed> servers() {
        return servers;
    }

    public String text(String path) {
        return files.get(path).text();
    }

    /** The new texts of the files in which these servers are, each changed by its edit. */
    public Map<String, String> changed(
            List<Placed> which, BiFunction<ServerLine, String, ServerLine.Edited> edit) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (String path : new TreeSet<>(which.stream().map(Placed::path).toList())) {
            String text = text(path);
            StringBuilder after = new StringBuilder(text);
            which.stream()
                    .filter(each -> each.path().equals(path))
                    .map(each -> edit.apply(each.line(), text))
                    .distinct()
                    .sorted(Comparator.comparingInt(ServerLine.Edited::from).reversed())
                    .forEach(each -> after.replace(each.from(), each.to(), each.with()));
            changed.put(path, after.toString());
        }
        return changed;
    }
}
