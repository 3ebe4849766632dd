package io.miprov.library.mi.toml;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** A text as the full parser understands it. */
public final class TomlJudge {
    private final TomlParseResult parsed;

    private TomlJudge(TomlParseResult parsed) {
        this.parsed = parsed;
    }

    /**
     * Parses a text.
     *
     * @param name the file it came from, for the message
     * @throws IllegalArgumentException with place, line and caret when it is not TOML
     */
    public static TomlJudge of(String name, String text) {
        TomlParseResult parsed = Toml.parse(text);
        if (!parsed.hasErrors()) {
            return new TomlJudge(parsed);
        }
        TomlParseError error = parsed.errors().get(0);
        Source source = new Source(name, text);
        int at = offset(text, error.position().line(), error.position().column());
        int more = parsed.errors().size() - 1;
        Diagnostic found =
                Diagnostic.error("this is not valid TOML", new Span(source, at, at + 1))
                        .label(error.getMessage());
        throw new IllegalArgumentException(
                (more == 0 ? found : found.note("and " + more + " more"))
                        .help(
                                "mend the file on the host, or put a good one there; nothing was"
                                        + " written")
                        .render()
                        .strip());
    }

    private static int offset(String text, int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at + column - 1;
    }

    /** Whether a key has the value that this TOML text means. */
    public boolean has(TomlKey key, String written) {
        TomlParseResult wanted = Toml.parse("x = " + written);
        return value(key).map(value -> same(value, wanted.get("x"))).orElse(false);
    }

    /** The value of a key; empty when there is none. */
    public Optional<Object> value(TomlKey key) {
        List<String> parts = key.parts();
        if (key.choice().isEmpty()) {
            return get(parsed, parts);
        }
        TomlKey.Choice choice = key.choice().get();
        Object array = get(parsed, parts.subList(0, choice.depth())).orElse(null);
        if (array instanceof TomlArray tables) {
            for (Object each : tables.toList()) {
                if (each instanceof TomlTable table
                        && get(table, choice.key())
                                .map(Object::toString)
                                .filter(choice.value()::equals)
                                .isPresent()) {
                    return get(table, parts.subList(choice.depth(), parts.size()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> get(TomlTable table, List<String> path) {
        Object now = table;
        for (String part : path) {
            if (!(now instanceof TomlTable deeper) || deeper.get(List.of(part)) == null) {
                return Optional.empty();
            }
            now = deeper.get(List.of(part));
        }
        return Optional.of(now);
    }

    private static boolean same(Object a, Object b) {
        if (a instanceof TomlArray one && b instanceof TomlArray other) {
            return Toml.equals(one, other);
        }
        if (a instanceof TomlTable one && b instanceof TomlTable other) {
            return Toml.equals(one, other);
        }
        return a.equals(b);
    }
}
