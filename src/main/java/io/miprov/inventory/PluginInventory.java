package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a file that says {@code plugin:}, and hands it to the plugin that it names. */
final class PluginInventory {
    private static final Set<String> PLUGINS = Set.of("auto", "constructed", "generator");

    private PluginInventory() {}

    /** Whether a file is the settings of a plugin. */
    static boolean is(Node node) {
        return node instanceof Node.Mapping mapping && mapping.get("plugin").isPresent();
    }

    /**
     * Reads it.
     *
     * @param places the folders of variables of the sources read so far
     */
    static void read(
            Node.Mapping settings,
            Graph graph,
            List<Inventory.Place> places,
            Map<String, Object> extra,
            Problems problems) {
        Node named = settings.get("plugin").orElseThrow();
        String name = plain(String.valueOf(Yaml.value(named, problems)));
        graph.reconcile();
        switch (name) {
            case "constructed" ->
                    new Constructed(settings, graph, places, extra, problems).construct();
            case "generator" -> new Generator(settings, graph, problems).generate();
            default -> {
                Diagnostic unknown =
                        Diagnostic.error(
                                "there is no inventory plugin `" + name + "`", named.span());
                problems.add(
                        Suggestion.closest(name, PLUGINS)
                                .map(meant -> unknown.help("did you mean `" + meant + "`?"))
                                .orElse(
                                        unknown.help(
                                                "there are constructed and generator; for others"
                                                        + " use an inventory script")));
            }
        }
    }

    private static String plain(String name) {
        return name.replaceFirst("^ansible\\.(builtin|legacy)\\.", "");
    }

    /** The entries of a mapping by name; what is no mapping has none. */
    static Map<String, Node> entries(Node node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(each -> entries.put(each.key().text(), each.value()));
        }
        return entries;
    }
}
