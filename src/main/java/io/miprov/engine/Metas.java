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
                    "end_role",
                    "flush_handlers",
                    "noop",
                    "refresh_inventory",
                    "reset_connection");

    private final Run run;
    private final Setting setting;
    private final PlayRun play;

    Metas(Run run, Setting setting, PlayRun play) {
        this.run = run;
        this.setting = setting;
        this.play = play;
    }

    /** Says what is wrong with the word that a {@code meta} has. */
    static void check(Args args, Frame frame, Problems problems) {
        Args.Arg arg = args.byName().get("_raw_params");
        String word = arg == null ? "" : String.valueOf(arg.value());
        if (!KNOWN.contains(word)) {
            problems.add(
                    Diagnostic.error(
                                    "`meta` knows no `" + word + "`",
                                    arg == null ? args.at() : arg.span())
                            .help("it takes " + String.join(", ", new java.util.TreeSet<>(KNOWN))));
        } else if (word.equals("end_role") && frame.role().isEmpty()) {
            problems.add(Diagnostic.error("`meta: end_role` stands in no role", arg.span()));
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
            case "end_role" -> meant.forEach(host -> endRole(job, host));
            case "refresh_inventory" -> run.refresh();
            case "clear_facts" -> meant.forEach(host -> host.facts.clear());
            case "clear_host_errors" -> play.batch().forEach(Metas::forgive);
            case "reset_connection" -> meant.forEach(host -> run.links.reset(host.name));
            default -> {}
        }
    }

    private static void endRole(Job job, HostState host) {
        job.frame.role().ifPresent(role -> host.roleEnded = role);
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
