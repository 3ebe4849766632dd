package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Filters for texts. */
final class TextFilters {
    static final String NAMES =
            "lower upper title capitalize trim replace split splitlines format indent wordwrap truncate center comment quote wordcount join";

    private TextFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "lower" -> call -> call.text().toLowerCase(Locale.ROOT);
            case "upper" -> call -> call.text().toUpperCase(Locale.ROOT);
            case "title" -> call -> title(call.text());
            case "capitalize" -> call -> TextMethods.capitalize(call.text());
            case "trim" -> call -> trim(call, call.arg(0, "chars", null));
            case "replace" -> TextFilters::replace;
            case "split" -> TextFilters::split;
            case "splitlines" ->
                    call -> TextMethods.lines(call.text(), call.flag(0, "keepends", false));
            case "format" -> TextFilters::format;
            case "indent" -> TextFilters::indent;
            case "wordwrap" -> Wrapping::filter;
            case "truncate" -> TextFilters::truncate;
            case "center" ->
                    call -> TextMethods.pad(call.text(), call.whole(0, "width", 80), " ", 0);
            case "comment" -> Comments::filter;
            case "quote" -> call -> quote(call.input() == null ? "" : call.text());
            case "wordcount" -> call -> (long) call.text().split("\\W+").length;
            case "join" -> TextFilters::join;
            default -> null;
        };
    }

    /** Every word large, where words end at spaces, hyphens and brackets. */
    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean start = true;
        for (char c : text.toCharArray()) {
            out.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
            start = Character.isWhitespace(c) || "-({[<".indexOf(c) >= 0;
        }
        return out.toString();
    }

    private static String trim(Call call, Object characters) {
        return TextMethods.strip(
                call.text(), characters == null ? null : Python.str(characters), true, true);
    }

    private static Object replace(Call call) {
        Object most = call.arg(2, "count", null);
        return TextMethods.replace(
                call.text(),
                call.text(0, "old"),
                call.text(1, "new"),
                most == null ? -1 : call.whole("count", most));
    }

    private static Object split(Call call) {
        return TextMethods.find(call.text(), "split").call(call);
    }

    private static Object format(Call call) {
        if (!call.named().isEmpty()) {
            return PercentFormat.of(call.text(), call.named());
        }
        return PercentFormat.of(call.text(), Tuple.of(call.rest(0)));
    }

    private static Object indent(Call call) {
        Object width = call.arg(0, "width", 4L);
        String by =
                width instanceof Long number ? " ".repeat(number.intValue()) : Python.str(width);
        boolean first = call.flag(1, "first", false);
        boolean blank = call.flag(2, "blank", false);
        List<String> lines = new ArrayList<>();
        for (Object line : TextMethods.lines(call.text() + "\n", false)) {
            boolean indented = lines.isEmpty() ? first : blank || !line.equals("");
            lines.add((indented ? by : "") + line);
        }
        return String.join("\n", lines);
    }

    private static Object truncate(Call call) {
        int length = call.whole(0, "length", 255);
        boolean kill = call.flag(1, "killwords", false);
        String end = call.text(2, "end", "...");
        int leeway = call.whole(3, "leeway", 5);
        String text = call.text();
        if (text.length() <= length + leeway) {
            return text;
        }
        String cut = text.substring(0, Math.max(0, length - end.length()));
        int space = cut.lastIndexOf(' ');
        return (kill || space < 0 ? cut : cut.substring(0, space)) + end;
    }

    /** As a POSIX shell takes it as one word. */
    static String quote(String text) {
        if (text.isEmpty()) {
            return "''";
        }
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }

    private static Object join(Call call) {
        String by = call.text(0, "d", "");
        Object attribute = call.arg(1, "attribute", null);
        StringBuilder out = new StringBuilder();
        String between = "";
        for (Object item : call.items()) {
            Object part = attribute == null ? item : ItemFilters.path(item, attribute);
            out.append(between).append(Python.str(Python.defined(part)));
            between = by;
        }
        return out.toString();
    }
}
