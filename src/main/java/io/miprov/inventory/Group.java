package io.miprov.inventory;

import io.miprov.diag.Span;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A group while and after it is read: what stands in it, and what it stands in. */
final class Group {
    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";
    static final String PRIORITY = "ansible_group_priority";

    private final String name;
    private final Span span;
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Set<Group> children = new LinkedHashSet<>();
    private final Set<Group> parents = new LinkedHashSet<>();
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private long priority = 1;
    private int depth;

    Group(String name, Span span) {
        this.name = name;
        this.span = span;
    }

    String name() {
        return name;
    }

    /** Where it was named first. */
    Span span() {
        return span;
    }

    /** The hosts that stand in it by themselves, not by way of a child. */
    Set<String> hosts() {
        return hosts;
    }

    Set<Group> children() {
        return children;
    }

    Set<Group> parents() {
        return parents;
    }

    Map<String, Object> variables() {
        return variables;
    }

    long priority() {
        return priority;
    }

    void priority(long wanted) {
        priority = wanted;
    }

    /** The longest way down from {@code all}; deeper groups win. */
    int depth() {
        return depth;
    }

    void depth(int wanted) {
        depth = wanted;
    }

    /** All groups above, nearest first. */
    Set<Group> ancestors() {
        Set<Group> found = new LinkedHashSet<>();
        climb(this, found);
        return found;
    }

    private static void climb(Group from, Set<Group> found) {
        for (Group parent : from.parents) {
            if (found.add(parent)) {
                climb(parent, found);
            }
        }
    }

    /** Itself and all groups below, level by level, in the order of writing. */
    Set<Group> family() {
        Set<Group> found = new LinkedHashSet<>();
        found.add(this);
        Set<Group> level = Set.of(this);
        while (!level.isEmpty()) {
            Set<Group> next = new LinkedHashSet<>();
            level.forEach(group -> next.addAll(group.children));
            next.removeAll(found);
            found.addAll(next);
            level = next;
        }
        return found;
    }

    /** All hosts in it and below it. */
    Set<String> allHosts() {
        Set<String> found = new LinkedHashSet<>();
        family().forEach(group -> found.addAll(group.hosts));
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
