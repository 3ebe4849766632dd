package io.miprov.library.database;

import io.miprov.module.BadParams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Privileges by what they are on, such as {@code `shop`.*}: those that a playbook asks for ({@code
 * shop.*:SELECT,INSERT/*.*:USAGE}), and those that {@code SHOW GRANTS} tells of. {@code GRANT}
 * stands for the grant option. Columns of a privilege are in order, so that both compare.
 */
final class MysqlGrants {
    private static final Pattern LINE =
            Pattern.compile(
                    "GRANT (.+) ON (.+) TO (['`\"]).*\\3@(['`\"]).*\\4( IDENTIFIED BY PASSWORD (['`\"]).+\\6)? ?(.*)",
                    Pattern.DOTALL);
    private static final Pattern ROLE =
            Pattern.compile("(GRANT .+ TO|SET DEFAULT ROLE .+ FOR) ['`\"].*", Pattern.DOTALL);
    private static final Pattern COLUMNS = Pattern.compile("(.*?)\\s*\\((.*)\\)");

    private MysqlGrants() {}

    /** What lines of {@code SHOW GRANTS} tell. */
    static Map<String, List<String>> shown(List<String> lines) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher grant = LINE.matcher(line);
            if (grant.matches()) {
                List<String> privileges = split(grant.group(1));
                if (grant.group(7).contains("WITH GRANT OPTION")) {
                    privileges.add("GRANT");
                }
                all.computeIfAbsent(grant.group(2), on -> new ArrayList<>()).addAll(privileges);
            } else if (!ROLE.matcher(line).matches()) {
                throw new IllegalArgumentException(
                        "unable to parse the MySQL grant string: " + line);
            }
        }
        return all;
    }

    /**
     * What a playbook asks for.
     *
     * @param priv a text, or a mapping from what they are on to the privileges
     * @param ansi whether the server quotes names with double quotes
     * @param columnsAsWritten whether the names of columns keep their letters
     * @param usage whether there is {@code USAGE} on everything when nothing else is
     */
    static Map<String, List<String>> asked(
            Object priv, boolean ansi, boolean columnsAsWritten, boolean usage) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String item : text(priv).strip().split("/")) {
            String piece = item.strip();
            int colon = piece.lastIndexOf(':');
            if (colon < 0) {
                throw new BadParams(
                        "priv",
                        "`" + piece + "` has no privileges; write db.table:PRIVILEGE,PRIVILEGE");
            }
            String privileges = piece.substring(colon + 1);
            boolean keep = columnsAsWritten && privileges.contains("(");
            all.put(
                    named(piece.substring(0, colon), ansi ? "\"" : "`"),
                    split(keep ? privileges : privileges.toUpperCase(Locale.ROOT)));
        }
        if (usage && !all.containsKey("*.*")) {
            all.put("*.*", List.of("USAGE"));
        }
        return all;
    }

    private static String text(Object priv) {
        if (priv instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> each.getKey() + ":" + each.getValue())
                    .collect(Collectors.joining("/"));
        }
        if (!(priv instanceof String text)) {
            throw new BadParams("priv", "priv parameter must be str or dict");
        }
        return text;
    }

    /** The name with its parts in quotes, but for {@code *}. */
    private static String named(String on, String quote) {
        int space = on.indexOf(' ');
        String kind = space < 0 ? "" : on.substring(0, space + 1);
        boolean routine = kind.equals("FUNCTION ") || kind.equals("PROCEDURE ");
        String name = routine ? on.substring(space + 1) : on;
        int dot = name.lastIndexOf('.');
        List<String> parts =
                dot < 0 ? List.of(name) : List.of(name.substring(0, dot), name.substring(dot + 1));
        return (routine ? kind : "")
                + parts.stream().map(part -> quoted(part, quote)).collect(Collectors.joining("."));
    }

    private static String quoted(String part, String quote) {
        String bare = part.replaceAll("^`+|`+$", "");
        return bare.equals("*") ? bare : quote + bare.replace(quote, quote + quote) + quote;
    }

    /** Privileges with commas between; commas in parentheses are those of columns. */
    private static List<String> split(String privileges) {
        List<String> all = new ArrayList<>();
        for (String each : privileges.split(",\\s*(?![^()]*\\))")) {
            Matcher columns = COLUMNS.matcher(each.strip());
            String name = each.strip();
            if (columns.matches()) {
                String sorted =
                        Arrays.stream(columns.group(2).split(","))
                                .map(column -> column.strip().replaceAll("^`|`$", ""))
                                .sorted()
                                .collect(Collectors.joining(", "));
                name = columns.group(1) + " (" + sorted + ")";
            }
            all.add(name.equals("ALL PRIVILEGES") ? "ALL" : name);
        }
        return all;
    }
}
