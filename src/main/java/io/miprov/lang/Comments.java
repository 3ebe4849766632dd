package io.miprov.lang;

import java.util.Map;

/** The filter {@code comment}: a text as a comment of a file. */
final class Comments {
    private Comments() {}

    static Object filter(Call call) {
        String style = call.text(0, "style", "plain");
        Map<String, Object> given = call.named();
        String[] of = style(style);
        String newline = text(given, "newline", "\n");
        String decoration = text(given, "decoration", of[1]);
        String bare = decoration.stripTrailing();
        String beginning = text(given, "beginning", of[0]);
        String prefix = text(given, "prefix", bare);
        String end = text(given, "end", of[2]);
        String lines =
                (decoration + call.text().replace(newline, newline + decoration))
                        .replace(decoration + newline, decoration.stripTrailing() + newline);
        return (beginning.isEmpty() ? "" : beginning + newline)
                + (prefix.equals(newline) ? newline : prefix.isEmpty() ? "" : prefix + newline)
                        .repeat(count(given, "prefix_count"))
                + lines
                + (newline + text(given, "postfix", bare)).repeat(count(given, "postfix_count"))
                + (end.isEmpty() ? "" : newline + end);
    }

    private static String text(Map<String, Object> given, String name, String orElse) {
        return given.containsKey(name) ? Python.str(given.get(name)) : orElse;
    }

    private static int count(Map<String, Object> given, String name) {
        return given.get(name) instanceof Long count ? count.intValue() : 1;
    }

    private static String[] style(String name) {
        return switch (name) {
            case "plain" -> new String[] {"", "# ", ""};
            case "erlang" -> new String[] {"", "% ", ""};
            case "c" -> new String[] {"", "// ", ""};
            case "cblock" -> new String[] {"/*", " * ", " */"};
            case "xml" -> new String[] {"<!--", " - ", "-->"};
            default ->
                    throw Fault.of("there is no style `" + name + "` of comments")
                            .help("there are plain, erlang, c, cblock and xml");
        };
    }
}
