package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.lang.Controller;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import io.miprov.lookup.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * What the filters, tests and lookups of expressions are for, each with an example. What the
 * examples of filters and tests give is not written down but worked out.
 */
final class ExpressionGuide {

    /** What can stand in an expression. */
    enum Kind {
        filter,
        test,
        lookup
    }

    /**
     * One of them.
     *
     * @param names its name, and others that mean the same
     * @param example an expression with it
     * @param about what it gives, in a phrase
     */
    record Entry(Kind kind, List<String> names, String example, String about) {
        String name() {
            return names.get(0);
        }

        /** For a terminal. */
        String text() {
            StringBuilder text = new StringBuilder();
            text.append("%s  (%s)%n%n  %s%n".formatted(String.join(", ", names), kind, about));
            text.append("%n  {{ %s }}%n".formatted(example));
            return kind == Kind.lookup
                    ? text.toString()
                    : text.append("      = %s%n".formatted(result())).toString();
        }

        /** A row of a table in Markdown: names, phrase, example, and what that gives. */
        String row() {
            String shown = kind == Kind.lookup ? "" : "`" + cell(result()) + "`";
            return "| `%s` | %s | `%s` | %s |%n"
                    .formatted(String.join("`, `", names), cell(about), cell(example), shown);
        }

        /** What the example gives, as Python writes it. */
        String result() {
            Problems problems = new Problems();
            Template list =
                    Template.expression(Text.of(new Source(name(), "[" + example + "]")), problems);
            problems.throwIfAny();
            String shown = Template.shown(list.value(new Empty()));
            return shown.substring(1, shown.length() - 1);
        }

        private static String cell(String text) {
            return text.replace("|", "\\|");
        }
    }

    /** No variables. */
    private record Empty() implements Scope {
        @Override
        public Object get(String name) {
            return NOTHING;
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Controller controller() {
            return new Disk();
        }
    }

    private static final List<Entry> ALL = read();

    private ExpressionGuide() {}

    /** All of them, by kind and name. */
    static List<Entry> all() {
        return ALL;
    }

    private static List<Entry> read() {
        try (InputStream in = ExpressionGuide.class.getResourceAsStream("expressions.tsv")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 4))
                    .map(
                            part ->
                                    new Entry(
                                            Kind.valueOf(part[0]),
                                            List.of(part[1].split(" ")),
                                            part[2],
                                            part[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of that name. */
    static List<Entry> named(String name) {
        return all().stream().filter(entry -> entry.names().contains(name)).toList();
    }
}
