package io.miprov.inventory;

import io.miprov.diag.Problems;
import io.miprov.lang.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What names mean to an inventory plugin: the variables that a host has so far, and its name and
 * groups. There are no lookups.
 */
record HostScope(Map<String, Object> variables) implements Scope {

    /**
     * The variables of a host.
     *
     * @param places folders of variables that count, too
     * @param extra what wins over all
     */
    static HostScope of(
            String host,
            Graph graph,
            List<Inventory.Place> places,
            Map<String, Object> extra,
            Problems problems) {
        List<Group> groups = graph.groupsOf(host);
        Map<String, Object> all = new LinkedHashMap<>(graph.groups().get(Group.ALL).variables());
        groups.forEach(group -> all.putAll(group.variables()));
        for (Inventory.Place place : places) {
            groups.forEach(group -> all.putAll(place.groups().of(group.name(), problems)));
        }
        all.putAll(graph.variablesOf(host));
        places.forEach(place -> all.putAll(place.hosts().of(host, problems)));
        all.put("inventory_hostname", host);
        int dot = host.indexOf('.');
        all.put("inventory_hostname_short", dot < 0 ? host : host.substring(0, dot));
        all.put("group_names", groups.stream().map(Group::name).sorted().toList());
        all.putAll(extra);
        return new HostScope(all);
    }

    @Override
    public Object get(String name) {
        return variables.containsKey(name) ? variables.get(name) : NOTHING;
    }

    @Override
    public Set<String> names() {
        return variables.keySet();
    }
}
