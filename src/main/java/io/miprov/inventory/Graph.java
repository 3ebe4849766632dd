package io.miprov.inventory;

import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.lang.Hashes;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups and hosts and how they hang together. Whoever shares one locks it. */
final class Graph {
    private static final Comparator<Group> WEAKEST_FIRST =
            Comparator.<Group>comparingInt(Group::depth)
                    .thenComparingLong(Group::priority)
                    .thenComparing(Group::name);

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> hosts = new LinkedHashMap<>();
    private final Map<String, Set<Group>> memberships = new HashMap<>();
    private final Map<String, Set<String>> added = new LinkedHashMap<>();
    private final boolean merges;

    /** By {@code add_host}. */
    private final Set<String> made = new LinkedHashSet<>();

    private int version;

    private Graph(boolean merges) {
        this.merges = merges;
    }

    /** A graph with {@code all} and {@code ungrouped}, and no hosts. */
    static Graph empty(boolean merges) {
        Graph graph = new Graph(merges);
        Span nowhere = new Source("", "").start();
        graph.link(graph.group(Group.ALL, nowhere), graph.group(Group.UNGROUPED, nowhere));
        return graph;
    }

    /** Counts changes, so that who remembers something knows when to forget it. */
    int version() {
        return version;
    }

    Map<String, Group> groups() {
        return groups;
    }

    /** The names of all hosts, in the order in which they were first named. */
    Set<String> hosts() {
        return hosts.keySet();
    }

    /** The variables that stand at a host itself; empty for a host that nobody named. */
    Map<String, Object> variablesOf(String host) {
        return hosts.getOrDefault(host, Map.of());
    }

    Optional<Group> find(String group) {
        return Optional.ofNullable(groups.get(group));
    }

    /** The group of this name; made when there is none. */
    Group group(String name, Span span) {
        version++;
        return groups.computeIfAbsent(name, key -> new Group(key, span));
    }

    /** All that another has; what {@code add_host} and {@code group_by} made since stays. */
    void become(Graph other) {
        Map<String, Map<String, Object>> before = new LinkedHashMap<>(hosts);
        groups.clear();
        hosts.clear();
        memberships.clear();
        groups.putAll(other.groups);
        hosts.putAll(other.hosts);
        memberships.putAll(other.memberships);
        added.forEach(
                (host, in) -> {
                    if (made.contains(host)) {
                        hosts.computeIfAbsent(host, before::get);
                    }
                    if (hosts.containsKey(host)) {
                        in.forEach(name -> join(host, group(name, new Source(name, "").start())));
                    }
                });
        reconcile();
    }

    /** Says that the run made this host, which stays when the inventory is read again. */
    void keep(String host) {
        made.add(host);
    }

    /** The groups that the run put a host into. */
    Set<String> remember(String host) {
        return added.computeIfAbsent(host, key -> new LinkedHashSet<>());
    }

    /** Puts a host into a group; the first to name a host is its {@code inventory_file}. */
    void addHost(String host, Group group, Optional<Integer> port, Optional<Path> from) {
        addHost(host, port, from);
        join(host, group);
    }

    /** Makes a host known, and leaves it in the groups where it is. */
    void addHost(String host, Optional<Integer> port, Optional<Path> from) {
        version++;
        if (!hosts.containsKey(host)) {
            Map<String, Object> variables = new LinkedHashMap<>();
            Optional<Path> file = from.map(path -> path.toAbsolutePath().normalize());
            variables.put("inventory_file", file.map(Path::toString).orElse(null));
            variables.put(
                    "inventory_dir", file.map(Path::getParent).map(Path::toString).orElse(null));
            port.ifPresent(number -> variables.put("ansible_port", number.longValue()));
            hosts.put(host, variables);
        }
    }

    /** Whether the host is new in the group. */
    boolean join(String host, Group group) {
        version++;
        memberships.computeIfAbsent(host, key -> new LinkedHashSet<>()).add(group);
        return group.hosts().add(host);
    }

    private void leave(String host, Group group) {
        memberships.get(host).remove(group);
        group.hosts().remove(host);
    }

    void set(String host, String variable, Object value) {
        version++;
        put(variable, value, hosts.get(host));
    }

    /** Gives a name a value on a higher level than those that are there. */
    void put(String variable, Object value, Map<String, Object> into) {
        into.put(
                variable,
                merges && into.containsKey(variable)
                        ? Hashes.merged(into.get(variable), value)
                        : value);
    }

    /** Puts a group into another; false when that would close a loop. */
    boolean link(Group parent, Group child) {
        if (parent == child || parent.ancestors().contains(child)) {
            return false;
        }
        version++;
        parent.children().add(child);
        child.parents().add(parent);
        return true;
    }

    /** All groups that a host is in, directly or not, without {@code all}, weakest first. */
    List<Group> groupsOf(String host) {
        Set<Group> found = new LinkedHashSet<>();
        for (Group group : memberships.getOrDefault(host, Set.of())) {
            found.add(group);
            found.addAll(group.ancestors());
        }
        found.remove(groups.get(Group.ALL));
        List<Group> sorted = new ArrayList<>(found);
        sorted.sort(WEAKEST_FIRST);
        return sorted;
    }

    /**
     * Makes true what always is: every group is below {@code all}, and hosts without a group are in
     * {@code ungrouped} and only they.
     */
    void reconcile() {
        Group all = groups.get(Group.ALL);
        for (Group group : groups.values()) {
            if (group != all && group.parents().isEmpty()) {
                link(all, group);
            }
        }
        hosts.keySet().forEach(this::reconcile);
        measure(all);
        version++;
    }

    private void reconcile(String host) {
        Group ungrouped = groups.get(Group.UNGROUPED);
        List<Group> in = groupsOf(host);
        if (in.isEmpty()) {
            join(host, ungrouped);
        } else if (in.size() > 1 && ungrouped.hosts().contains(host)) {
            leave(host, ungrouped);
        }
    }

    /** A group is measured when all its parents are. */
    private void measure(Group all) {
        Map<Group, Integer> waiting = new HashMap<>();
        groups.values().forEach(group -> waiting.put(group, group.parents().size()));
        Deque<Group> ready = new ArrayDeque<>(List.of(all));
        while (!ready.isEmpty()) {
            Group group = ready.remove();
            for (Group child : group.children()) {
                child.depth(Math.max(child.depth(), group.depth() + 1));
                if (waiting.merge(child, -1, Integer::sum) == 0) {
                    ready.add(child);
                }
            }
        }
    }
}
