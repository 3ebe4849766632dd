package io.miprov.library.balancer;

import io.miprov.library.balancer.BalancerMemberModule.State;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What {@code register} gets of members: how each is, and how it came to that.
 *
 * @param waited for how long the drain was waited for, in seconds
 * @param notes what else is told in {@code msg}
 */
record Report(List<Member> members, double waited, List<String> notes) {

    /** How a member is. */
    enum Is {
        ACTIVE,
        DRAINED,
        HELD,
        ABSENT
    }

    /**
     * A member of an upstream.
     *
     * @param name as the balancer's configuration has it; as the playbook has it when it is absent
     * @param asked the names of the playbook that mean it
     * @param mark who drained it; empty when nobody did
     * @param connections that the balancer has to it
     */
    record Member(
            String upstream, String name, List<String> asked, Is is, String mark, int connections) {

        /** One that the balancer does not have. */
        static Member absent(String upstream, MemberName name) {
            return new Member(upstream, name.written(), List.of(name.written()), Is.ABSENT, "", 0);
        }

        private Map<String, Object> told() {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("upstream", upstream);
            told.put("member", name);
            told.put("asked", new ArrayList<Object>(asked));
            told.put("state", is.name().toLowerCase(Locale.ROOT));
            told.put("mark", mark);
            told.put("connections", (long) connections);
            return told;
        }

        Member now(Is other, String by) {
            return new Member(upstream, name, asked, other, by, connections);
        }

        Member with(int count) {
            return new Member(upstream, name, asked, is, mark, count);
        }
    }

    /** The same, which tells this too. */
    Report noting(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new Report(members, waited, all);
    }

    /** How many connections are left to members that are out. */
    int left() {
        return members.stream()
                .filter(each -> each.is() == Is.DRAINED)
                .mapToInt(Member::connections)
                .sum();
    }

    Map<String, Object> values(State wanted) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("members", members.stream().<Object>map(Member::told).toList());
        values.put("drained", new ArrayList<Object>(names(Is.DRAINED)));
        values.put("held", new ArrayList<Object>(names(Is.HELD)));
        values.put("waited", waited);
        values.put("left", (long) left());
        values.put("msg", message(wanted));
        return values;
    }

    Outcome ok(State wanted) {
        return Outcome.ok(values(wanted));
    }

    private List<String> names(Is is) {
        return List.copyOf(
                new TreeSet<>(
                        members.stream()
                                .filter(each -> each.is() == is)
                                .map(Member::name)
                                .toList()));
    }

    private String message(State wanted) {
        List<String> said = new ArrayList<>();
        for (Is is : Is.values()) {
            String names =
                    members.stream()
                            .filter(each -> each.is() == is)
                            .map(
                                    each ->
                                            each.upstream().isEmpty()
                                                    ? each.name()
                                                    : each.name() + " in " + each.upstream())
                            .collect(Collectors.joining(", "));
            if (!names.isEmpty()) {
                said.add(phrase(is, wanted) + ": " + names);
            }
        }
        said.addAll(notes);
        return String.join("; ", said);
    }

    private static String phrase(Is is, State wanted) {
        return switch (is) {
            case ACTIVE -> "active";
            case DRAINED -> "drained";
            case HELD ->
                    wanted.leavesMembers()
                            ? "taken out by hand"
                            : "taken out by hand, and left so (`force` changes that)";
            case ABSENT -> "in no upstream";
        };
    }
}
