package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.lang.Template;
import io.miprov.module.Args;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.RoleUse;
import io.miprov.playbook.Step;
import io.miprov.playbook.Surroundings;
import io.miprov.playbook.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All the tasks of a play that can be seen before the run, those of includes whose names are
 * written out among them. An include that is sure to happen is held to be right now; one under a
 * condition may be for another system, and is only looked at.
 */
final class Foresight {

    /**
     * A task.
     *
     * @param sure whether its turn comes, unless an earlier task fails, and the host fails if it
     *     fails; it has no condition
     * @param bound the same, but for its condition
     */
    record Seen(Job job, boolean sure, boolean bound) {}

    private static final List<String> NAMES_OF_FILES = List.of("dir", "file");

    private final CompiledPlay play;
    private final Compiler compiler;
    private final RunOptions options;
    private final Problems problems;
    private final List<Seen> seen = new ArrayList<>();
    private final Set<Path> read = new HashSet<>();
    private final Set<String> published = new HashSet<>();
    private boolean complete = true;

    Foresight(CompiledPlay play, Compiler compiler, RunOptions options, Problems problems) {
        this.play = play;
        this.compiler = compiler;
        this.options = options;
        this.problems = problems;
    }

    Foresight look() {
        play.sections().forEach(section -> part(section, true));
        play.handlers().forEach(handler -> part(handler, false));
        play.rolling()
                .ifPresent(
                        rolling -> {
                            part(rolling.canary(), true);
                            rolling.onMembers().forEach(job -> part(job, true));
                        });
        return this;
    }

    List<Seen> seen() {
        return seen;
    }

    /** Whether nothing can come in that was not seen. */
    boolean complete() {
        return complete;
    }

    private void part(Part part, boolean sure) {
        if (part instanceof Group group) {
            boolean bare = group.rescue().isEmpty();
            group.body().forEach(each -> part(each, sure && bare));
            group.rescue().forEach(each -> part(each, false));
            group.always().forEach(each -> part(each, sure));
            return;
        }
        Job job = (Job) part;
        complete &= job.loop.isEmpty() || !job.control.templated();
        boolean bound = sure && job.keywords.value("ignore_errors") == null;
        boolean runs = bound && job.when.isEmpty();
        seen.add(new Seen(job, runs, bound && job.failedWhen.isEmpty()));
        if (job.action.startsWith("include")) {
            include(job, runs);
        }
    }

    private void include(Job job, boolean sure) {
        Map<String, Object> args = new HashMap<>();
        for (Map.Entry<String, Args.Arg> arg : job.args.byName().entrySet()) {
            if (!arg.getKey().equals("apply")) {
                args.put(arg.getKey(), arg.getValue().value());
            }
        }
        boolean known = args.values().stream().noneMatch(JobMaker::templated);
        if (!known || job.spread.isPresent()) {
            complete = false;
            return;
        }
        if (job.action.equals("include_vars")) {
            complete &= args.containsKey("name") || !variables(job, args).isEmpty();
            return;
        }
        Problems own = sure ? problems : problems.another();
        PlaybookReader reader =
                new PlaybookReader(options.here(), options.around(), options.vault(), own);
        Frame frame = job.frame.withParams(params(job));
        if (job.action.equals("include_role")) {
            reader.role(job.task, args, frame.where().with(job.keywords))
                    .ifPresent(
                            use -> {
                                publish(use, args);
                                steps(List.of(use), use, job, frame, own, sure);
                            });
        } else {
            tasks(job, args, reader, frame, own, sure);
        }
    }

    /** A public role gives its variables to the tasks that follow. */
    private void publish(RoleUse use, Map<String, Object> args) {
        if (Vars.truth(args.get("public"))) {
            RoleScope role = RoleScope.of(use, Optional.empty());
            role.vars().forEach(layer -> published.addAll(layer.values().keySet()));
            role.defaults().forEach(layer -> published.addAll(layer.values().keySet()));
        }
    }

    private void tasks(
            Job job,
            Map<String, Object> args,
            PlaybookReader reader,
            Frame frame,
            Problems own,
            boolean sure) {
        Object name = args.getOrDefault("file", args.get("_raw_params"));
        if (name == null) {
            own.add(Diagnostic.error("`" + job.action + "` needs the name of a file", job.span));
            return;
        }
        Path file = PlaybookReader.fileOf(name.toString(), frame.where());
        if (read.add(file)) {
            steps(
                    reader.tasks(name.toString(), job.span, job.handler, frame.where()),
                    null,
                    job,
                    frame.at(file),
                    own,
                    sure);
        }
    }

    private void steps(
            List<? extends Step> steps,
            RoleUse use,
            Job job,
            Frame frame,
            Problems own,
            boolean sure) {
        Compiler judge = compiler.with(own);
        if (use != null) {
            if (!read.add(use.role().folder().resolve("tasks").resolve(use.role().from()))) {
                return;
            }
            judge.handlersOf(use, frame, play.play()).forEach(each -> part(each, false));
        }
        part(judge.included(List.copyOf(steps), frame, job, play.play()), sure && !own.any());
    }

    /** The names that an include hands on; the item of its loop has no value yet. */
    private static Variables params(Job job) {
        Map<String, Object> values = new HashMap<>(job.task.vars().values());
        if (job.loop.isPresent()) {
            values.put(job.control.variable(), null);
            values.put(job.control.index(), null);
            values.put("ansible_loop", null);
        }
        return new Variables(values, job.task.vars().places());
    }

    /** The names of the variables that a file sets; empty when that is not known. */
    Set<String> variables(Job job, Map<String, Object> args) {
        Object name = args.getOrDefault("file", args.get("_raw_params"));
        Optional<Path> file =
                name == null
                        ? Optional.empty()
                        : new Files(options.here(), options.vault())
                                .find(name.toString(), "vars", job.frame);
        return file.flatMap(
                        path ->
                                new PlaybookReader(
                                                options.here(),
                                                Surroundings.NONE,
                                                options.vault(),
                                                problems.another())
                                        .variables(path, Optional.empty()))
                .map(variables -> variables.values().keySet())
                .orElse(Set.of());
    }

    /** The names that the tasks give a value while they run. */
    Set<String> namesToCome() {
        Set<String> names = new HashSet<>(published);
        names.addAll(Vars.PLAIN_FACTS);
        names.addAll(RollMaker.NAMES);
        play.play().prompts().forEach(prompt -> names.add(prompt.name()));
        for (Seen each : seen) {
            Job job = each.job();
            job.register.ifPresent(names::add);
            if (job.schema.flatMap(s -> s.rest()).isPresent()
                    || job.action.equals("add_host")
                    || job.later.isPresent()) {
                names.addAll(job.args.byName().keySet());
                complete &= job.spread.isEmpty();
                complete &= job.args.byName().keySet().stream().noneMatch(Template::looksLikeOne);
            }
            if (job.later.isPresent()) {
                // it may read files of variables
                complete &= Collections.disjoint(job.args.byName().keySet(), NAMES_OF_FILES);
            }
            if (job.action.equals("include_vars")) {
                Map<String, Object> args = new HashMap<>();
                job.args.byName().forEach((name, arg) -> args.put(name, arg.value()));
                names.addAll(variables(job, args));
                names.add(String.valueOf(args.get("name")));
            }
        }
        return names;
    }
}
