package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.lang.TemplateError;
import io.miprov.module.Args;
import io.miprov.module.BadParams;
import io.miprov.module.Binder;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.NotYet;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills in the arguments of the tasks that are sure to run, as far as they are known before the
 * run, and holds them to what modules take: values of the right kind, and files that are there.
 */
final class ArgumentCheck {
    /** The facts of a host that nobody asked yet. */
    private static final Facts UNKNOWN =
            new Facts(
                    new AbstractMap<>() {
                        @Override
                        public Set<Entry<String, Object>> entrySet() {
                            throw new Foreknown.Unknown();
                        }
                    });

    private final Made made;
    private final Problems problems;
    private final Set<List<Object>> told = new HashSet<>();

    ArgumentCheck(Made made, Problems problems) {
        this.made = made;
        this.problems = problems;
    }

    /** Checks a task on a host, item by item. */
    void check(Job job, Foreknown names) {
        if (job.action.equals("validate_argument_spec")) {
            roleArguments(job, names);
        }
        if (job.module.isEmpty()) {
            return;
        }
        try {
            if (job.loop.isEmpty()) {
                arguments(job, names);
                return;
            }
            List<?> items = names.items();
            for (int i = 0; i < items.size(); i++) {
                arguments(job, names.at(items, i));
            }
        } catch (Foreknown.Unknown | TemplateError e) {
            return; // the run will tell, unless a condition keeps it from the loop
        }
    }

    /** Holds what a role is given to what it wants, as far as that is known. */
    private void roleArguments(Job job, Foreknown names) {
        Args.Arg spec = job.args.byName().get("argument_spec");
        if (spec == null || !(spec.value() instanceof Map<?, ?> wanted)) {
            return;
        }
        try {
            Map<?, ?> known = RoleArguments.known(wanted, job, names);
            Map<String, Object> given = RoleArguments.given(known, job, names);
            for (String error : ArgumentSpec.errors(known, given)) {
                add(wrong(error, job, wanted, names.vars()), job, names.vars(), false);
            }
        } catch (Foreknown.Unknown | TemplateError e) {
            return; // the run will tell, or what is undefined has been told
        }
    }

    private static Diagnostic wrong(String error, Job job, Map<?, ?> wanted, Vars vars) {
        String role = job.frame.role().map(scope -> scope.role().name()).orElse("");
        Set<String> names = new TreeSet<>();
        wanted.keySet().stream()
                .map(Object::toString)
                .filter(name -> error.matches("(?s).*\\b\\Q" + name + "\\E\\b.*"))
                .forEach(names::add);
        return new Diagnosis(job, vars)
                .withValues(
                        Diagnostic.error("role `" + role + "` is not given what it wants", job.span)
                                .label(error),
                        names);
    }

    private void arguments(Job job, Foreknown names) {
        try {
            if (!job.when.stream().allMatch(condition -> condition.holds(names))) {
                return;
            }
            Optional<Args> args = KnownArguments.of(job, names);
            if (args.isPresent()) {
                bind(job, args.get(), names.vars());
            }
        } catch (TemplateError e) {
            add(e.diagnostic(), job, names.vars(), e.undefined());
        }
    }

    private void bind(Job job, Args args, Vars vars) {
        Problems found = new Problems();
        CheckResources resources =
                new CheckResources(
                        vars.run().files,
                        job.frame,
                        args,
                        found,
                        (paths, kind) -> made.mayCome(paths),
                        JobMaker.decrypts(args));
        bind(job.module.get(), args, resources, found);
        Arguments.learn(job, args.byName(), vars.run().teller.mask);
        found.found().forEach(each -> add(withValues(each, job, vars), job, vars, false));
    }

    /** Also asks the module whether its parameters go together, as far as that needs no facts. */
    private static <P extends Record> void bind(
            Module<P> module, Args args, CheckResources resources, Problems found) {
        Optional<P> params = new Binder(found).bind(module, args, resources);
        if (params.isEmpty() || !resources.whole()) {
            return;
        }
        try {
            module.plan(params.get(), UNKNOWN);
        } catch (BadParams e) {
            found.add(Binder.explain(e, args));
        } catch (Foreknown.Unknown | NotYet e) {
            return; // the facts decide, or what the run makes
        } catch (IllegalArgumentException | UncheckedIOException e) {
            found.add(Diagnostic.error("`" + args.module() + "`: " + e.getMessage(), args.at()));
        }
    }

    /** Several tasks may use what is wrong; the first one tells. */
    private void add(Diagnostic found, Job job, Vars vars, boolean onlyNames) {
        Object hides = job.keywords.value("no_log");
        boolean open = onlyNames || hides == null || Boolean.FALSE.equals(hides);
        Diagnostic shown = open ? vars.run().teller.masked(found) : hidden(job);
        if (told.add(List.of(shown.message(), shown.label(), shown.notes()))) {
            problems.add(shown);
        }
    }

    private static Diagnostic hidden(Job job) {
        return Diagnostic.error(
                        "a parameter of `" + job.task.module().text() + "` is not right", job.span)
                .label("which one is hidden, since `no_log` is true for this task")
                .help("take `no_log` out to see it");
    }

    /** With the variables that the argument is made of, and where they were written. */
    private static Diagnostic withValues(Diagnostic found, Job job, Vars vars) {
        Set<String> names = new TreeSet<>();
        job.args.byName().values().stream()
                .filter(arg -> arg.span().equals(found.span()))
                .forEach(arg -> Diagnosis.names(arg.value(), names));
        return new Diagnosis(job, vars).withValues(found, names);
    }
}
