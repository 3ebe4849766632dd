package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlText.Pair;
import io.miprov.library.mi.toml.TomlText.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets and removes keys of a TOML text. A value that is there is replaced where it stands; a new
 * key comes after its commented default when there is one, else after the last key of its table; a
 * new table after its commented example, else after its nearest relative, else at the end.
 */
public final class TomlEdit {
    private final Collection<String> tables;

    /**
     * @param tables names of tables, with dots, that new keys go to: {@code transport.http} says
     *     that {@code transport.http.listener.port} is written as {@code listener.port} there
     */
    public TomlEdit(Collection<String> tables) {
        this.tables = tables;
    }

    /** The value of a key as it is written; empty when it is not there. */
    public static Optional<String> value(String text, TomlKey key) {
        TomlText toml = TomlText.read(text);
        return find(toml, key).map(toml::value);
    }

    /** The text with this key set to a value that is written as TOML. */
    public String set(String text, TomlKey key, String value) {
        TomlText toml = TomlText.read(text);
        Optional<Pair> there = find(toml, key);
        if (there.isPresent()) {
            return text.substring(0, there.get().from()) + value + text.substring(there.get().to());
        }
        Optional<Section> section = key.choice().isPresent() ? chosen(toml, key) : home(toml, key);
        if (section.isPresent()) {
            return insert(toml, section.get(), rest(key, section.get()), value);
        }
        return insertTable(toml, key, value);
    }

    /** The text without this key, and without its line. */
    public String remove(String text, TomlKey key) {
        return find(TomlText.read(text), key)
                .map(pair -> text.substring(0, pair.start()) + text.substring(pair.end()))
                .orElse(text);
    }

    private static Optional<Pair> find(TomlText toml, TomlKey key) {
        if (key.choice().isPresent()) {
            return chosen(toml, key).flatMap(section -> section.pair(rest(key, section)));
        }
        for (Section section : toml.sections()) {
            if (!section.array() && startsWith(key.parts(), section.path())) {
                Optional<Pair> pair = section.pair(rest(key, section));
                if (pair.isPresent()) {
                    return pair;
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> rest(TomlKey key, Section section) {
        return key.parts().subList(section.path().size(), key.parts().size());
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() > start.size() && path.subList(0, start.size()).equals(start);
    }

    private static Optional<Section> chosen(TomlText toml, TomlKey key) {
        TomlKey.Choice choice = key.choice().orElseThrow();
        List<String> array = key.parts().subList(0, choice.depth());
        String wanted = TomlValue.written(choice.value());
        return toml.sections().stream()
                .filter(section -> section.array() && section.path().equals(array))
                .filter(
                        section ->
                                section.pair(choice.key())
                                        .map(toml::value)
                                        .filter(
                                                value ->
                                                        value.equals(wanted)
                                                                || value.equals(choice.value())
                                                                || value.equals(
                                                                        "'" + choice.value() + "'"))
                                        .isPresent())
                .findFirst();
    }

    /** The table that a new key goes to, when its header is there: the nearest one. */
    private static Optional<Section> home(TomlText toml, TomlKey key) {
        Optional<Section> home = Optional.empty();
        for (Section section : toml.sections()) {
            if (!section.array()
                    && !section.path().isEmpty()
                    && startsWith(key.parts(), section.path())
                    && home.map(best -> best.path().size() < section.path().size()).orElse(true)) {
                home = Optional.of(section);
            }
        }
        return key.parts().size() == 1 ? Optional.of(toml.sections().get(0)) : home;
    }

    private static String insert(TomlText toml, Section section, List<String> key, String value) {
        String written = Names.written(key);
        int at = section.body();
        String indent = "";
        Optional<int[]> comment = commentedDefault(toml, section, written);
        if (comment.isPresent()) {
            at = comment.get()[1];
            indent = indent(toml, comment.get()[0]);
        } else if (!section.pairs().isEmpty()) {
            Pair last = section.pairs().get(section.pairs().size() - 1);
            at = last.end();
            indent = indent(toml, last.start());
        }
        return insertLines(toml.text(), at, List.of(indent + written + " = " + value));
    }

    private static String indent(TomlText toml, int line) {
        int end = line;
        while (" \t".indexOf(toml.text().charAt(end)) >= 0) {
            end++;
        }
        return toml.text().substring(line, end);
    }

    /** Where a line like {@code # offset = 10} starts, and where the next one does. */
    private static Optional<int[]> commentedDefault(TomlText toml, Section section, String key) {
        Pattern wanted =
                Pattern.compile("\\s*#+\\s*" + Pattern.quote(key) + "\\s*=.*", Pattern.DOTALL);
        for (int line = section.body(); line < toml.end(section); ) {
            int next = toml.nextLine(line);
            String text = toml.text().substring(line, next);
            if (text.matches("(?s)\\s*#+\\s*\\[.*")) {
                return Optional.empty();
            }
            if (wanted.matcher(text).matches()) {
                return Optional.of(new int[] {line, next});
            }
            line = next;
        }
        return Optional.empty();
    }

    private String insertTable(TomlText toml, TomlKey key, String value) {
        boolean array = key.choice().isPresent();
        int depth = key.choice().map(TomlKey.Choice::depth).orElseGet(() -> tableDepth(key));
        List<String> table = key.parts().subList(0, depth);
        List<String> lines = new ArrayList<>();
        lines.add((array ? "[[" : "[") + Names.written(table) + (array ? "]]" : "]"));
        key.choice()
                .ifPresent(
                        choice ->
                                lines.add(
                                        Names.written(choice.key())
                                                + " = "
                                                + TomlValue.written(choice.value())));
        List<String> rest = key.parts().subList(depth, key.parts().size());
        boolean isChoice = key.choice().map(choice -> choice.key().equals(rest)).orElse(false);
        if (!isChoice) {
            lines.add(Names.written(rest) + " = " + value);
        }
        int at = placeFor(toml, table, lines.get(0));
        return insertLines(toml.text(), at, spaced(toml.text(), at, lines));
    }

    private int tableDepth(TomlKey key) {
        for (int depth = key.parts().size() - 1; depth > 1; depth--) {
            if (tables.contains(String.join(".", key.parts().subList(0, depth)))) {
                return depth;
            }
        }
        boolean first = key.parts().size() > 2 && tables.contains(key.parts().get(0));
        return first ? 1 : key.parts().size() - 1;
    }

    private static int placeFor(TomlText toml, List<String> table, String header) {
        int commented = commentedTable(toml.text(), header);
        if (commented >= 0) {
            return commented;
        }
        Section nearest = null;
        int most = 0;
        for (Section section : toml.sections()) {
            int common = common(section.path(), table);
            if (common > 0 && common >= most) {
                most = common;
                nearest = section;
            }
        }
        return nearest == null ? toml.text().length() : lastLine(nearest);
    }

    private static int lastLine(Section section) {
        List<Pair> pairs = section.pairs();
        return pairs.isEmpty() ? section.body() : pairs.get(pairs.size() - 1).end();
    }

    private static int common(List<String> a, List<String> b) {
        int same = 0;
        while (same < Math.min(a.size(), b.size()) && a.get(same).equals(b.get(same))) {
            same++;
        }
        return same;
    }

    /** Where the block of comments ends that starts with this header; -1 when there is none. */
    private static int commentedTable(String text, String header) {
        Matcher found =
                Pattern.compile("(?m)^[ \t]*#+[ \t]*" + Pattern.quote(header) + "[ \t]*\r?\n")
                        .matcher(text);
        if (!found.find()) {
            return -1;
        }
        Matcher more = Pattern.compile("\\G[ \t]*#(?![ \t]*\\[)[^\n]*(\n|\\z)").matcher(text);
        int end = found.end();
        while (more.find(end)) {
            end = more.end();
        }
        return end;
    }

    /** With an empty line before, unless there is one, and one after, unless it is the end. */
    private static List<String> spaced(String text, int at, List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        String before = text.substring(0, at).replace("\r", "");
        if (!before.isEmpty() && !before.endsWith("\n\n")) {
            all.add(0, "");
        }
        String after = text.substring(at).replace("\r", "");
        if (!after.isEmpty() && !after.startsWith("\n")) {
            all.add("");
        }
        return all;
    }

    private static String insertLines(String text, int at, List<String> lines) {
        int first = text.indexOf('\n');
        String eol = first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
        String before = text.substring(0, at);
        String open = before.isEmpty() || before.endsWith("\n") ? "" : eol;
        return before + open + String.join(eol, lines) + eol + text.substring(at);
    }
}
