package io.miprov.inventory;

import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.vault.Vault;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hosts there are, their groups, and what is known of each before anybody asks it. Safe for
 * many threads; {@code add_host} and {@code group_by} change it while a run goes on.
 */
public final class Inventory {
    /** What names this machine when the inventory does not. */
    static final List<String> LOCALHOST = List.of("localhost", "127.0.0.1", "::1");

    private final Graph graph;
    private final List<Place> inventories;
    private final List<Place> playbooks;
    private final Vault vault;
    private final Map<List<Group>, Map<String, Object>> ofGroups = new HashMap<>();
    private final Map<String, Map<String, Object>> ofHosts = new HashMap<>();
    private final Map<String, List<String>> members = new LinkedHashMap<>();
    private int seen = -1;

    Inventory(Graph graph, List<Place> inventories, List<Place> playbooks, Vault vault) {
        this.vault = vault;
        this.graph = graph;
        this.inventories = inventories;
        this.playbooks = playbooks;
    }

    /** A folder that may have {@code group_vars/} and {@code host_vars/} in it. */
    record Place(VariableFolder groups, VariableFolder hosts) {
        static Place of(Path folder, Vault vault) {
            return new Place(
                    new VariableFolder(folder.resolve("group_vars"), vault),
                    new VariableFolder(folder.resolve("host_vars"), vault));
        }

        void forget() {
            groups.forget();
            hosts.forget();
        }

        void readAll(Graph graph, Problems problems) {
            groups.readAll(graph.groups().keySet(), problems);
            hosts.readAll(graph.hosts(), problems);
            LOCALHOST.forEach(name -> hosts.of(name, problems));
        }
    }

    /**
     * The same hosts and groups (a host added to one is in both), with the variables of {@code
     * group_vars/} and {@code host_vars/} beside a playbook.
     */
    public Inventory withPlaybookFolder(Path folder, Problems problems) {
        synchronized (graph) {
            Place place = Place.of(folder, vault);
            place.readAll(graph, problems);
            return new Inventory(graph, inventories, List.of(place), vault);
        }
    }

    /**
     * Reads the sources again, for this and all inventories that share its hosts. What {@code
     * add_host} and {@code group_by} made stays.
     */
    public void refresh(Inventory fresh) {
        synchronized (graph) {
            graph.become(fresh.graph);
            inventories.forEach(Place::forget);
            playbooks.forEach(Place::forget);
        }
    }

    /** All hosts, in the order of the inventory. Implicit localhost is none of them. */
    public List<String> hosts() {
        synchronized (graph) {
            return List.copyOf(graph.groups().get(Group.ALL).allHosts());
        }
    }

    /** All groups with all their hosts; {@code all} and {@code ungrouped} are among them. */
    public Map<String, List<String>> groups() {
        synchronized (graph) {
            forgetWhatChanged();
            if (members.isEmpty()) {
                graph.groups()
                        .forEach((name, group) -> members.put(name, List.copyOf(group.allHosts())));
            }
            return Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** The host's {@code group_names}: by name, without {@code all}. */
    public List<String> groupsOf(String host) {
        synchronized (graph) {
            return graph.groupsOf(host).stream().map(Group::name).sorted().toList();
        }
    }

    /** The variables that stand at a group itself, and in its files; templates not filled in. */
    public Map<String, Object> variablesOfGroup(String group) {
        synchronized (graph) {
            Problems problems = new Problems();
            Map<String, Object> all = new LinkedHashMap<>();
            graph.find(group).ifPresent(found -> all.putAll(found.variables()));
            inventories.forEach(place -> all.putAll(place.groups().of(group, problems)));
            playbooks.forEach(place -> all.putAll(place.groups().of(group, problems)));
            problems.throwIfAny();
            return all;
        }
    }

    /** The variables that stand at a host itself, and in its files; templates not filled in. */
    public Map<String, Object> ownVariables(String host) {
        synchronized (graph) {
            Problems problems = new Problems();
            Map<String, Object> all = new LinkedHashMap<>(graph.variablesOf(host));
            inventories.forEach(place -> all.putAll(place.hosts().of(host, problems)));
            playbooks.forEach(place -> all.putAll(place.hosts().of(host, problems)));
            problems.throwIfAny();
            return all;
        }
    }

    /** The groups that stand directly in a group. */
    public List<String> childrenOf(String group) {
        synchronized (graph) {
            return graph.find(group).stream()
                    .flatMap(found -> found.children().stream())
                    .map(Group::name)
                    .toList();
        }
    }

    /** The hosts that stand directly in a group. */
    public List<String> membersOf(String group) {
        synchronized (graph) {
            return graph.find(group).map(found -> List.copyOf(found.hosts())).orElse(List.of());
        }
    }

    /** Whether a name means this machine where the inventory does not have it. */
    public static boolean isThisMachine(String name) {
        return LOCALHOST.contains(name);
    }

    /** Whether the inventory names this host. */
    public boolean has(String host) {
        synchronized (graph) {
            return graph.hosts().contains(host);
        }
    }

    /**
     * What the inventory and the files beside it and beside the playbook say of a host: levels 3 to
     * 10 of Ansible's order of precedence, templates not filled in yet. A host that is not in the
     * inventory has what {@code all} has; {@code localhost} then is this machine.
     */
    public Map<String, Object> variables(String host) {
        synchronized (graph) {
            forgetWhatChanged();
            return ofHosts.computeIfAbsent(host, this::merge);
        }
    }

    private void forgetWhatChanged() {
        if (seen != graph.version()) {
            ofGroups.clear();
            ofHosts.clear();
            members.clear();
            seen = graph.version();
        }
    }

    private Map<String, Object> merge(String host) {
        Problems problems = new Problems();
        Map<String, Object> merged =
                new LinkedHashMap<>(
                        ofGroups.computeIfAbsent(
                                graph.groupsOf(host), groups -> merge(groups, problems)));
        if (!graph.hosts().contains(host) && LOCALHOST.contains(host)) {
            merged.put("ansible_connection", "local");
            merged.put("ansible_python_interpreter", "/usr/bin/python3");
        }
        put(graph.variablesOf(host), merged);
        inventories.forEach(place -> put(place.hosts().of(host, problems), merged));
        playbooks.forEach(place -> put(place.hosts().of(host, problems), merged));
        problems.throwIfAny();
        return Collections.unmodifiableMap(merged);
    }

    private void put(Map<String, Object> level, Map<String, Object> into) {
        level.forEach((name, value) -> graph.put(name, value, into));
    }

    private Map<String, Object> merge(List<Group> groups, Problems problems) {
        Map<String, Object> merged = new LinkedHashMap<>();
        put(graph.groups().get(Group.ALL).variables(), merged);
        groups.forEach(group -> put(group.variables(), merged));
        inventories.forEach(place -> put(place.groups().of(Group.ALL, problems), merged));
        playbooks.forEach(place -> put(place.groups().of(Group.ALL, problems), merged));
        for (List<Place> places : List.of(inventories, playbooks)) {
            for (Place place : places) {
                groups.forEach(group -> put(place.groups().of(group.name(), problems), merged));
            }
        }
        problems.throwIfAny();
        return merged;
    }

    /**
     * What {@code add_host} does: makes a host, sets its variables, puts it into groups, which are
     * made when there are none. Says whether anything is different now.
     */
    public boolean addHost(String host, List<String> groups, Map<String, Object> variables) {
        synchronized (graph) {
            boolean isNew = !graph.hosts().contains(host);
            graph.addHost(host, Optional.empty(), Optional.empty());
            graph.keep(host);
            graph.remember(host);
            boolean changed = isNew;
            for (Map.Entry<String, Object> variable : variables.entrySet()) {
                Object before = graph.variablesOf(host).get(variable.getKey());
                graph.set(host, variable.getKey(), variable.getValue());
                changed |= before == null || !before.equals(variable.getValue());
            }
            for (String group : groups) {
                changed |= join(group, host);
            }
            graph.reconcile();
            return changed;
        }
    }

    /** What {@code group_by} does. Says whether the host was not in the group before. */
    public boolean addToGroup(String group, String host) {
        synchronized (graph) {
            boolean changed = join(group, host);
            graph.reconcile();
            return changed;
        }
    }

    /** Puts a group into another, as {@code group_by} does. */
    public boolean addGroup(String parent, String child) {
        synchronized (graph) {
            Group above = made(parent);
            Group below = made(child);
            boolean changed = !above.children().contains(below) && graph.link(above, below);
            graph.reconcile();
            return changed;
        }
    }

    private boolean join(String group, String host) {
        graph.remember(host).add(group);
        return graph.join(host, made(group));
    }

    private Group made(String group) {
        return graph.group(group, new Source(group, "").start());
    }

    /** All hosts, in the order in which they were first named: what a glob sees. */
    List<String> named() {
        synchronized (graph) {
            return List.copyOf(graph.hosts());
        }
    }

    /** The host that a name of this machine means: an explicit one if there is one. */
    String localhost(String name) {
        synchronized (graph) {
            return LOCALHOST.stream().filter(graph.hosts()::contains).findFirst().orElse(name);
        }
    }
}
