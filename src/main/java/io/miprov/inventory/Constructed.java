package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Text;
import io.miprov.lang.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The plugin {@code constructed}: gives the hosts that there are variables ({@code compose}) and
 * groups ({@code groups}, {@code keyed_groups}) by their variables. What can not be told of a host
 * is passed over unless {@code strict} is set. (ansible-core, {@code plugins/inventory}.)
 */
final class Constructed {
    private final Node.Mapping settings;
    private final Graph graph;
    private final List<Inventory.Place> places;
    private final Map<String, Object> extra;
    private final Problems problems;
    private final boolean strict;

    Constructed(
            Node.Mapping settings,
            Graph graph,
            List<Inventory.Place> places,
            Map<String, Object> extra,
            Problems problems) {
        this.settings = settings;
        this.graph = graph;
        this.problems = problems;
        this.strict = flag("strict", false);
        this.places = flag("use_vars_plugins", false) ? places : List.of();
        this.extra = flag("use_extra_vars", false) ? extra : Map.of();
    }

    private boolean flag(String name, boolean otherwise) {
        return settings.get(name)
                .map(node -> Boolean.TRUE.equals(Yaml.value(node, problems)))
                .orElse(otherwise);
    }

    private Node setting(String name) {
        return settings.get(name).orElse(null);
    }

    void construct() {
        for (String host : List.copyOf(graph.hosts())) {
            HostScope before = HostScope.of(host, graph, places, extra, problems);
            PluginInventory.entries(setting("compose"))
                    .forEach((name, node) -> compose(host, name, node, before));
            HostScope now = HostScope.of(host, graph, places, Map.of(), problems);
            PluginInventory.entries(setting("groups"))
                    .forEach((name, node) -> group(host, name, node, now));
            if (settings.get("keyed_groups").orElse(null) instanceof Node.Items items) {
                HostScope keys = HostScope.of(host, graph, places, extra, problems);
                items.nodes().forEach(node -> keyed(host, node, keys));
            }
        }
    }

    private void compose(String host, String name, Node node, HostScope scope) {
        try {
            graph.set(host, name, expression(node).value(scope));
        } catch (TemplateError e) {
            failed(e, "`" + name + "` of " + host + " can not be set");
        }
    }

    private void group(String host, String name, Node node, HostScope scope) {
        try {
            if (expression(node).holds(scope)) {
                graph.join(host, graph.group(name, node.span()));
            }
        } catch (TemplateError e) {
            failed(e, "whether " + host + " is in `" + name + "` can not be told");
        }
    }

    private Template expression(Node node) {
        return node instanceof Node.Scalar scalar
                ? Template.expression(scalar, problems)
                : Template.expression(Text.at(node.span().text(), node.span()), problems);
    }

    private void failed(TemplateError why, String what) {
        if (strict) {
            problems.add(why.diagnostic().note(what));
        }
    }

    private void keyed(String host, Node node, HostScope scope) {
        if (!(node instanceof Node.Mapping entry) || entry.get("key").isEmpty()) {
            problems.add(
                    Diagnostic.error("an entry of `keyed_groups` is a mapping", node.span())
                            .help("write `key:`, and perhaps `prefix:` and `separator:`"));
            return;
        }
        if (entry.get("default_value").isPresent() && entry.get("trailing_separator").isPresent()) {
            problems.add(
                    Diagnostic.error(
                            "`default_value` and `trailing_separator` exclude each other",
                            entry.span()));
            return;
        }
        Object key;
        try {
            key = Template.resolve(expression(entry.get("key").get()).value(scope), scope);
        } catch (TemplateError e) {
            failed(e, "the groups of " + host + " by this key can not be told");
            return;
        }
        List<String> names = names(key, entry);
        if (names == null) {
            problems.add(
                    Diagnostic.error(
                                    "a key of `keyed_groups` is text, a list or a mapping",
                                    node.span())
                            .label("this is " + key + " for " + host));
            return;
        }
        if (names.isEmpty() && strict && (key == null || "".equals(key))) {
            problems.add(Diagnostic.error("the key comes to nothing for " + host, node.span()));
        }
        names.forEach(name -> join(host, name, entry, scope));
    }

    private String text(Node.Mapping entry, String name, String otherwise) {
        return entry.get(name)
                .map(node -> Yaml.value(node, problems))
                .map(Object::toString)
                .orElse(otherwise);
    }

    /** The groups that a value stands for, without a prefix; null: it can stand for none. */
    private List<String> names(Object key, Node.Mapping entry) {
        boolean usual = entry.get("default_value").isPresent();
        String instead = text(entry, "default_value", "");
        List<String> names = new ArrayList<>();
        if (key instanceof Map<?, ?> map) {
            map.forEach((name, value) -> names.add(pair(name, value, usual, instead, entry)));
        } else if (key instanceof List<?> list) {
            list.forEach(each -> names.add("".equals(each) && usual ? instead : shown(each)));
        } else if (key == null || "".equals(key) || Boolean.FALSE.equals(key)) {
            return "".equals(key) && usual ? List.of(instead) : List.of();
        } else if (key instanceof Number || key instanceof Boolean) {
            return null;
        } else {
            names.add(shown(key));
        }
        return names;
    }

    private String pair(
            Object name, Object value, boolean usual, String instead, Node.Mapping entry) {
        String separator = text(entry, "separator", "_");
        if (!"".equals(value)) {
            return shown(name) + separator + shown(value);
        }
        boolean bare = !usual && text(entry, "trailing_separator", "true").equals("false");
        return bare ? shown(name) : shown(name) + separator + instead;
    }

    private static String shown(Object value) {
        return value instanceof String text ? text : Template.shown(value);
    }

    private void join(String host, String name, Node.Mapping entry, HostScope scope) {
        String prefix = text(entry, "prefix", "");
        boolean leads = !prefix.isEmpty() || flag("leading_separator", true);
        Span span = entry.span();
        Group group =
                graph.group(prefix + (leads ? text(entry, "separator", "_") : "") + name, span);
        graph.join(host, group);
        entry.get("parent_group")
                .map(node -> Template.resolve(Yaml.value(node, problems), scope))
                .ifPresent(parent -> graph.link(graph.group(shown(parent), span), group));
    }
}
