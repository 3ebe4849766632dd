package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.PythonLiteral;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an inventory in Ansible's INI form into a graph. */
final class IniInventory {
    private static final List<String> KINDS = List.of("hosts", "children", "vars");

    private final Source source;
    private final Path file;
    private final Graph graph;
    private final Problems problems;
    private final List<Child> children = new ArrayList<>();
    private final Map<String, Span> onlyVariables = new LinkedHashMap<>();
    private Group group;
    private String kind = "hosts";

    private IniInventory(Source source, Path file, Graph graph, Problems problems) {
        this.source = source;
        this.file = file;
        this.graph = graph;
        this.problems = problems;
        this.group = graph.groups().get(Group.UNGROUPED);
    }

    /** A line of a {@code [x:children]} section. */
    private record Child(Group parent, String name, Span span) {}

    static void read(Source source, Path file, Graph graph, Problems problems) {
        IniInventory ini = new IniInventory(source, file, graph, problems);
        ini.lines();
        ini.link();
    }

    private void lines() {
        String text = source.text();
        int from = text.startsWith("\ufeff") ? 1 : 0;
        while (from < text.length()) {
            int eol = text.indexOf('\n', from);
            int next = eol < 0 ? text.length() : eol;
            line(from, next);
            from = next + 1;
        }
    }

    private void line(int from, int to) {
        String text = source.text();
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start == end || text.charAt(start) == '#' || text.charAt(start) == ';') {
            return;
        }
        Span span = new Span(source, start, end);
        if (text.charAt(start) == '[' && section(span)) {
            return;
        }
        switch (kind) {
            case "vars" -> variable(span);
            case "children" -> child(span);
            case "hosts" -> host(span);
            default -> {}
        }
    }

    /** Whether the line is a section; a host may begin with a bracket too. */
    private boolean section(Span line) {
        String text = withoutComment(line.text());
        int close = text.indexOf(']');
        if (close != text.length() - 1) {
            return false;
        }
        String inside = text.substring(1, close);
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (name.isEmpty() || inside.chars().anyMatch(Character::isWhitespace)) {
            problems.add(
                    Diagnostic.error("`" + text + "` is no section", line)
                            .label("a group name has no blanks and is not empty")
                            .help("write [group], [group:children] or [group:vars]"));
            kind = "";
            return true;
        }
        kind = colon < 0 ? "hosts" : kind(inside.substring(colon + 1), line, colon + 2);
        group = open(name, new Span(source, line.start() + 1, line.start() + 1 + name.length()));
        return true;
    }

    private Group open(String name, Span span) {
        if (!kind.equals("vars")) {
            onlyVariables.remove(name);
        } else if (graph.find(name).isEmpty()) {
            onlyVariables.put(name, span);
        }
        return graph.group(name, span);
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
    }

    private String kind(String written, Span line, int offset) {
        if (KINDS.contains(written)) {
            return written;
        }
        Span at = new Span(source, line.start() + offset, line.start() + offset + written.length());
        problems.add(
                Diagnostic.error("`" + written + "` is no kind of section", at)
                        .help(
                                Suggestion.closest(written, KINDS)
                                        .map(word -> "did you mean `" + word + "`?")
                                        .orElse(
                                                "write [group], [group:children] or [group:vars]")));
        return "";
    }

    private void variable(Span line) {
        String text = line.text();
        int equals = text.indexOf('=');
        if (equals < 0) {
            problems.add(
                    Diagnostic.error("a line of [" + group + ":vars] is `name=value`", line)
                            .label("there is no `=`"));
            return;
        }
        String name = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        Span at = new Span(source, line.end() - value.length(), line.end());
        if (name.equals(Group.PRIORITY)) {
            priority(value, at);
        } else {
            graph.group(group.name(), line);
            graph.put(name, value(value, at), group.variables());
        }
    }

    private void priority(String value, Span at) {
        if (PythonLiteral.of(value) instanceof Long number) {
            group.priority(number);
        } else {
            problems.add(Diagnostic.error(Group.PRIORITY + " must be a whole number", at));
        }
    }

    private void child(Span line) {
        String name = withoutComment(line.text());
        Span at = new Span(source, line.start(), line.start() + name.length());
        if (name.chars().anyMatch(c -> c == ':' || c == ']' || Character.isWhitespace(c))) {
            problems.add(
                    Diagnostic.error("`" + name + "` is no group name", at)
                            .label("expected one group a line"));
        } else {
            children.add(new Child(group, name, at));
        }
    }

    private void host(Span line) {
        Optional<List<Words.Word>> words = Words.of(source, line.start(), line.end(), problems);
        if (words.isEmpty() || words.get().isEmpty()) {
            return;
        }
        Words.Word first = words.get().get(0);
        Map<String, Object> variables = new LinkedHashMap<>();
        for (Words.Word word : words.get().subList(1, words.get().size())) {
            assignment(word, variables);
        }
        names(first).ifPresent(names -> add(names, variables));
    }

    private Optional<HostNames> names(Words.Word written) {
        if (written.text().endsWith(":") || written.text().equals("---")) {
            problems.add(
                    Diagnostic.error("`" + written.text() + "` is no host", written.span())
                            .label("this looks like YAML")
                            .help("give the file the ending .yml, or write `host:port`"));
            return Optional.empty();
        }
        try {
            return Optional.of(HostNames.of(written.text()));
        } catch (HostNames.BadRange e) {
            problems.add(
                    Diagnostic.error(
                                    "`" + written.text() + "` is no range of hosts", written.span())
                            .label(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private void add(HostNames names, Map<String, Object> variables) {
        for (String name : names.names()) {
            graph.addHost(name, group, names.port(), Optional.of(file));
            variables.forEach((variable, value) -> graph.set(name, variable, value));
        }
    }

    private void assignment(Words.Word word, Map<String, Object> variables) {
        int equals = word.text().indexOf('=');
        if (equals < 1) {
            problems.add(
                    Diagnostic.error("after a host come its variables", word.span())
                            .label("expected `name=value`")
                            .help("one host a line; a value with blanks needs quotes around it"));
            return;
        }
        variables.put(
                word.text().substring(0, equals),
                value(word.text().substring(equals + 1), word.span()));
    }

    private Object value(String written, Span span) {
        return templates(PythonLiteral.of(written), span);
    }

    private Object templates(Object value, Span span) {
        if (value instanceof String text && Template.looksLikeOne(text)) {
            return Template.parse(Text.at(text, span), problems);
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(each -> all.add(templates(each, span)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, each) -> all.put(key, templates(each, span)));
            return all;
        }
        return value;
    }

    /** Groups may be named as children before they are written; now all are known. */
    private void link() {
        for (Child child : children) {
            Optional<Group> found = graph.find(child.name());
            if (found.isEmpty()) {
                problems.add(unknown("there is no group `" + child.name() + "`", child.span()));
            } else if (!graph.link(child.parent(), found.get())) {
                problems.add(loop(child.parent().name(), child.name(), child.span()));
            }
        }
        onlyVariables.forEach(
                (name, span) -> {
                    if (children.stream().noneMatch(child -> child.name().equals(name))) {
                        problems.add(
                                unknown(
                                        "[" + name + ":vars] is for a group that is nowhere",
                                        span));
                    }
                });
    }

    private Diagnostic unknown(String message, Span span) {
        List<String> known = new ArrayList<>(graph.groups().keySet());
        known.removeAll(onlyVariables.keySet());
        return Diagnostic.error(message, span)
                .help(
                        Suggestion.closest(span.text(), known)
                                .map(word -> "did you mean `" + word + "`?")
                                .orElse("write [" + span.text() + "] and its hosts"));
    }

    static Diagnostic loop(String parent, String child, Span span) {
        return Diagnostic.error("a group can not be below itself", span)
                .label("`" + parent + "` is `" + child + "` or below it already");
    }
}
