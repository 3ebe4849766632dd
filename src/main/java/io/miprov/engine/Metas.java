package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.lang.TemplateError;
import io.miprov.module.Args;
import java.util.List;
import java.util.Set;

/** {@code meta}: tasks that steer the play. */
final class Metas {
    private static final Set<String> KNOWN =
            Set.of(
                    "clear_facts",
                    "clear_host_errors",
                    "end_batch",
                    "end_host",
                    "end_play",
                    "flush_handlers",
                    "noop",
                    "reset_connection");
    private static final Set<String> LATER = Set.of("refresh_inventory", "end_role");

    private final Run run;
    private final Setting setting;
    private final PlayRun play;

    Metas(Run run, Setting setting, PlayRun play) {
        this.run = run;
        this.setting = setting;
        this.play = play;
    }

    /** Says what is wrong with the word that a {@code meta} has. */
    static void check(Args args, Problems problems) {
        Args.Arg arg = args.byName().get("_raw_params");
        String word = arg == null ? "" : String.valueOf(arg.value());
        if (LATER.contains(word)) {
            problems.add(
                    Diagnostic.error("`meta: " + word + "` is not supported yet", arg.span())
                            .help(
                                    "take it out, or run this playbook with ansible-playbook for now"));
        } else if (!KNOWN.contains(word)) {
            problems.add(
                    Diagnostic.error(
                                    "`meta` knows no `" + word + "`",
                                    arg == null ? args.at() : arg.span())
                            .help("it takes " + String.join(", ", new java.util.TreeSet<>(KNOWN))));
        }
    }

    void go(Job job, List<HostState> hosts) {
        String word = String.valueOf(job.args.byName().get("_raw_params").value());
        List<HostState> meant = hosts.stream().filter(host -> meant(job, host)).toList();
        if (meant.isEmpty()) {
            return;
        }
        switch (word) {
            case "flush_handlers" -> play.flush(meant);
            case "end_play", "end_batch" -> {
                if (word.equals("end_play")) {
                    play.endPlay();
                } else {
                    play.batch().forEach(host -> host.ended = true);
                }
            }
            case "end_host" -> meant.forEach(host -> host.ended = true);
            case "clear_facts" -> meant.forEach(host -> host.facts.clear());
            case "clear_host_errors" -> play.batch().forEach(Metas::forgive);
            case "reset_connection" -> meant.forEach(host -> run.links.reset(host.name));
            default -> {}
        }
    }

    private static void forgive(HostState host) {
        host.failed = false;
        host.gone = false;
    }

    private boolean meant(Job job, HostState host) {
        Vars vars = new Vars(run, setting, host, job.layers, job);
        try {
            return TaskRun.holds(job, vars);
        } catch (TemplateError e) {
            run.teller.failure(new Diagnosis(job, vars).of(e), host.name);
            host.count(io.miprov.event.Event.Status.FAILED);
            host.failed = true;
            return false;
        }
    }
}
