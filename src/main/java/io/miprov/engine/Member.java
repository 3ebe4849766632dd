package io.miprov.engine;

import java.util.List;

/** A host of the play as its roll sees it. Changed by one thread at a time. */
final class Member {
    final HostState host;

    /** Tasks may change it. */
    volatile boolean open;

    /** It gets nothing from its balancers, since this run or an earlier one drained it. */
    volatile boolean drained;

    /** Balancers were told that it comes back soon. */
    boolean expected;

    /** No balancer has it, or there is none. */
    boolean absent;

    /** Somebody took it out by hand. */
    boolean held;

    /** Who drained it before this run; empty: nobody did. */
    String stale = "";

    /** What its rollback point is called; empty: none is known. */
    String point = "";

    /** The task that would change it; empty: none would. */
    String why = "";

    /** What ran on it before, and after; empty: not known. */
    String before = "";

    String after = "";

    Member(HostState host) {
        this.host = host;
    }

    String name() {
        return host.name;
    }

    /** Whether nothing bad happened to it. */
    boolean good() {
        return !host.failed && !host.gone;
    }

    /** Whether something is to be done for it after the tasks. */
    boolean touched() {
        return open || !stale.isEmpty();
    }

    static List<String> names(List<Member> some) {
        return some.stream().map(Member::name).toList();
    }

    static List<HostState> hosts(List<Member> some) {
        return some.stream().map(member -> member.host).toList();
    }
}
