package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an inventory in Ansible's YAML form into a graph. */
final class YamlInventory {
    private static final List<String> SECTIONS = List.of("hosts", "children", "vars");
    private static final int DEEPEST = 100;

    private final Path file;
    private final Graph graph;
    private final Problems problems;
    private int depth;

    private YamlInventory(Path file, Graph graph, Problems problems) {
        this.file = file;
        this.graph = graph;
        this.problems = problems;
    }

    static void read(Node node, Path file, Graph graph, Problems problems) {
        YamlInventory yaml = new YamlInventory(file, graph, problems);
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(
                    Diagnostic.error("an inventory is a mapping of groups", node.span())
                            .label("expected `all:` or a group's name")
                            .help("write `all:`, below it `hosts:`, below it one `name:` a host"));
        } else {
            mapping.entries().forEach(entry -> yaml.group(entry));
        }
    }

    private Group group(Node.Entry entry) {
        Group group = graph.group(entry.key().text(), entry.key().span());
        if (entry.value() instanceof Node.Mapping sections) {
            sections.entries().forEach(section -> section(group, section));
        } else if (!VariableFolder.isNothing(entry.value())) {
            problems.add(
                    Diagnostic.error(
                                    "group `" + group + "` must be a mapping", entry.value().span())
                            .label("expected `hosts:`, `children:` or `vars:`"));
        }
        return group;
    }

    private void section(Group group, Node.Entry section) {
        switch (section.key().text()) {
            case "vars" -> variables(group, section.value());
            case "children" -> entries(group, section).forEach(child -> child(group, child));
            case "hosts" -> entries(group, section).forEach(host -> host(group, host));
            default ->
                    problems.add(
                            Diagnostic.error(
                                            "a group has no `" + section.key().text() + "`",
                                            section.key().span())
                                    .help(
                                            Suggestion.closest(section.key().text(), SECTIONS)
                                                    .map(word -> "did you mean `" + word + "`?")
                                                    .orElse(
                                                            "a group has `hosts`, `children` and"
                                                                    + " `vars`")));
        }
    }

    /** The members of a section; a single word stands for one member without anything below. */
    private List<Node.Entry> entries(Group group, Node.Entry section) {
        Node value = section.value();
        if (value instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        if (VariableFolder.isNothing(value)) {
            return List.of();
        }
        if (value instanceof Node.Scalar one) {
            return List.of(
                    new Node.Entry(
                            one, new Node.Scalar(one.span(), "", true, "tag:yaml.org,2002:null")));
        }
        problems.add(
                Diagnostic.error(
                                "`"
                                        + section.key().text()
                                        + "` of `"
                                        + group
                                        + "` must be a mapping",
                                value.span())
                        .label("this is a list")
                        .help("write `name:` instead of `- name`"));
        return List.of();
    }

    private void child(Group parent, Node.Entry entry) {
        if (depth >= DEEPEST) {
            problems.add(Diagnostic.error("groups are nested too deeply", entry.key().span()));
            return;
        }
        depth++;
        Group child = group(entry);
        depth--;
        if (!graph.link(parent, child)) {
            problems.add(IniInventory.loop(parent.name(), child.name(), entry.key().span()));
        }
    }

    private void host(Group group, Node.Entry entry) {
        Span span = entry.key().span();
        if (entry.key().plain() && !entry.key().tag().equals("tag:yaml.org,2002:str")) {
            problems.add(
                    Diagnostic.error("a host's name must be text", span)
                            .label("YAML reads this as something else")
                            .help("put quotes around it: \"" + entry.key().text() + "\""));
            return;
        }
        Map<String, Object> variables = VariableFolder.variables(entry.value(), problems);
        try {
            HostNames names = HostNames.of(entry.key().text());
            for (String name : names.names()) {
                graph.addHost(name, group, names.port(), Optional.of(file));
                variables.forEach((variable, value) -> graph.set(name, variable, value));
            }
        } catch (HostNames.BadRange e) {
            problems.add(
                    Diagnostic.error("`" + entry.key().text() + "` is no range of hosts", span)
                            .label(String.valueOf(e.getMessage())));
        }
    }

    private void variables(Group group, Node node) {
        Map<String, Object> variables = VariableFolder.variables(node, problems);
        Object priority = variables.remove(Group.PRIORITY);
        if (priority instanceof Long number) {
            group.priority(number);
        } else if (priority != null) {
            problems.add(Diagnostic.error(Group.PRIORITY + " must be a whole number", node.span()));
        }
        variables.forEach((name, value) -> graph.put(name, value, group.variables()));
    }
}
