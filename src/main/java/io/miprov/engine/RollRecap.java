package io.miprov.engine;

import io.miprov.engine.RollJobs.Chore;
import io.miprov.event.Event.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells at the end of a roll what runs where, before it and after, and who has no traffic. */
final class RollRecap {
    private final Run run;
    private final Aside aside;
    private final RollJobs jobs;

    RollRecap(Run run, Aside aside, RollJobs jobs) {
        this.run = run;
        this.aside = aside;
        this.jobs = jobs;
    }

    /** Sees what runs before anything is changed. */
    void before(List<Member> members) {
        releases(members).forEach((member, release) -> member.before = release);
    }

    /** Which release runs where, as far as it can be told. */
    private Map<Member, String> releases(List<Member> of) {
        Map<Member, String> releases = new LinkedHashMap<>();
        if (jobs.get(Chore.RELEASE).isPresent() && !run.stopping()) {
            Map<HostState, Ending> endings =
                    aside.on(jobs.get(Chore.RELEASE).get(), Member.hosts(of), Map.of());
            of.forEach(member -> releases.put(member, release(endings.get(member.host))));
        }
        return releases;
    }

    private static String release(Ending ending) {
        if (ending.values().get("stat") instanceof Map<?, ?> stat
                && stat.get("lnk_target") instanceof String target) {
            return target.substring(target.lastIndexOf('/') + 1);
        }
        return "";
    }

    /** Tells it, if there is anything to tell. */
    void end(List<Member> members, RollSteps steps) {
        if (run.options.check()) {
            return;
        }
        releases(members.stream().filter(member -> !member.host.gone).toList())
                .forEach((member, release) -> member.after = release);
        Map<String, Object> versions = new LinkedHashMap<>();
        List<String> told = new ArrayList<>();
        for (Member member : members) {
            if (!member.before.isEmpty() || !member.after.isEmpty()) {
                versions.put(member.name(), Map.of("before", member.before, "after", member.after));
                told.add(member.name() + ": " + versions(member));
            }
        }
        List<String> drained =
                members.stream().filter(each -> each.drained).map(Member::name).toList();
        List<String> held = members.stream().filter(each -> each.held).map(Member::name).toList();
        if (!drained.isEmpty()) {
            told.add("drained, without traffic: " + String.join(", ", drained));
        }
        if (!held.isEmpty()) {
            told.add("taken out by hand, without traffic: " + String.join(", ", held));
        }
        if (!told.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("versions", versions);
            values.put("drained", drained);
            values.put("held", held);
            steps.done(Step.LOOK, List.of(), String.join("\n", told), values);
        }
    }

    private static String versions(Member member) {
        String after = member.after.isEmpty() ? "not known" : member.after;
        return member.before.isEmpty() || member.before.equals(after)
                ? after
                : member.before + " before, " + after + " now";
    }
}
