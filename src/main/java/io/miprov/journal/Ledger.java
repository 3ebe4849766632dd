package io.miprov.journal;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run's events come to, one after the other: the handlers that are owed, what each host was
 * at, which members are out of the balancers. Events are as the journal has them.
 */
final class Ledger {
    private static final Set<String> TOLD =
            Set.of(
                    "may_notify",
                    "notified",
                    "handler_done",
                    "host_busy",
                    "item_finished",
                    "task_finished",
                    "host_unreachable",
                    "task_started",
                    "roll_step",
                    "run_started",
                    "run_finished");

    private final String id;
    private final Map<List<String>, Owed> owed = new LinkedHashMap<>();
    private final Map<List<String>, Intent> intents = new LinkedHashMap<>();
    private final Map<String, String> busy = new TreeMap<>();
    private final Map<String, Set<String>> drained = new LinkedHashMap<>();
    private String task = "";
    private String step = "";
    private Map<?, ?> recap = Map.of();
    private List<String> hosts = List.of();
    private double took;

    /** What a task may notify on a host, while nobody has heard how it ended there. */
    private static final class Intent {
        final String play;
        final List<String> handlers;
        boolean changed;

        Intent(String play, List<String> handlers) {
            this.play = play;
            this.handlers = handlers;
        }
    }

    Ledger(String id, Collection<Owed> before) {
        this.id = id;
        before.forEach(this::owe);
    }

    /** Whether a kind of event has any bearing here. */
    static boolean matters(String kind) {
        return TOLD.contains(kind);
    }

    void take(Map<?, ?> event) {
        switch (text(event, "event")) {
            case "may_notify" -> mayNotify(event);
            case "notified" -> owe(text(event, "play"), text(event, "host"), handler(event));
            case "handler_done" ->
                    owed.remove(List.of(text(event, "play"), text(event, "host"), handler(event)));
            case "host_busy" -> busy.put(text(event, "host"), text(event, "task"));
            case "item_finished" -> itemFinished(event);
            case "task_finished" -> taskFinished(event);
            case "host_unreachable" -> busy.remove(text(event, "host"));
            case "task_started" -> task = text(event, "task");
            case "roll_step" -> roll(event);
            case "run_started" -> hosts = Head.texts(event.get("hosts"));
            case "run_finished" -> finished(event);
            default -> {}
        }
    }

    private void mayNotify(Map<?, ?> event) {
        for (String host : Head.texts(event.get("hosts"))) {
            intents.put(
                    List.of(host, text(event, "task")),
                    new Intent(text(event, "play"), Head.texts(event.get("handlers"))));
        }
    }

    private void itemFinished(Map<?, ?> event) {
        Intent intent = intents.get(List.of(text(event, "host"), text(event, "task")));
        if (intent != null && status(event).equals("changed")) {
            intent.changed = true;
        }
    }

    /**
     * A task that broke off may have changed the host, and an item of a loop that did, has; nobody
     * will see a change there again.
     */
    private void taskFinished(Map<?, ?> event) {
        String host = text(event, "host");
        busy.remove(host);
        Intent intent = intents.remove(List.of(host, text(event, "task")));
        if (intent == null) {
            return;
        }
        boolean notifies =
                switch (status(event)) {
                    case "changed" -> true;
                    case "unreachable" -> intent.changed || unknown(event);
                    case "failed", "rescued" -> intent.changed;
                    default -> false;
                };
        if (notifies) {
            intent.handlers.forEach(handler -> owe(intent.play, host, handler));
        }
    }

    /** At its end a roll says itself who is out, which is all that counts then. */
    private void roll(Map<?, ?> event) {
        String phase = text(event, "phase");
        String name = text(event, "step");
        List<String> members = Head.texts(event.get("hosts"));
        Set<String> out =
                drained.computeIfAbsent(text(event, "play"), play -> new LinkedHashSet<>());
        step = phase.equals("begun") ? name : "";
        boolean done = phase.equals("done");
        if (name.equals("drain") && (done || phase.equals("begun"))) {
            out.addAll(members);
        } else if ((name.equals("admit") || name.equals("rollback")) && done) {
            members.forEach(out::remove);
        } else if (name.equals("look")
                && event.get("values") instanceof Map<?, ?> values
                && members.isEmpty()
                && values.get("drained") instanceof List<?> left) {
            out.clear();
            out.addAll(Head.texts(left));
        }
    }

    private void finished(Map<?, ?> event) {
        recap = event.get("recap") instanceof Map<?, ?> map ? map : Map.of();
        took = event.get("took") instanceof Number seconds ? seconds.doubleValue() : 0;
    }

    private void owe(String play, String host, String handler) {
        owe(new Owed(play, host, handler, id));
    }

    private void owe(Owed debt) {
        owed.putIfAbsent(List.of(debt.play(), debt.host(), debt.handler()), debt);
    }

    /** The handlers that are owed if nothing more comes, by hosts. */
    List<Owed> owed() {
        Map<List<String>, Owed> all = new LinkedHashMap<>(owed);
        intents.forEach(
                (key, intent) -> {
                    for (String handler : intent.handlers) {
                        all.putIfAbsent(
                                List.of(intent.play, key.get(0), handler),
                                new Owed(intent.play, key.get(0), handler, id));
                    }
                });
        return all.values().stream().sorted(Comparator.comparing(Owed::host)).toList();
    }

    /** What hosts were in the middle of, by their names. */
    Map<String, String> busy() {
        return Map.copyOf(busy);
    }

    /** The members that were taken out of the balancers, and are not known to be back. */
    List<String> drained() {
        return drained.values().stream().flatMap(Set::stream).distinct().toList();
    }

    /** The task or the step of a roll that was begun last; may be empty. */
    String at() {
        return step.isEmpty() ? task : step;
    }

    int hosts() {
        return recap.isEmpty() ? hosts.size() : recap.size();
    }

    /** Seconds; zero: it did not come to its end. */
    double took() {
        return took;
    }

    /** The sum of a count over all hosts, such as {@code changed}. */
    long count(String name) {
        return recap.values().stream()
                .filter(Map.class::isInstance)
                .map(each -> ((Map<?, ?>) each).get(name))
                .filter(Number.class::isInstance)
                .mapToLong(each -> ((Number) each).longValue())
                .sum();
    }

    /** Whether the host was lost in the middle, and not just never reached. */
    private static boolean unknown(Map<?, ?> event) {
        return event.get("result") instanceof Map<?, ?> result
                && result.get("values") instanceof Map<?, ?> values
                && Boolean.TRUE.equals(values.get("state_unknown"));
    }

    private static String handler(Map<?, ?> event) {
        return text(event, "handler");
    }

    private static String status(Map<?, ?> event) {
        return event.get("result") instanceof Map<?, ?> result ? text(result, "status") : "";
    }

    private static String text(Map<?, ?> event, String key) {
        Object value = event.get(key);
        return value == null ? "" : value.toString();
    }
}
