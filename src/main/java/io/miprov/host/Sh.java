package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.StringJoiner;

/**
 * A piece of POSIX shell script. Every value enters it quoted, so no value can become code: {@code
 * Sh.of("ln -sfn {} {}", target, path)}. A script may be a value of another, for a word that {@code
 * eval}s it; a collection becomes one quoted word for each of its members.
 *
 * @param text what the host runs
 * @param shown what people see: the same, with stars for each {@link Secret} and the size of each
 *     {@link Bytes}
 */
public record Sh(String text, String shown) {
    public static final Sh NOTHING = new Sh(":", ":");

    public static Sh of(String template, Object... values) {
        StringBuilder text = new StringBuilder();
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf("{}", from);
            if (hole < 0) {
                throw new IllegalArgumentException("more values than holes: " + template);
            }
            String before = template.substring(from, hole);
            text.append(before).append(words(value, true));
            shown.append(before).append(words(value, false));
            from = hole + "{}".length();
        }
        if (template.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException("more holes than values: " + template);
        }
        String rest = template.substring(from);
        return new Sh(text + rest, shown + rest);
    }

    /** The words in a file that lies beside a class. */
    public static Sh resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new Sh(new String(in.readAllBytes(), UTF_8), ". " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This, then that, whatever this returns. */
    public Sh then(Sh next) {
        return joined("\n", next);
    }

    /** This, and that only when this succeeds. */
    public Sh and(Sh next) {
        return joined(" &&\n", next);
    }

    /** This and that as one text, with nothing between. */
    public Sh beside(Sh next) {
        return joined("", next);
    }

    private Sh joined(String by, Sh next) {
        return new Sh(text + by + next.text, shown + by + next.shown);
    }

    private static String words(Object value, boolean real) {
        if (value instanceof Collection<?> many) {
            StringJoiner words = new StringJoiner(" ");
            many.forEach(each -> words.add(words(each, real)));
            return words.toString();
        }
        if (value instanceof Secret secret) {
            return quote(real ? secret.value() : secret.toString());
        }
        if (value instanceof Bytes bytes) {
            return quote(real ? bytes.base64() : bytes.toString());
        }
        if (value instanceof Sh script) {
            return quote(real ? script.text : script.shown);
        }
        return quote(String.valueOf(value));
    }

    static String quote(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return shown;
    }
}
