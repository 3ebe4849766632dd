package io.miprov.lookup;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An INI file as Python's {@code configparser} reads it: values go on in lines that stand further
 * in, <code>%(name)s</code> means another key, and what {@code [DEFAULT]} has all sections have.
 */
final class IniFile {
    private static final String DEFAULT = "DEFAULT";
    private static final Pattern PLACE = Pattern.compile("%(?:%|\\(([^)]+)\\)s|(.?))");
    private static final int DEEPEST = 10;

    private final String file;
    private final boolean exact;
    private final boolean alone;
    private final boolean fills;
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

    private Map<String, String> open;
    private Set<String> seen = new HashSet<>();
    private String key;
    private int indent;

    private IniFile(String file, boolean exact, boolean alone, boolean fills) {
        this.fills = fills;
        this.file = file;
        this.exact = exact;
        this.alone = alone;
        sections.put(DEFAULT, new LinkedHashMap<>());
    }

    /**
     * Reads a file.
     *
     * @param exact whether large and small letters of keys are not the same
     * @param alone whether a key may stand without a value
     * @param fills whether {@code %(key)s} stands for the value of another key
     * @param properties whether there are no sections; all is in the section with the empty name
     */
    static IniFile read(
            String text,
            String file,
            boolean exact,
            boolean alone,
            boolean properties,
            boolean fills) {
        IniFile ini = new IniFile(file, exact, alone, fills);
        if (properties) {
            ini.begin("");
        }
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            ini.line(line, ++number);
        }
        return ini;
    }

    /** The keys and values of a section and of the defaults; empty: there is no such section. */
    Optional<Map<String, Object>> section(String name) {
        if (!sections.containsKey(name) || name.equals(DEFAULT)) {
            return Optional.empty();
        }
        Map<String, String> all = new LinkedHashMap<>(sections.get(name));
        sections.get(DEFAULT).forEach(all::putIfAbsent);
        Map<String, Object> filled = new LinkedHashMap<>();
        all.forEach(
                (each, value) ->
                        filled.put(each, value == null ? null : filled(value.strip(), all, 0)));
        return Optional.of(filled);
    }

    private String filled(String value, Map<String, String> all, int depth) {
        if (!fills) {
            return value;
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(file + ": this value needs itself: " + value);
        }
        return PLACE.matcher(value)
                .replaceAll(
                        match -> {
                            if (match.group().equals("%%")) {
                                return "%";
                            }
                            String name = match.group(1) == null ? null : name(match.group(1));
                            if (name == null || !all.containsKey(name)) {
                                throw new IllegalArgumentException(
                                        file
                                                + ": nothing is known for `"
                                                + match.group()
                                                + "` in `"
                                                + value
                                                + "`");
                            }
                            String other = all.get(name) == null ? "" : all.get(name);
                            return Matcher.quoteReplacement(filled(other, all, depth + 1));
                        });
    }

    private void line(String line, int number) {
        String text = line.strip();
        if (text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        if (text.isEmpty()) {
            if (key != null && open.get(key) != null) {
                open.merge(key, "\n", String::concat);
            }
            return;
        }
        int in = line.length() - line.stripLeading().length();
        if (key != null && in > indent && open.get(key) != null) {
            open.merge(key, "\n" + text, String::concat);
            return;
        }
        indent = in;
        int close = text.indexOf(']');
        if (text.startsWith("[") && close > 0) {
            begin(text.substring(1, close));
        } else {
            pair(text, number);
        }
    }

    private void begin(String section) {
        if (sections.containsKey(section) && !section.equals(DEFAULT)) {
            throw new IllegalArgumentException(
                    "`" + file + "` has the section `" + section + "` twice");
        }
        open = sections.computeIfAbsent(section, any -> new LinkedHashMap<>());
        seen = new HashSet<>();
        key = null;
    }

    private void pair(String text, int number) {
        int mark = mark(text);
        if (open == null || mark < 0 && !alone || mark == 0) {
            throw new IllegalArgumentException(
                    "`" + file + "`, line " + number + ", is no `key = value`: " + text);
        }
        key = name(mark < 0 ? text : text.substring(0, mark));
        if (!seen.add(key)) {
            throw new IllegalArgumentException(
                    "Duplicate option in '"
                            + file
                            + "': line "
                            + number
                            + " has `"
                            + key
                            + "` again");
        }
        open.put(key, mark < 0 ? null : text.substring(mark + 1).strip());
    }

    private static int mark(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
    }

    private String name(String written) {
        return exact ? written.strip() : written.strip().toLowerCase(Locale.ROOT);
    }
}
