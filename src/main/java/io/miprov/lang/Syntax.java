package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The marks of a template and what happens to the white space around them. Ansible's settings,
 * which the first line of a template file may change: {@code #jinja2: lstrip_blocks: True}.
 *
 * @param start where the template begins, behind that line
 */
record Syntax(
        int start,
        String blockStart,
        String blockEnd,
        String variableStart,
        String variableEnd,
        String commentStart,
        String commentEnd,
        boolean trimBlocks,
        boolean lstripBlocks,
        String newline,
        boolean literalBackslashes) {

    /** All that can be set. */
    static final Set<String> SETTINGS =
            Set.of(
                    "block_start_string",
                    "block_end_string",
                    "variable_start_string",
                    "variable_end_string",
                    "comment_start_string",
                    "comment_end_string",
                    "trim_blocks",
                    "lstrip_blocks",
                    "newline_sequence");

    private static final String HEADER = "#jinja2:";

    /** A text in YAML. Backslashes between quotes in it stand for themselves. */
    static final Syntax TEXT =
            new Syntax(0, "{%", "%}", "{{", "}}", "{#", "#}", true, false, "\n", true);

    /** A template file without a header. */
    static final Syntax FILE =
            new Syntax(0, "{%", "%}", "{{", "}}", "{#", "#}", true, false, "\n", false);

    /** The settings of a template file: those of its first line, those given, the usual ones. */
    static Syntax of(Text text, Map<String, String> settings) {
        String all = text.text();
        Map<String, String> given = new HashMap<>(settings);
        if (!all.startsWith(HEADER)) {
            return given(given, 0, text.span(0, 0));
        }
        int eol = all.indexOf('\n');
        int end = eol < 0 ? all.length() : eol;
        for (String pair : all.substring(HEADER.length(), end).split(",", -1)) {
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new TemplateError(
                        Diagnostic.error(
                                        "failed to parse jinja2 override '" + pair.strip() + "'",
                                        text.span(0, end))
                                .label("a setting is a name, a colon and a value")
                                .help("write #jinja2: trim_blocks: False, lstrip_blocks: True"),
                        false);
            }
            given.put(
                    pair.substring(0, colon).strip(), unquoted(pair.substring(colon + 1).strip()));
        }
        return given(given, Math.min(end + 1, all.length()), text.span(0, end));
    }

    private static Syntax given(Map<String, String> given, int start, io.miprov.diag.Span at) {
        Syntax made =
                new Syntax(
                        start,
                        take(given, "block_start_string", "{%"),
                        take(given, "block_end_string", "%}"),
                        take(given, "variable_start_string", "{{"),
                        take(given, "variable_end_string", "}}"),
                        take(given, "comment_start_string", "{#"),
                        take(given, "comment_end_string", "#}"),
                        take(given, "trim_blocks", "true").equalsIgnoreCase("true"),
                        take(given, "lstrip_blocks", "false").equalsIgnoreCase("true"),
                        take(given, "newline_sequence", "\\n")
                                .replace("\\r", "\r")
                                .replace("\\n", "\n"),
                        false);
        if (!given.isEmpty()) {
            throw new TemplateError(
                    Diagnostic.error(
                                    "`"
                                            + String.join("`, `", given.keySet())
                                            + "` can not be set here",
                                    at)
                            .help(
                                    "trim_blocks, lstrip_blocks, newline_sequence and the start and end strings can"),
                    false);
        }
        return made;
    }

    private static String take(Map<String, String> given, String name, String orElse) {
        String value = given.remove(name);
        return value == null || value.isEmpty() ? orElse : value;
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() > 1
                        && "'\"".indexOf(value.charAt(0)) >= 0
                        && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
