package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.event.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The handlers that earlier runs owe, until the play that has them comes. Safe for threads. */
final class Debts {
    private static final Span NOWHERE = new Source("the journal", "").start();

    private final Set<Debt> left;
    private final Set<List<String>> attended = new HashSet<>();
    private final Teller teller;
    private boolean claimed;

    Debts(History history, Teller teller) {
        this.left = new LinkedHashSet<>(history.debts());
        this.teller = teller;
    }

    /** A batch of a play begins. */
    synchronized void begins(String play, List<HostState> hosts) {
        hosts.forEach(host -> attended.add(List.of(play, host.name)));
    }

    /** Whether nothing is owed to these hosts in a play. */
    synchronized boolean none(String play, List<HostState> hosts) {
        return left.stream().noneMatch(debt -> meant(debt, play, hosts));
    }

    /** Takes what is owed by a handler to hosts of a play, tells it, and returns these hosts. */
    synchronized List<HostState> claim(String play, String handler, List<HostState> hosts) {
        List<HostState> owed = new ArrayList<>();
        Map<String, List<String>> bySince = new LinkedHashMap<>();
        for (HostState host : hosts) {
            for (Debt debt : List.copyOf(left)) {
                if (debt.handler().equals(handler) && meant(debt, play, List.of(host))) {
                    left.remove(debt);
                    claimed = true;
                    owed.add(host);
                    bySince.computeIfAbsent(debt.since(), run -> new ArrayList<>()).add(host.name);
                }
            }
        }
        bySince.forEach(
                (since, names) -> teller.tell(new Event.HandlerOwed(handler, play, names, since)));
        return owed;
    }

    /** Whether anything was claimed. */
    synchronized boolean claimed() {
        return claimed;
    }

    /**
     * Forgets what can not be paid any more, and says so: the play is gone, or it went to its end
     * on that host and has no such handler.
     *
     * @param plays where each play of the playbooks is, by its name
     * @param good the hosts that did not fail
     */
    synchronized void forget(Map<String, Span> plays, Set<String> good) {
        for (Debt debt : left) {
            boolean known = plays.containsKey(debt.play());
            boolean went = attended.contains(List.of(debt.play(), debt.host()));
            if (known && !(went && good.contains(debt.host()))) {
                continue;
            }
            Span place = plays.getOrDefault(debt.play(), NOWHERE);
            teller.warning(
                    Diagnostic.warning(
                                    debt.handler()
                                            + " is owed to "
                                            + debt.host()
                                            + " since run "
                                            + debt.since()
                                            + ", and "
                                            + (known ? "this play has" : "there is")
                                            + " no such "
                                            + (known ? "handler" : "play `" + debt.play() + "`")
                                            + " any more",
                                    place)
                            .help(
                                    "it is forgotten; see what it did, and do that by hand if need be"));
            teller.tell(new Event.HandlerDone(debt.host(), debt.handler(), debt.play()));
        }
    }

    private static boolean meant(Debt debt, String play, List<HostState> hosts) {
        return debt.play().equals(play)
                && hosts.stream().anyMatch(host -> host.name.equals(debt.host()));
    }
}
