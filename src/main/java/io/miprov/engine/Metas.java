package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.event.Event;
import io.miprov.lang.TemplateError;
import io.miprov.module.Args;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Those that are for one host, and asked of each. */
    private static final Set<String> EACH =
            Set.of("end_host", "end_role", "flush_handlers", "noop", "reset_connection");

    private final Run run;
    private final Setting setting;
    private final PlayRun play;

    Metas(Run run, Setting setting, PlayRun play) {
        this.run = run;
        this.setting = setting;
        this.play = play;
    }

    /** Says what is wrong with the word that a {@code meta} has. */
    static void check(Args args, Frame frame, boolean handler, Problems problems) {
        Args.Arg arg = args.byName().get("_raw_params");
        String word = arg == null ? "" : String.valueOf(arg.value());
        if (!KNOWN.contains(word)) {
            problems.add(
                    Diagnostic.error(
                                    "`meta` knows no `" + word + "`",
                                    arg == null ? args.at() : arg.span())
                            .help("it takes " + String.join(", ", new java.util.TreeSet<>(KNOWN))));
        } else if (word.equals("flush_handlers") && handler) {
            problems.add(
                    Diagnostic.error("flush_handlers cannot be used as a handler", arg.span()));
        } else if (word.equals("end_role") && (handler || frame.role().isEmpty())) {
            problems.add(
                    Diagnostic.error(
                                    "Cannot execute 'end_role' from "
                                            + (handler ? "a handler" : "outside of a role"),
                                    arg.span())
                            .label("there is no role to end"));
        }
    }

    /** What is for the whole play is asked of the first host only. */
    void go(Job job, List<HostState> hosts) {
        String word = String.valueOf(job.args.byName().get("_raw_params").value());
        List<HostState> meant = new ArrayList<>();
        for (HostState host : EACH.contains(word) ? hosts : hosts.subList(0, 1)) {
            if (meant(job, word, host)) {
                meant.add(host);
            }
        }
        if (!meant.isEmpty()) {
            steer(job, word, meant);
        }
    }

    private void steer(Job job, String word, List<HostState> meant) {
        switch (word) {
            case "flush_handlers" -> play.flush(meant);
            case "end_play" -> play.endPlay();
            case "end_batch" -> play.batch().forEach(host -> host.ended = true);
            case "end_host" -> meant.forEach(host -> host.ended = true);
            case "end_role" -> meant.forEach(host -> endRole(job, host));
            case "refresh_inventory" -> run.refresh();
            case "clear_facts" ->
                    setting.allHosts().forEach(name -> run.cache.forget(run.host(name)));
            case "clear_host_errors" -> play.batch().forEach(HostState::forgive);
            case "reset_connection" -> meant.forEach(host -> run.links.reset(host.name));
            default -> {}
        }
    }

    /** What Ansible says of what was done. */
    private static String done(String word, HostState host, String role) {
        return switch (word) {
            case "flush_handlers" -> "triggered running handlers for " + host.name;
            case "end_play" -> "ending play";
            case "end_batch" -> "ending batch";
            case "end_host" -> "ending play for " + host.name;
            case "end_role" -> "ending role " + role + " for " + host.name;
            case "refresh_inventory" -> "inventory successfully refreshed";
            case "clear_facts" -> "facts cleared";
            case "clear_host_errors" -> "cleared host errors";
            case "reset_connection" -> "reset connection";
            default -> word;
        };
    }

    /** What Ansible says of what was not done. */
    private static String left(String word, HostState host, String role) {
        return word
                + " conditional evaluated to False"
                + switch (word) {
                    case "flush_handlers" -> ", not running handlers for " + host.name;
                    case "end_play" -> ", continuing play";
                    case "end_batch" -> ", continuing current batch";
                    case "end_host" -> ", continuing execution for " + host.name;
                    case "end_role" -> "continuing role " + role + " for " + host.name;
                    case "clear_facts" -> ", not clearing facts and fact cache for " + host.name;
                    case "clear_host_errors" -> ", not clearing host error state for " + host.name;
                    default -> "";
                };
    }

    private void tell(Job job, String word, HostState host, boolean does) {
        String role = job.frame.role().map(scope -> scope.role().name()).orElse("");
        String says = does ? done(word, host, role) : left(word, host, role);
        Map<String, Object> values = new LinkedHashMap<>();
        if (!does) {
            values.put(
                    "msg", word.equals("end_host") ? says.replace("to False", "to false") : word);
            values.put("skip_reason", says);
        }
        run.teller.tell(
                new Event.Steered(
                        host.name, job.plainName, job.place, job.handler, !does, says, values));
    }

    private static void endRole(Job job, HostState host) {
        job.frame.role().ifPresent(role -> host.roleEnded = role);
    }

    private boolean meant(Job job, String word, HostState host) {
        Vars vars = new Vars(run, setting, host, job.layers, job);
        try {
            boolean does = TaskRun.holds(job, vars);
            tell(job, word, host, does);
            return does;
        } catch (TemplateError e) {
            run.teller.failure(new Diagnosis(job, vars).of(e), host.name);
            host.count(Event.Status.FAILED);
            host.failed = true;
            return false;
        }
    }
}
