package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlNode.Kind;
import io.miprov.library.mi.toml.TomlText.Found;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Sets keys of a TOML text. A value that is there is replaced where it stands; where new keys and
 * tables go, {@link TomlNew} says.
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
        return key.path(toml).flatMap(toml::find).map(found -> toml.written(found.node()));
    }

    /** The value of a key that is a text; empty when there is none. */
    public static Optional<String> textOf(String text, TomlKey key) {
        return value(text, key)
                .filter(written -> Scalars.kind(written) == Kind.STRING)
                .map(Scalars::string);
    }

    /** What a value that is written like this means, as text. */
    public static String meaning(String written) {
        return TomlText.meaning(written).toString();
    }

    /** Whether a key has this value, however it is written. */
    public static boolean has(String text, TomlKey key, String written) {
        TomlText toml = TomlText.read(text);
        return key.path(toml)
                .flatMap(toml::find)
                .filter(found -> toml.meaning(found.node()).equals(TomlText.meaning(written)))
                .isPresent();
    }

    /** Whether a key has any value, or is a table, or an array of tables. */
    public static boolean has(String text, TomlKey key) {
        TomlText toml = TomlText.read(text);
        return key.path(toml).filter(toml::has).isPresent();
    }

    /** All keys that have a value, but those in arrays of plain values. */
    public static List<TomlKey> keys(String text) {
        return TomlText.read(text).values().keySet().stream()
                .filter(path -> path.get(path.size() - 1) instanceof String)
                .map(TomlEdit::key)
                .toList();
    }

    private static TomlKey key(List<Object> path) {
        return new TomlKey(
                path.stream()
                        .map(
                                step ->
                                        step instanceof Integer place
                                                ? new TomlKey.Place(place)
                                                : (TomlKey.Step) new TomlKey.Name((String) step))
                        .toList());
    }

    /**
     * The text with this key set to a value that is written as TOML.
     *
     * @throws IllegalArgumentException when there is a table where the value should be, or a value
     *     where a table should be
     */
    public String set(String text, TomlKey key, String value) {
        TomlText toml = TomlText.read(text);
        Optional<List<Object>> path = key.path(toml);
        if (path.isEmpty()) {
            return new TomlNew(toml, tables).entry(key, value);
        }
        Optional<Found> there = path.flatMap(toml::find);
        if (there.isPresent()) {
            TomlNode node = there.get().node();
            return text.substring(0, node.from()) + value + text.substring(node.to());
        }
        if (toml.isTable(path.get())) {
            throw new IllegalArgumentException(
                    "`" + key + "` is a table; set the keys in it, or remove it first");
        }
        Optional<String> inside = insertInto(toml, key, path.get(), value);
        return inside.orElseGet(() -> new TomlNew(toml, tables).key(path.get(), value));
    }

    /** Inserts into the inline table or the array that stands above; empty when none does. */
    private static Optional<String> insertInto(
            TomlText toml, TomlKey key, List<Object> path, String value) {
        for (int depth = path.size() - 1; depth > 0; depth--) {
            Optional<Found> above = toml.find(path.subList(0, depth));
            if (above.isEmpty()) {
                continue;
            }
            TomlNode node = above.get().node();
            List<Object> rest = path.subList(depth, path.size());
            if (node.kind() == Kind.TABLE && rest.stream().allMatch(String.class::isInstance)) {
                String pair = Names.written(TomlPaths.names(rest)) + " = " + value;
                int last = node.pairs().size() - 1;
                return Optional.of(
                        last < 0
                                ? replaced(toml, node, "{ " + pair + " }")
                                : inserted(toml, node.pairs().get(last).end(), ", " + pair));
            }
            boolean next = rest.equals(List.of(node.items().size()));
            if (node.kind() == Kind.ARRAY && next) {
                int last = node.items().size() - 1;
                return Optional.of(
                        last < 0
                                ? replaced(toml, node, "[" + value + "]")
                                : inserted(toml, node.items().get(last).to(), ", " + value));
            }
            throw new IllegalArgumentException(
                    "`" + key + "` can not be set: " + key(path.subList(0, depth)) + " is a value");
        }
        return Optional.empty();
    }

    private static String replaced(TomlText toml, TomlNode node, String by) {
        return toml.text().substring(0, node.from()) + by + toml.text().substring(node.to());
    }

    private static String inserted(TomlText toml, int at, String more) {
        return toml.text().substring(0, at) + more + toml.text().substring(at);
    }

    /** The text without this key, table, array of tables, or entry of one. */
    public String remove(String text, TomlKey key) {
        TomlText toml = TomlText.read(text);
        return key.path(toml).map(path -> new TomlCut(toml).without(path)).orElse(text);
    }
}
