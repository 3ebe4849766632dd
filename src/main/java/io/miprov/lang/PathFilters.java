package io.miprov.lang;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters for paths. Only {@code realpath} and {@code fileglob} look at files. */
final class PathFilters {
    static final String NAMES =
            "basename dirname splitext expanduser expandvars normpath relpath path_join commonpath realpath "
                    + "fileglob win_basename win_dirname win_splitdrive";

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)\\})");

    private PathFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "basename" -> call -> call.text().substring(call.text().lastIndexOf('/') + 1);
            case "dirname" -> call -> folder(call.text());
            case "splitext" -> call -> split(call.text());
            case "expanduser" -> call -> home(call.text());
            case "normpath" -> call -> normal(call.text());
            case "relpath" -> call -> relative(call.text(), call.text(0, "start", "."));
            case "path_join" -> call -> joined(call);
            case "commonpath" -> PathFilters::common;
            case "expandvars" -> call -> variables(call.text());
            case "realpath" -> call -> call.frame().scope().controller().real(call.text());
            case "fileglob" ->
                    call -> new ArrayList<>(call.frame().scope().controller().files(call.text()));
            case "win_basename", "win_dirname", "win_splitdrive" -> WindowsPaths.find(name);
            default -> null;
        };
    }

    private static String folder(String path) {
        String head = path.substring(0, path.lastIndexOf('/') + 1);
        String bare = TextMethods.strip(head, "/", false, true);
        return bare.isEmpty() ? head : bare;
    }

    private static Object split(String path) {
        int name = path.lastIndexOf('/') + 1;
        int first = name;
        while (first < path.length() && path.charAt(first) == '.') {
            first++;
        }
        int dot = path.lastIndexOf('.');
        return dot <= first
                ? Tuple.of(path, "")
                : Tuple.of(path.substring(0, dot), path.substring(dot));
    }

    private static String home(String path) {
        return path.equals("~") || path.startsWith("~/")
                ? System.getProperty("user.home") + path.substring(1)
                : path;
    }

    /** With {@code $NAME} and <code>${NAME}</code> filled in that the environment has. */
    private static String variables(String path) {
        return VARIABLE.matcher(path)
                .replaceAll(
                        match -> {
                            String name = match.group(1) == null ? match.group(2) : match.group(1);
                            String value = System.getenv(name);
                            return Matcher.quoteReplacement(value == null ? match.group() : value);
                        });
    }

    private static String normal(String path) {
        boolean absolute = path.startsWith("/");
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            boolean up = part.equals("..");
            if (up && !parts.isEmpty() && !parts.get(parts.size() - 1).equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !(up && absolute)) {
                parts.add(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    private static String relative(String path, String start) {
        List<String> to = steps(path);
        List<String> from = steps(start);
        int same = 0;
        while (same < Math.min(to.size(), from.size()) && to.get(same).equals(from.get(same))) {
            same++;
        }
        List<String> steps = new ArrayList<>();
        for (int i = same; i < from.size(); i++) {
            steps.add("..");
        }
        steps.addAll(to.subList(same, to.size()));
        return steps.isEmpty() ? "." : String.join("/", steps);
    }

    private static List<String> steps(String path) {
        String whole =
                normal(path.startsWith("/") ? path : System.getProperty("user.dir") + "/" + path);
        return Arrays.stream(whole.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    private static Object joined(Call call) {
        StringBuilder path = new StringBuilder();
        if (!(call.input() instanceof List || call.input() instanceof String)) {
            throw Fault.of(
                    "|path_join expects string or sequence, got "
                            + ValueFilters.type(call.input())
                            + " instead.");
        }
        List<Object> parts = call.input() instanceof List ? call.items() : List.of(call.input());
        for (Object part : parts) {
            String next = Python.str(part);
            if (next.startsWith("/")) {
                path.setLength(0);
            } else if (path.length() > 0 && path.charAt(path.length() - 1) != '/') {
                path.append('/');
            }
            path.append(next);
        }
        return path.toString();
    }

    private static Object common(Call call) {
        List<String> same = null;
        boolean absolute = false;
        if (!(call.input() instanceof List)) {
            throw Fault.of("`commonpath` needs a list", "this is " + Python.kind(call.input()));
        }
        for (Object each : call.items()) {
            String path = Python.str(each);
            absolute = path.startsWith("/");
            List<String> parts =
                    Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
            int size = 0;
            while (same != null
                    && size < Math.min(same.size(), parts.size())
                    && same.get(size).equals(parts.get(size))) {
                size++;
            }
            same = same == null ? parts : same.subList(0, size);
        }
        return (absolute ? "/" : "") + (same == null ? "" : String.join("/", same));
    }
}
