package io.miprov.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tasks that found everything as it should be, kept until there is something else to say. */
final class Unchanged {
    private static final String ROLE_END = " : ";

    private final boolean together;
    private final List<Group> groups = new ArrayList<>();

    Unchanged(boolean together) {
        this.together = together;
    }

    /** One task, or several of one role in a row. */
    record Group(String name, String role, int tasks, int skipped, String hosts) {

        boolean onlySkipped() {
            return tasks == skipped;
        }

        String what() {
            if (tasks == 1) {
                return name;
            }
            String of = role.isEmpty() ? "" : role + " : ";
            String left = skipped > 0 && skipped < tasks ? ", " + skipped + " of them skipped" : "";
            return of + Amounts.count(tasks, "task") + left;
        }
    }

    boolean together() {
        return together;
    }

    void add(String task, Set<String> ok, Set<String> skipped) {
        int end = task.indexOf(ROLE_END);
        String role = end < 0 ? "" : task.substring(0, end);
        Group one =
                new Group(task, role, 1, ok.isEmpty() ? 1 : 0, hosts(ok.isEmpty() ? skipped : ok));
        int last = groups.size() - 1;
        if (together && last >= 0 && groups.get(last).role().equals(role)) {
            groups.set(last, join(groups.get(last), one));
        } else {
            groups.add(one);
        }
    }

    private static Group join(Group before, Group one) {
        String hosts = before.onlySkipped() ? one.hosts() : before.hosts();
        return new Group(
                before.name(),
                before.role(),
                before.tasks() + 1,
                before.skipped() + one.skipped(),
                hosts);
    }

    private static String hosts(Set<String> hosts) {
        return hosts.size() == 1 ? hosts.iterator().next() : hosts.size() + " hosts";
    }

    /** All, and forgets them. */
    List<Group> take() {
        List<Group> all = List.copyOf(groups);
        groups.clear();
        return all;
    }

    List<Group> look() {
        return List.copyOf(groups);
    }
}
