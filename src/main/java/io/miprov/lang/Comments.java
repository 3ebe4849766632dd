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
        String prefix = text(given, "prefix", decoration.stripTrailing());
        String postfix = text(given, "postfix", decoration.stripTrailing());
        StringBuilder out = new StringBuilder();
        String beginning = text(given, "beginning", of[0]);
        out.append(beginning.isEmpty() ? "" : beginning + newline);
        out.append((prefix + newline).repeat(prefix.isEmpty() ? 0 : count(given, "prefix_count")));
        for (String line : call.text().split(newline, -1)) {
            out.append((decoration + line).stripTrailing()).append(newline);
        }
        String after =
                (postfix + newline).repeat(postfix.isEmpty() ? 0 : count(given, "postfix_count"));
        String end = text(given, "end", of[2]);
        out.append(
                end.isEmpty() && !after.isEmpty()
                        ? after.substring(0, after.length() - newline.length())
                        : after);
        return end.isEmpty() && after.isEmpty()
                ? out.substring(0, out.length() - newline.length())
                : out + end;
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
