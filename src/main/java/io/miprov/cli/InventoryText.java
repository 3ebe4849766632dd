package io.miprov.cli;

import io.miprov.diag.Secret;
import io.miprov.inventory.Inventory;
import io.miprov.lang.Template;
import io.miprov.lang.YamlText;
import io.miprov.report.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A whole inventory in text, as {@code ansible-inventory --list} prints it.
 *
 * @param export whether the variables of groups stand at the groups, and not at each host
 */
record InventoryText(Inventory inventory, boolean export) {
    private static final Set<String> OF_OURS = Set.of("inventory_file", "inventory_dir");

    /** The variables of a host, as written. */
    static Map<String, Object> variables(Inventory inventory, String host) {
        return shown(inventory.variables(host));
    }

    private static Map<String, Object> shown(Map<String, Object> variables) {
        Map<String, Object> shown = new TreeMap<>();
        variables.forEach((name, value) -> shown.put(name, written(value)));
        shown.keySet().removeAll(OF_OURS);
        return shown;
    }

    /** Templates as they are written, and stars for secrets. */
    private static Object written(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((name, each) -> all.put(name, written(each)));
            return all;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(InventoryText::written).toList();
        }
        return value instanceof Template || value instanceof Secret ? value.toString() : value;
    }

    private Map<String, Object> ofHost(String host) {
        return export ? shown(inventory.ownVariables(host)) : variables(inventory, host);
    }

    /** As an inventory script prints it. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> hostVariables = new LinkedHashMap<>();
        for (String host : inventory.hosts()) {
            put(hostVariables, host, ofHost(host));
        }
        all.put("_meta", Map.of("hostvars", hostVariables));
        for (String group : inventory.groups().keySet()) {
            Map<String, Object> told = new LinkedHashMap<>();
            put(told, "children", inventory.childrenOf(group));
            put(told, "hosts", group.equals("all") ? List.of() : inventory.membersOf(group));
            put(told, "vars", export ? shown(inventory.variablesOfGroup(group)) : Map.of());
            put(all, group, told);
        }
        return Json.pretty(all);
    }

    /** As an inventory in YAML, from a group on. */
    String yaml(String top) {
        return YamlText.block(group(top, new HashSet<>(), new HashSet<>()));
    }

    private Map<String, Object> group(String group, Set<String> hosts, Set<String> groups) {
        Map<String, Object> children = new LinkedHashMap<>();
        for (String child : inventory.childrenOf(group)) {
            children.putAll(
                    groups.add(child)
                            ? group(child, hosts, groups)
                            : Map.of(child, Map.<String, Object>of()));
        }
        Map<String, Object> members = new LinkedHashMap<>();
        for (String host : group.equals("all") ? List.<String>of() : inventory.membersOf(group)) {
            members.put(host, hosts.add(host) ? ofHost(host) : Map.of());
        }
        Map<String, Object> told = new LinkedHashMap<>();
        put(told, "children", children);
        put(told, "hosts", members);
        put(told, "vars", export ? shown(inventory.variablesOfGroup(group)) : Map.of());
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(group, told);
        return named;
    }

    private static void put(Map<String, Object> told, String name, Object value) {
        boolean empty =
                value instanceof Map<?, ?> map && map.isEmpty()
                        || value instanceof List<?> list && list.isEmpty();
        if (!empty) {
            told.put(name, value);
        }
    }
}
