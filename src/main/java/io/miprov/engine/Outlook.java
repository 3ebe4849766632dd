package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Mask;
import io.miprov.diag.Problems;
import io.miprov.host.Nowhere;
import io.miprov.lang.TemplateError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

/**
 * Looks at a run before it takes place: at the variables and arguments of every task that is sure
 * to have its turn, on each of its hosts.
 */
final class Outlook {
    private final Prepared prepared;
    private final Problems problems;
    private final Run run;
    private final Set<String> later = new HashSet<>();
    private final List<Foresight> foresights = new ArrayList<>();

    Outlook(Prepared prepared, Problems problems) {
        this.prepared = prepared;
        this.problems = problems;
        Caching caching = prepared.options().caching();
        Teller nobody = new Teller(event -> {}, new Mask());
        this.run =
                new Run(
                        prepared,
                        prepared.compiler(),
                        nobody,
                        new Links(new Nowhere()),
                        new FactCache(
                                caching.flush() ? Caching.NONE : caching, prepared.clock(), nobody),
                        ForkJoinPool.commonPool(),
                        History.none(""));
    }

    void check() {
        for (CompiledPlay play : prepared.plays()) {
            Foresight foresight =
                    new Foresight(play, prepared.compiler(), prepared.options(), problems).look();
            later.addAll(foresight.namesToCome());
            foresights.add(foresight);
        }
        if (foresights.stream().allMatch(Foresight::complete)) {
            prepared.plays().forEach(this::keywords);
            Set<Job> wrong = undefined();
            if (prepared.plays().stream()
                    .allMatch(play -> play.varsFiles().constants().isPresent())) {
                arguments(wrong);
            }
        }
    }

    private void keywords(CompiledPlay play) {
        List<String> names = hosts(play);
        if (!names.isEmpty()) {
            List<HostState> hosts = names.stream().map(run::host).toList();
            Vars vars = Vars.ofPlay(run, setting(play, names), hosts.get(0));
            new PlayCheck(later, problems).check(play, new PlayWords(play, vars), hosts);
        }
    }

    private Setting setting(CompiledPlay play, List<String> names) {
        List<HostState> hosts = names.stream().map(run::host).toList();
        return new Setting(play.play(), play.inventory(), hosts, hosts, play.varsFiles());
    }

    /** Returns the tasks whose variables are undefined. */
    private Set<Job> undefined() {
        UndefinedCheck check =
                new UndefinedCheck(
                        prepared.extra(), prepared.files(), prepared.options().vault(), problems);
        for (int i = 0; i < foresights.size(); i++) {
            CompiledPlay play = prepared.plays().get(i);
            check.check(play, foresights.get(i).seen(), hosts(play), later);
        }
        return check.wrong();
    }

    private List<String> hosts(CompiledPlay play) {
        try {
            return prepared.named().of(play.play(), play.inventory());
        } catch (TemplateError e) {
            return List.of(); // somebody is asked for them, as all else was told
        }
    }

    /** What one task is to others on each host of its play. */
    private interface Look {
        void at(Foresight.Seen seen, Foreknown names);
    }

    private void arguments(Set<Job> wrong) {
        boolean groupsChange = MakesHosts.here(prepared.plays());
        boolean local = prepared.options().login().connection().equals("local");
        Set<Diagnostic> told = new HashSet<>();
        Made made = new Made(prepared.options().here(), local);
        ArgumentCheck check = new ArgumentCheck(made, problems);
        each(groupsChange, (seen, names) -> made.take(seen.job(), names));
        each(
                groupsChange,
                (seen, names) -> {
                    if (seen.sure()) {
                        seen.job().mistakes.stream().filter(told::add).forEach(problems::add);
                    }
                    if (seen.bound()
                            && seen.job().mistakes.isEmpty()
                            && !wrong.contains(seen.job())) {
                        check.check(seen.job(), names);
                    }
                });
    }

    /** A task whose module is named by a template, when that has a value before the run. */
    private static Foresight.Seen named(Foresight.Seen seen, NamedLater later, Foreknown names) {
        try {
            return new Foresight.Seen(later.of(names), seen.sure(), seen.bound());
        } catch (Foreknown.Unknown | TemplateError e) {
            return seen; // what is undefined has been told
        }
    }

    private void each(boolean groupsChange, Look look) {
        for (int i = 0; i < foresights.size(); i++) {
            each(prepared.plays().get(i), foresights.get(i).seen(), groupsChange, look);
        }
    }

    private void each(
            CompiledPlay play, List<Foresight.Seen> seen, boolean groupsChange, Look look) {
        List<String> hosts = hosts(play);
        Setting setting = setting(play, hosts);
        List<String> sample = Sample.of(hosts, play.inventory(), seen.size());
        for (Foresight.Seen each : seen) {
            for (String host : sample) {
                Job job = each.job();
                Vars vars = new Vars(run, setting, run.host(host), job.layers, job);
                Foreknown names = new Foreknown(job, vars, later, groupsChange);
                look.at(job.later.map(l -> named(each, l, names)).orElse(each), names);
            }
        }
    }
}
