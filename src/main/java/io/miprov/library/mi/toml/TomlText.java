package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlNode.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything in a TOML text stands: tables, keys, values, also those in arrays and inline
 * tables. It trusts that the text is valid; {@link TomlJudge} finds what is not.
 */
final class TomlText {
    private final String text;
    private final List<Section> sections;
    private final Map<List<Object>, Found> values = new LinkedHashMap<>();

    private TomlText(String text) {
        this.text = text;
        this.sections = TomlReader.sections(text);
        for (Section section : sections) {
            section.pairs().forEach(pair -> index(section.path(), pair, Optional.empty()));
        }
    }

    /**
     * The lines from one header to the next.
     *
     * @param names the names in the header; none for what comes before the first
     * @param path the same with places in arrays, from 0
     * @param array whether the header has two brackets
     * @param start where the header's line starts
     * @param body where the line after the header starts
     * @param pairs its keys, in order
     */
    record Section(
            List<String> names,
            List<Object> path,
            boolean array,
            int start,
            int body,
            List<Pair> pairs) {

        /** Where the line after its last key starts, or that after its header. */
        int lastLine() {
            return pairs.isEmpty() ? body : pairs.get(pairs.size() - 1).end();
        }
    }

    /**
     * A key and its value.
     *
     * @param key the names before the equals sign
     * @param start where its line starts, or in an inline table the key
     * @param end where the next line starts, or in an inline table where the value ends
     */
    record Pair(List<String> key, int start, TomlNode value, int end) {}

    /**
     * A value that was looked for.
     *
     * @param pair whose value it is, or is in
     * @param holder the array or inline table it is in; empty: it stands on a line
     */
    record Found(TomlNode node, Pair pair, Optional<TomlNode> holder) {}

    /** Throws {@link IllegalArgumentException} when it is hopeless. */
    static TomlText read(String text) {
        return new TomlText(text);
    }

    private void index(List<Object> above, Pair pair, Optional<TomlNode> holder) {
        List<Object> path = TomlPaths.joined(above, pair.key());
        index(path, new Found(pair.value(), pair, holder));
    }

    private void index(List<Object> path, Found found) {
        values.put(path, found);
        TomlNode node = found.node();
        Optional<TomlNode> holder = Optional.of(node);
        node.pairs().forEach(pair -> index(path, pair, holder));
        for (int i = 0; i < node.items().size(); i++) {
            Found item = new Found(node.items().get(i), found.pair(), holder);
            index(TomlPaths.joined(path, List.of(i)), item);
        }
    }

    String text() {
        return text;
    }

    List<Section> sections() {
        return sections;
    }

    /** All values, by path, in order; those in others come after them. */
    Map<List<Object>, Found> values() {
        return values;
    }

    Optional<Found> find(List<Object> path) {
        return Optional.ofNullable(values.get(path));
    }

    /** Whether something is below this path, or a header says it. */
    boolean isTable(List<Object> path) {
        return sections.stream().anyMatch(s -> TomlPaths.startsWith(s.path(), path))
                || values.keySet().stream()
                        .anyMatch(
                                other ->
                                        other.size() > path.size()
                                                && TomlPaths.startsWith(other, path));
    }

    /** Whether anything is there. */
    boolean has(List<Object> path) {
        return values.containsKey(path) || isTable(path);
    }

    /** Where a section ends: the start of the next header, or the end of the text. */
    int end(Section section) {
        int next = sections.indexOf(section) + 1;
        return next < sections.size() ? sections.get(next).start() : text.length();
    }

    String written(TomlNode node) {
        return text.substring(node.from(), node.to());
    }

    /** What a value means, so that equal values are equal. */
    Object meaning(TomlNode node) {
        if (node.kind() == Kind.ARRAY) {
            List<Object> items = new ArrayList<>();
            node.items().forEach(item -> items.add(meaning(item)));
            return items;
        }
        if (node.kind() == Kind.TABLE) {
            Map<List<String>, Object> flat = new LinkedHashMap<>();
            node.pairs().forEach(pair -> flatten(pair.key(), pair.value(), flat));
            return flat;
        }
        return Scalars.value(written(node));
    }

    private void flatten(List<String> above, TomlNode node, Map<List<String>, Object> flat) {
        if (node.kind() != Kind.TABLE || node.pairs().isEmpty()) {
            flat.put(above, meaning(node));
            return;
        }
        for (Pair pair : node.pairs()) {
            flatten(TomlPaths.joined(above, pair.key()), pair.value(), flat);
        }
    }

    /** What a value that is written like this means. */
    static Object meaning(String written) {
        TomlText one = read("x = " + written);
        return one.meaning(one.sections.get(0).pairs().get(0).value());
    }

    /** The start of the line after the one that this place is in. */
    int nextLine(int from) {
        int eol = text.indexOf('\n', from);
        return eol < 0 ? text.length() : eol + 1;
    }
}
