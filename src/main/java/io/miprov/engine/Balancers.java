package io.miprov.engine;

import io.miprov.engine.RollJobs.Chore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The balancer hosts of a roll, which are driven together and must agree. */
final class Balancers {

    /**
     * What a balancer has of a host.
     *
     * @param asked the names that were asked for and mean it; the balancer may call it otherwise
     * @param state active, drained, held; absent ones are not here
     */
    record Entry(List<String> asked, String upstream, String state, String mark) {}

    /**
     * What became of something that all balancers were asked to do.
     *
     * @param wrong what each of those says that did not; empty: all did
     * @param lost whether one could not be reached
     * @param values what each says of it
     */
    record Answer(Map<String, String> wrong, boolean lost, Map<String, Object> values) {
        boolean well() {
            return wrong.isEmpty();
        }

        /** How long it took and what is under way still, as far as it is known. */
        String rest() {
            double waited = 0;
            long left = 0;
            for (Object each : values.values()) {
                if (each instanceof Map<?, ?> told) {
                    waited =
                            told.get("waited") instanceof Number n
                                    ? Math.max(waited, n.doubleValue())
                                    : waited;
                    left += told.get("left") instanceof Number n ? n.longValue() : 0;
                }
            }
            return (waited > 0 ? String.format(Locale.ROOT, " after %.1f s", waited) : "")
                    + (left > 0 ? "; " + left + " connections to them are left" : "");
        }

        String told() {
            List<String> told = new ArrayList<>();
            wrong.forEach((host, why) -> told.add(host + ": " + why));
            return String.join("\n", told);
        }
    }

    private final Run run;
    private final Aside aside;
    private final RollJobs jobs;
    private final List<HostState> hosts;
    private final MemberNames names;
    private final String mark;

    /** By balancer, then by host. */
    private final Map<HostState, Map<HostState, List<Entry>>> seen = new LinkedHashMap<>();

    /**
     * @param hosts the balancer hosts; empty: there is no balancer
     * @param mark what a drain of this roll is marked by
     */
    Balancers(
            Run run,
            Aside aside,
            RollJobs jobs,
            List<HostState> hosts,
            MemberNames names,
            String mark) {
        this.run = run;
        this.aside = aside;
        this.jobs = jobs;
        this.hosts = hosts;
        this.names = names;
        this.mark = mark;
    }

    List<HostState> hosts() {
        return hosts;
    }

    List<String> hostNames() {
        return hosts.stream().map(host -> host.name).toList();
    }

    /** Looks how members are, on all balancers; what members know of it is brought up to date. */
    Answer look(List<Member> members) {
        if (hosts.isEmpty() || members.isEmpty()) {
            members.forEach(member -> member.absent = hosts.isEmpty());
            return new Answer(Map.of(), false, Map.of());
        }
        Map<String, Object> given = new LinkedHashMap<>();
        List<String> wanted = new ArrayList<>();
        members.forEach(member -> wanted.addAll(names.of(member.host)));
        given.put(RollMaker.MEMBERS, wanted);
        given.put(RollMaker.MARK, mark);
        Map<HostState, Ending> endings =
                aside.on(jobs.get(Chore.STATUS).orElseThrow(), hosts, given);
        Answer answer = answer(endings);
        if (answer.well()) {
            endings.forEach((host, ending) -> seen.put(host, entries(ending, members)));
            members.forEach(this::judge);
        }
        return answer;
    }

    private Map<HostState, List<Entry>> entries(Ending ending, List<Member> members) {
        Map<HostState, List<Entry>> found = new LinkedHashMap<>(Map.of());
        if (!(ending.values().get("members") instanceof List<?> list)) {
            return found;
        }
        for (Object each : list) {
            if (each instanceof Map<?, ?> told && !"absent".equals(text(told, "state"))) {
                Entry entry =
                        new Entry(
                                asked(told),
                                text(told, "upstream"),
                                text(told, "state"),
                                text(told, "mark"));
                members.stream()
                        .filter(member -> names.mean(member.host, entry.asked()))
                        .forEach(
                                member ->
                                        found.computeIfAbsent(member.host, key -> new ArrayList<>())
                                                .add(entry));
            }
        }
        return found;
    }

    private static String text(Map<?, ?> told, String name) {
        Object value = told.get(name);
        return value == null ? "" : value.toString();
    }

    private static List<String> asked(Map<?, ?> told) {
        return told.get("asked") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private List<Entry> all(Member member) {
        List<Entry> all = new ArrayList<>();
        seen.values().forEach(each -> all.addAll(each.getOrDefault(member.host, List.of())));
        return all;
    }

    /**
     * A member that has traffic somewhere is not drained; one that has none anywhere by hand is.
     * One that a drain which was cut off has left its mark on may have its traffic still.
     */
    private void judge(Member member) {
        List<Entry> all = all(member);
        boolean active = all.stream().anyMatch(entry -> entry.state().equals("active"));
        boolean drained = all.stream().anyMatch(entry -> entry.state().equals("drained"));
        Optional<Entry> marked =
                all.stream()
                        .filter(entry -> entry.state().equals("drained") || !entry.mark().isEmpty())
                        .findFirst();
        boolean ours = member.drained && member.stale.isEmpty();
        member.absent = all.isEmpty();
        member.held = all.stream().anyMatch(entry -> entry.state().equals("held"));
        member.drained = drained && !active;
        if (!ours && member.stale.isEmpty()) {
            marked.map(Entry::mark)
                    .ifPresent(by -> member.stale = by.isEmpty() ? "another run" : by);
        }
    }

    /** The balancers that have a member at all. */
    List<String> having(Member member) {
        return hosts.stream()
                .filter(host -> seen.getOrDefault(host, Map.of()).containsKey(member.host))
                .map(host -> host.name)
                .toList();
    }

    /**
     * Drains members on all balancers. When one of these does not, the others have them back, and
     * the answer says for which this did not go well.
     */
    Answer drain(List<Member> members) {
        Answer drained = tell(Chore.DRAIN, members);
        if (drained.well()) {
            members.forEach(member -> member.drained = true);
            return drained;
        }
        if (run.stopping()) {
            return drained;
        }
        Map<String, String> wrong = new LinkedHashMap<>(drained.wrong());
        List<Member> ours = members.stream().filter(member -> member.stale.isEmpty()).toList();
        Answer back = tell(Chore.ADMIT, ours);
        back.wrong()
                .forEach(
                        (host, why) ->
                                wrong.merge(
                                        host,
                                        "it may be drained there still: " + why,
                                        (first, second) ->
                                                first.equals(why) ? first : first + "; " + second));
        return new Answer(wrong, drained.lost() || back.lost(), drained.values());
    }

    /**
     * Tells the balancers that members are back soon, so that the way back takes less time. That it
     * could not be told does no harm.
     */
    void expect(List<Member> members) {
        members.forEach(member -> member.expected = true);
        tell(Chore.EXPECT, members);
    }

    /** Members that were expected stay out, since something came between. */
    void expectNoLonger(List<Member> members) {
        List<Member> out = members.stream().filter(member -> member.expected).toList();
        out.forEach(member -> member.expected = false);
        tell(Chore.DRAIN, out);
    }

    /** Gives members their traffic again, on all balancers. */
    Answer admit(List<Member> members) {
        members.forEach(member -> member.expected = false);
        Answer admitted = tell(Chore.ADMIT, members);
        if (admitted.well()) {
            members.forEach(
                    member -> {
                        member.drained = false;
                        member.stale = "";
                    });
        }
        return admitted;
    }

    private Answer tell(Chore chore, List<Member> members) {
        List<HostState> meant =
                hosts.stream().filter(host -> !names(host, members).isEmpty()).toList();
        if (meant.isEmpty()) {
            return new Answer(Map.of(), false, Map.of());
        }
        Job job = jobs.get(chore).orElseThrow();
        List<Ending> done =
                run.together(
                        meant.stream()
                                .map(host -> (Supplier<Ending>) () -> tell(job, host, members))
                                .toList());
        Map<HostState, Ending> endings = new LinkedHashMap<>();
        for (int i = 0; i < meant.size(); i++) {
            endings.put(meant.get(i), done.get(i));
        }
        return answer(endings);
    }

    private Ending tell(Job job, HostState host, List<Member> members) {
        return aside.on(
                job, host, Map.of(RollMaker.MEMBERS, names(host, members), RollMaker.MARK, mark));
    }

    /** The names by which a balancer knows those of the members that it has. */
    private List<String> names(HostState balancer, List<Member> members) {
        Map<HostState, List<Entry>> here = seen.getOrDefault(balancer, Map.of());
        return members.stream()
                .flatMap(member -> here.getOrDefault(member.host, List.of()).stream())
                .flatMap(entry -> entry.asked().stream())
                .distinct()
                .toList();
    }

    /** A request through each balancer; well when there is none to make. */
    Answer through() {
        return jobs.get(Chore.THROUGH)
                .map(job -> answer(aside.on(job, hosts, Map.of())))
                .orElse(new Answer(Map.of(), false, Map.of()));
    }

    private static Answer answer(Map<HostState, Ending> endings) {
        Map<String, String> wrong = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        boolean lost = false;
        for (Map.Entry<HostState, Ending> each : endings.entrySet()) {
            Ending ending = each.getValue();
            values.put(each.getKey().name, ending.values());
            lost |= ending.unreachable();
            if (!Aside.well(ending)) {
                wrong.put(each.getKey().name, ending.message());
            }
        }
        return new Answer(wrong, lost, values);
    }
}
