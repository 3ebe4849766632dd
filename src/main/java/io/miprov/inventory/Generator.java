package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plugin {@code generator}: a host for each combination of the words in {@code layers}, with
 * the groups above it. (ansible-core, {@code plugins/inventory/generator.py}.)
 */
final class Generator {
    private static final int MOST = 1_000_000;

    private final Node.Mapping settings;
    private final Graph graph;
    private final Problems problems;

    Generator(Node.Mapping settings, Graph graph, Problems problems) {
        this.settings = settings;
        this.graph = graph;
        this.problems = problems;
    }

    void generate() {
        Node hosts = settings.get("hosts").orElse(settings);
        Optional<Node> name = named(hosts);
        if (name.isEmpty() || settings.get("layers").isEmpty()) {
            problems.add(
                    Diagnostic.error(
                            "`generator` needs `hosts` with a `name`, and `layers`",
                            settings.span()));
            return;
        }
        for (Map<String, Object> words : combinations()) {
            try {
                HostScope scope = new HostScope(words);
                String host = filled(name.get(), scope);
                graph.addHost(host, Optional.empty(), Optional.empty());
                for (Node parent : parents(hosts)) {
                    group(parent, scope).ifPresent(group -> graph.join(host, group));
                }
            } catch (TemplateError e) {
                problems.add(e.diagnostic());
                return;
            }
        }
    }

    private static Optional<Node> named(Node node) {
        return Optional.ofNullable(PluginInventory.entries(node).get("name"));
    }

    private static List<Node> parents(Node node) {
        return PluginInventory.entries(node).get("parents") instanceof Node.Items items
                ? items.nodes()
                : List.of();
    }

    private String filled(Node node, HostScope scope) {
        return Template.shown(Template.resolve(Yaml.value(node, problems), scope));
    }

    /** The group, with what is above it; empty when it has no name, which problems then tells. */
    private Optional<Group> group(Node written, HostScope scope) {
        Optional<Node> name = named(written);
        if (name.isEmpty()) {
            problems.add(
                    Diagnostic.error("a parent of `generator` needs a `name`", written.span()));
            return Optional.empty();
        }
        Group group = graph.group(filled(name.get(), scope), written.span());
        Node vars = PluginInventory.entries(written).get("vars");
        PluginInventory.entries(vars)
                .forEach(
                        (word, value) ->
                                group.variables()
                                        .put(
                                                word,
                                                Template.resolve(
                                                        Yaml.value(value, problems), scope)));
        for (Node parent : parents(written)) {
            group(parent, scope).ifPresent(above -> graph.link(above, group));
        }
        return Optional.of(group);
    }

    private List<Map<String, Object>> combinations() {
        List<Map<String, Object>> all = List.of(Map.of());
        for (Map.Entry<String, Node> layer :
                PluginInventory.entries(settings.get("layers").orElseThrow()).entrySet()) {
            List<Map<String, Object>> more = new ArrayList<>();
            List<?> words =
                    Yaml.value(layer.getValue(), problems) instanceof List<?> list
                            ? list
                            : List.of();
            if ((long) all.size() * words.size() > MOST) {
                problems.add(
                        Diagnostic.error(
                                "the layers make more than a million hosts",
                                layer.getValue().span()));
                return List.of();
            }
            for (Map<String, Object> before : all) {
                for (Object word : words) {
                    Map<String, Object> with = new LinkedHashMap<>(before);
                    with.put(layer.getKey(), word);
                    more.add(with);
                }
            }
            all = more;
        }
        return all;
    }
}
