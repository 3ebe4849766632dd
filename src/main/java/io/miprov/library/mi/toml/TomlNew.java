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
 * Where a person would put what is new: a key after its commented default when there is one, else
 * after its nearest relative in its table; a table after its commented example, else after its
 * nearest relative, else at the end.
 */
final class TomlNew {
    private static final String SECRETS = "[secrets]";

    private final TomlText toml;
    private final Collection<String> tables;

    TomlNew(TomlText toml, Collection<String> tables) {
        this.toml = toml;
        this.tables = tables;
    }

    /** A key whose tables are there, or can be made. */
    String key(List<Object> path, String value) {
        Optional<Section> home = home(path);
        if (home.isPresent()) {
            List<Object> rest = path.subList(home.get().path().size(), path.size());
            return insert(home.get(), names(path, rest), value);
        }
        int depth = tableDepth(path);
        List<Object> table = path.subList(0, depth);
        String header = "[" + Names.written(TomlPaths.names(table)) + "]";
        List<String> rest = names(path, path.subList(depth, path.size()));
        return table(table, List.of(header, Names.written(rest) + " = " + value));
    }

    /** A new table of an array, with the value it is known by. */
    String entry(TomlKey key, String value) {
        List<TomlKey.Step> steps = key.steps();
        int at = 0;
        while (!(steps.get(at) instanceof TomlKey.Choice)) {
            at++;
        }
        List<Object> array = new TomlKey(steps.subList(0, at)).path(toml).orElseThrow();
        if (toml.find(array).isPresent()) {
            throw new IllegalArgumentException(
                    "`"
                            + key
                            + "` is not in the array that stands there as a value; give all of it");
        }
        TomlKey rest = new TomlKey(steps.subList(at + 1, steps.size()));
        if (rest.names().size() != rest.steps().size()) {
            throw new IllegalArgumentException("`" + key + "` would need two new tables at once");
        }
        TomlKey.Choice choice = (TomlKey.Choice) steps.get(at);
        List<String> lines = new ArrayList<>();
        lines.add("[[" + Names.written(TomlPaths.names(array)) + "]]");
        lines.add(Names.written(choice.key()) + " = " + TomlValue.written(choice.value()));
        if (!rest.names().equals(choice.key())) {
            lines.add(Names.written(rest.names()) + " = " + value);
        } else {
            lines.set(1, Names.written(choice.key()) + " = " + value);
        }
        return table(array, lines);
    }

    private static List<String> names(List<Object> whole, List<Object> rest) {
        if (!rest.stream().allMatch(String.class::isInstance)) {
            throw new IllegalArgumentException(
                    "`"
                            + whole.stream().map(Object::toString).toList()
                            + "` names a place in an array that is not there");
        }
        return TomlPaths.names(rest);
    }

    /**
     * The lines that a new key goes to: those of the table that says most of its path, by its
     * header or by keys with dots, which may not be said by a header again. Empty when a new table
     * is better.
     */
    private Optional<Section> home(List<Object> path) {
        Section home = null;
        int most = path.size() == 1 ? -1 : 0;
        int implied = 0;
        for (Section section : toml.sections()) {
            int common = TomlPaths.common(section.path(), path);
            if (common < section.path().size()) {
                implied = Math.max(implied, common);
                continue;
            }
            int score = common;
            for (Pair pair : section.pairs()) {
                List<Object> whole = TomlPaths.joined(section.path(), pair.key());
                int same = Math.min(TomlPaths.common(whole, path), whole.size() - 1);
                score = Math.max(score, Math.min(same, path.size() - 1));
            }
            boolean header = home != null && section.path().size() > home.path().size();
            if (score > most || score == most && score > 0 && header) {
                home = section;
                most = score;
            }
        }
        // a table that headers below it imply takes no keys with dots from above
        return implied > most && implied < path.size() && path.size() > 1
                ? Optional.empty()
                : Optional.ofNullable(home);
    }

    private String insert(Section section, List<String> key, String value) {
        String written = Names.written(key);
        int at = section.body();
        String indent = "";
        Optional<int[]> comment = commentedDefault(section, written);
        if (comment.isPresent()) {
            at = comment.get()[1];
            indent = indent(comment.get()[0]);
        } else if (!section.pairs().isEmpty()) {
            Pair nearest = section.pairs().get(0);
            for (Pair pair : section.pairs()) {
                if (TomlPaths.common(pair.key(), key) >= TomlPaths.common(nearest.key(), key)) {
                    nearest = pair;
                }
            }
            at = nearest.end();
            indent = indent(nearest.start());
        }
        return insertLines(at, List.of(indent + written + " = " + value));
    }

    private String indent(int line) {
        int end = line;
        while (" \t".indexOf(toml.text().charAt(end)) >= 0) {
            end++;
        }
        return toml.text().substring(line, end);
    }

    /** Where a line like {@code # offset = 10} starts, and where the next one does. */
    private Optional<int[]> commentedDefault(Section section, String key) {
        Pattern wanted =
                Pattern.compile("\\s*#+\\s*" + Pattern.quote(key) + "\\s*=.*", Pattern.DOTALL);
        for (int line = section.body(); line < toml.end(section); ) {
            int next = toml.nextLine(line);
            String text = toml.text().substring(line, next);
            if (text.matches("(?s)\\s*#+\\s*\\[.*")) {
                return Optional.empty();
            }
            if (wanted.matcher(text).matches() && !inValue(section, line)) {
                return Optional.of(new int[] {line, next});
            }
            line = next;
        }
        return Optional.empty();
    }

    private static boolean inValue(Section section, int at) {
        return section.pairs().stream().anyMatch(pair -> pair.start() <= at && at < pair.end());
    }

    private int tableDepth(List<Object> path) {
        int least = 1;
        for (int i = 0; i < path.size(); i++) {
            least = path.get(i) instanceof Integer ? i + 1 : least;
        }
        for (Section section : toml.sections()) {
            // what headers imply is said by a header
            int common = TomlPaths.common(section.path(), path);
            least = Math.max(least, Math.min(common, path.size() - 1));
        }
        for (int depth = path.size() - 1; depth > least; depth--) {
            if (tables.contains(String.join(".", TomlPaths.names(path.subList(0, depth))))) {
                return depth;
            }
        }
        String first = String.join(".", TomlPaths.names(path.subList(0, least)));
        boolean known = path.size() > least + 1 && tables.contains(first);
        return known || least > 1 ? least : path.size() - 1;
    }

    private String table(List<Object> table, List<String> lines) {
        int at = placeFor(table, lines.get(0));
        if (lines.get(0).equals(SECRETS) && !toml.text().startsWith("[", nextHeader(at))) {
            // the cipher tool takes only a line that begins with a bracket for the end of secrets
            at = toml.text().length();
        }
        return insertLines(at, spaced(at, lines));
    }

    private int nextHeader(int at) {
        return toml.sections().stream()
                .mapToInt(Section::start)
                .filter(start -> start >= at)
                .filter(start -> start > 0)
                .findFirst()
                .orElse(toml.text().length());
    }

    private int placeFor(List<Object> table, String header) {
        int commented = commentedTable(header);
        if (commented >= 0) {
            return commented;
        }
        Section nearest = null;
        int most = 0;
        for (Section section : toml.sections()) {
            int common = TomlPaths.common(section.path(), table);
            if (common > 0 && common >= most) {
                most = common;
                nearest = section;
            }
        }
        return nearest == null ? toml.text().length() : nearest.lastLine();
    }

    /** Where the block of comments ends that starts with this header; -1 when there is none. */
    private int commentedTable(String header) {
        String text = toml.text();
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
        Section around = toml.sections().get(0);
        for (Section section : toml.sections()) {
            around = section.start() < end ? section : around;
        }
        // not between the keys of a table, which would become those of the new one
        return end >= around.lastLine() ? end : -1;
    }

    /** With an empty line before, unless there is one, and one after, unless it is the end. */
    private List<String> spaced(int at, List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        String before = toml.text().substring(0, at).replace("\r", "");
        if (!before.isEmpty() && !before.endsWith("\n\n")) {
            all.add(0, "");
        }
        String after = toml.text().substring(at).replace("\r", "");
        if (!after.isEmpty() && !after.startsWith("\n")) {
            all.add("");
        }
        return all;
    }

    private String insertLines(int at, List<String> lines) {
        String text = toml.text();
        int first = text.indexOf('\n');
        String eol = first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
        String before = text.substring(0, at);
        String open = before.isEmpty() || before.endsWith("\n") ? "" : eol;
        return before + open + String.join(eol, lines) + eol + text.substring(at);
    }
}
