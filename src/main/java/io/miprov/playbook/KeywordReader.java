package io.miprov.playbook;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import io.miprov.lang.Yaml;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what stands under keywords, and says what can not stand there. */
final class KeywordReader {
    private final Problems problems;
    private final Map<Words.Level, Map<String, Words.Kind>> known =
            new EnumMap<>(Words.Level.class);

    KeywordReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The keywords of a mapping.
     *
     * @param others gets the entries that are no keywords of this level
     */
    Keywords read(Node.Mapping mapping, Words.Level level, List<Node.Entry> others) {
        Map<String, Words.Kind> words = words(level);
        Map<String, Keyword> found = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            Words.Kind kind = words.get(name);
            if (kind == null) {
                others.add(entry);
            } else if (kind != Words.Kind.OWN) {
                // An old name of the same.
                found.put(name.equals("user") ? "remote_user" : name, keyword(entry, kind));
            }
        }
        return new Keywords(found);
    }

    /** Says of each of these that it is no keyword of the level. */
    void refuse(List<Node.Entry> entries, Words.Level level) {
        for (Node.Entry entry : entries) {
            String name = entry.key().text();
            Diagnostic unknown =
                    Diagnostic.error(
                                    "'"
                                            + name
                                            + "' is not a valid attribute for a "
                                            + level.ansible(),
                                    entry.key().span())
                            .label("not a keyword of a " + level.shown);
            Optional<String> meant = Suggestion.closest(name, words(level).keySet());
            if (meant.isEmpty()) {
                problems.add(unknown);
            } else if (words(level).get(meant.get()) == Words.Kind.OWN
                    || meant.get().equals("register")) {
                problems.add(unknown.help("did you mean `" + meant.get() + "`?"));
            } else {
                problems.addAside(unknown.help("did you mean `" + meant.get() + "`?"));
            }
        }
    }

    static Diagnostic notYet(String what, Span at) {
        return Diagnostic.error(what + " is not supported yet", at)
                .help("take it out, or run this playbook with ansible-playbook for now");
    }

    /** The names that can stand at a level. */
    Map<String, Words.Kind> words(Words.Level level) {
        return known.computeIfAbsent(level, Words::at);
    }

    private Keyword keyword(Node.Entry entry, Words.Kind kind) {
        return new Keyword(
                entry.key().text(),
                entry.key().span(),
                entry.value(),
                value(entry.key().text(), entry.value(), kind));
    }

    private Object value(String name, Node node, Words.Kind kind) {
        return switch (kind) {
            case CONDITIONS -> isNothing(node) ? List.of() : conditions(node);
            case NAMES -> names(node);
            case MAPS -> maps(name, node);
            case DEBUGGER -> debugger(node);
            case FLAG -> checked(name, node, "true or false", KeywordReader::flag);
            case NUMBER -> checked(name, node, "a number", KeywordReader::number);
            case TEXT -> way(name, node, checked(name, node, "a text", KeywordReader::text));
            default -> Yaml.value(node, problems);
        };
    }

    /** What only certain ways can be is one of them. */
    private Object way(String keyword, Node node, Object value) {
        for (Ways ways : Ways.values()) {
            if (ways.keyword().equals(keyword) && value instanceof String name && !ways.has(name)) {
                problems.addAside(
                        Diagnostic.error(
                                        "`" + keyword + ": " + name + "` is not known here",
                                        node.span())
                                .help("there are " + ways.shown()));
            }
        }
        return value;
    }

    /** Makes a value what a keyword needs; null: it is not. */
    private interface Reading {
        Object of(Object value);
    }

    private Object checked(String name, Node node, String needed, Reading reading) {
        Object value = Yaml.value(node, problems);
        if (value == null || value instanceof Template) {
            return value;
        }
        Object read = reading.of(value);
        if (read == null) {
            problems.addAside(
                    Diagnostic.error("`" + name + "` needs " + needed, node.span())
                            .label("this is " + kindOf(value)));
        }
        return read;
    }

    /** A value as true or false; null: it is neither. */
    static Boolean flag(Object value) {
        if (value instanceof String text) {
            return switch (text.toLowerCase(java.util.Locale.ROOT)) {
                case "yes", "true", "on", "y", "t", "1" -> true;
                case "no", "false", "off", "n", "f", "0" -> false;
                default -> null;
            };
        }
        if (value instanceof Long number && (number == 0 || number == 1)) {
            return number == 1;
        }
        return value instanceof Boolean truth ? truth : null;
    }

    private static Object number(Object value) {
        if (value instanceof String text) {
            try {
                return text.contains(".") ? (Object) Double.valueOf(text) : Long.valueOf(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return value instanceof Number ? value : null;
    }

    private static Object text(Object value) {
        return value instanceof List || value instanceof Map ? null : value.toString();
    }

    static String kindOf(Object value) {
        if (value == null) {
            return "nothing";
        }
        return value instanceof List
                ? "a list"
                : value instanceof Map ? "a mapping" : "`" + value + "`";
    }

    /** An expression, or a list of expressions that must all hold. */
    List<Object> conditions(Node node) {
        List<Object> found = new ArrayList<>();
        if (node instanceof Node.Items items) {
            items.nodes().forEach(each -> found.addAll(conditions(each)));
        } else if (node instanceof Node.Scalar scalar) {
            found.add(condition(scalar));
        } else {
            problems.add(
                    Diagnostic.error("a condition is an expression", node.span())
                            .label("this is a mapping")
                            .help("put quotes around an expression that has `: ` in it"));
        }
        return found;
    }

    private static boolean isNothing(Node node) {
        return node instanceof Node.Scalar scalar && scalar.plain() && scalar.text().isBlank();
    }

    private Template condition(Node.Scalar scalar) {
        if (Template.looksLikeOne(scalar.text())) {
            return Template.expression(scalar, problems);
        }
        Object value = Yaml.value(scalar, problems);
        if (value instanceof Boolean || value == null) {
            String said = value == null ? "True" : value.equals(true) ? "True" : "False";
            return Template.expression(Text.at(said, scalar.span()), problems);
        }
        return Template.expression(scalar, problems);
    }

    private List<Object> names(Node node) {
        List<Object> found = new ArrayList<>();
        Object value = Yaml.value(node, problems);
        if (value instanceof List<?> list) {
            list.forEach(each -> add(each, found));
        } else {
            add(value, found);
        }
        return found;
    }

    private static void add(Object value, List<Object> names) {
        if (value instanceof Template || value == null) {
            Optional.ofNullable(value).ifPresent(names::add);
            return;
        }
        for (String part : value.toString().split(",")) {
            if (!part.isBlank()) {
                names.add(part.strip());
            }
        }
    }

    private Object debugger(Node node) {
        Object value = Yaml.value(node, problems);
        if (value != null && !value.equals("never")) {
            problems.add(notYet("`debugger: " + value + "`", node.span()));
        }
        return value;
    }

    private List<Object> maps(String name, Node node) {
        Object value = Yaml.value(node, problems);
        List<Object> found = new ArrayList<>();
        if (value instanceof List<?> list) {
            found.addAll(list);
        } else if (value != null) {
            found.add(value);
        }
        for (Object each : found) {
            if (!(each instanceof Map || each instanceof Template)) {
                problems.add(
                        Diagnostic.error("`" + name + "` needs a mapping", node.span())
                                .label("this is " + kindOf(each)));
            }
        }
        return found;
    }

    /** The variables of a mapping; a list of mappings is taken together. */
    Variables variables(Node node) {
        if (node instanceof Node.Items items && !items.nodes().isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            Map<String, Span> places = new LinkedHashMap<>();
            for (Node each : items.nodes()) {
                Variables more = variables(each);
                values.putAll(more.values());
                places.putAll(more.places());
            }
            return new Variables(values, places);
        }
        if (node instanceof Node.Mapping mapping) {
            return variables(mapping.entries());
        }
        boolean nothing = node instanceof Node.Scalar scalar && scalar.text().isBlank();
        boolean empty = node instanceof Node.Items items && items.nodes().isEmpty();
        if (!nothing && !empty) {
            problems.add(
                    Diagnostic.error("variables are a mapping of names to values", node.span())
                            .label("this is " + kindOf(Yaml.value(node, problems))));
        }
        return Variables.NONE;
    }

    Variables variables(List<Node.Entry> entries) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Span> places = new LinkedHashMap<>();
        for (Node.Entry entry : entries) {
            checkName(entry.key());
            values.put(entry.key().text(), Yaml.variable(entry.value(), problems));
            places.put(entry.key().text(), entry.value().span());
        }
        return entries.isEmpty() ? Variables.NONE : new Variables(values, places);
    }

    private void checkName(Node.Scalar key) {
        String name = key.text();
        boolean good = !name.isEmpty() && !Character.isDigit(name.charAt(0));
        for (int i = 0; good && i < name.length(); i++) {
            good = name.charAt(i) == '_' || Character.isLetterOrDigit(name.charAt(i));
        }
        if (!good) {
            problems.add(
                    Diagnostic.error("`" + name + "` can not name a variable", key.span())
                            .label("letters, digits and `_`, and no digit first"));
        }
    }
}
