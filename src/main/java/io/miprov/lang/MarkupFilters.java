package io.miprov.lang;

import java.util.Map;

/** Filters for HTML and XML. */
final class MarkupFilters {
    static final String NAMES = "escape e forceescape striptags xmlattr";

    private MarkupFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "escape", "e", "forceescape" -> call -> escape(call.text());
            case "striptags" ->
                    call ->
                            call.text()
                                    .replaceAll("(?s)<!--.*?-->|<[^>]*>", "")
                                    .strip()
                                    .replaceAll("\\s+", " ");
            case "xmlattr" -> MarkupFilters::attributes;
            default -> null;
        };
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static Object attributes(Call call) {
        boolean space = call.flag(0, "autospace", true);
        StringBuilder out = new StringBuilder();
        for (Map.Entry<?, ?> each : call.mapping().entrySet()) {
            if (each.getValue() != null && !(each.getValue() instanceof Undefined)) {
                out.append(' ')
                        .append(escape(Python.str(each.getKey())))
                        .append("=\"")
                        .append(escape(Python.str(each.getValue())))
                        .append('"');
            }
        }
        return space || out.length() == 0 ? out.toString() : out.substring(1);
    }
}
