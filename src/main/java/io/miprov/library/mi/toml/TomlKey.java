package io.miprov.library.mi.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key as playbooks write it: {@code server.hostname}, {@code passthru_properties.'a.b'}, with a
 * table of an array chosen by one of its values, {@code datasource[id=MAIN].url}, or with a place
 * in an array, from 0: {@code transport.jms.listener[0].name}.
 *
 * @param steps from the root on
 */
public record TomlKey(List<Step> steps) {

    /** What leads from a value to one in it. */
    public sealed interface Step permits Name, Place, Choice {}

    /** Into a table, by name. */
    public record Name(String name) implements Step {}

    /** Into an array, by place, from 0. */
    public record Place(int index) implements Step {}

    /**
     * Into an array of tables, by a value in them.
     *
     * @param key what is compared in each table
     * @param value the text it has
     */
    public record Choice(List<String> key, String value) implements Step {}

    /** Throws {@link IllegalArgumentException} that says what is wrong with it. */
    public static TomlKey parse(String text) {
        List<Step> steps = new ArrayList<>();
        try {
            int at = 0;
            while (true) {
                Names names = new Names(text, at);
                names.read().forEach(name -> steps.add(new Name(name)));
                at = names.end();
                while (at < text.length() && text.charAt(at) == '[') {
                    int close = close(text, at);
                    steps.add(inArray(text.substring(at + 1, close)));
                    at = close + 1;
                }
                if (at == text.length()) {
                    return new TomlKey(steps);
                }
                if (text.charAt(at++) != '.') {
                    throw new IllegalArgumentException("a dot is missing");
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "`"
                            + text
                            + "` is no key such as server.hostname or datasource[id=MAIN].url: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Where the bracket closes that opens here. */
    private static int close(String text, int open) {
        char quote = 0;
        for (int at = open; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote == 0 && c == ']') {
                return at;
            }
            boolean opens = quote == 0 && (c == '"' || c == '\'');
            quote = opens ? c : c == quote ? 0 : quote;
        }
        throw new IllegalArgumentException("a bracket has no end");
    }

    private static Step inArray(String inside) {
        if (inside.matches("[0-9]{1,6}")) {
            return new Place(Integer.parseInt(inside));
        }
        Names names = new Names(inside, 0);
        List<String> key = names.read();
        if (names.end() >= inside.length() || inside.charAt(names.end()) != '=') {
            throw new IllegalArgumentException("in brackets comes a place or name=value");
        }
        String value = inside.substring(names.end() + 1).strip();
        return new Choice(key, value.matches("\".*\"|'.*'") ? Scalars.string(value) : value);
    }

    /** A deeper key. */
    public TomlKey then(TomlKey more) {
        return new TomlKey(TomlPaths.joined(steps, more.steps));
    }

    /** What is at a place of this array, from 0. */
    public TomlKey then(int place) {
        return new TomlKey(TomlPaths.joined(steps, List.of(new Place(place))));
    }

    /** A key of names only. */
    public static TomlKey of(List<String> names) {
        return new TomlKey(names.stream().map(name -> (Step) new Name(name)).toList());
    }

    /** The table that one of these steps chooses, of this array. */
    public TomlKey choosing(List<String> key, String value) {
        return new TomlKey(TomlPaths.joined(steps, List.of(new Choice(key, value))));
    }

    /** Its names, without places and choices. */
    public List<String> names() {
        return steps.stream()
                .filter(Name.class::isInstance)
                .map(step -> ((Name) step).name())
                .toList();
    }

    /** Its path in a text; empty when a table that it chooses is not there. */
    Optional<List<Object>> path(TomlText toml) {
        List<Object> path = new ArrayList<>();
        for (Step step : steps) {
            Object next = null;
            if (step instanceof Name name) {
                next = name.name();
            } else if (step instanceof Place place) {
                next = place.index();
            } else if (step instanceof Choice choice) {
                Optional<Integer> chosen = chosen(toml, path, choice);
                if (chosen.isEmpty()) {
                    return Optional.empty();
                }
                next = chosen.get();
            }
            path.add(next);
        }
        return Optional.of(path);
    }

    private static Optional<Integer> chosen(TomlText toml, List<Object> array, Choice choice) {
        for (int i = 0; toml.has(TomlPaths.joined(array, List.of(i))); i++) {
            List<Object> path = TomlPaths.joined(array, List.of(i));
            path.addAll(choice.key());
            boolean same =
                    toml.find(path)
                            .map(found -> toml.meaning(found.node()).toString())
                            .filter(choice.value()::equals)
                            .isPresent();
            if (same) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** As playbooks write it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Name name) {
                text.append(text.isEmpty() ? "" : ".").append(Names.written(name.name()));
            } else if (step instanceof Place place) {
                text.append('[').append(place.index()).append(']');
            } else if (step instanceof Choice choice) {
                text.append('[').append(Names.written(choice.key())).append('=');
                text.append(choice.value()).append(']');
            }
        }
        return text.toString();
    }
}
