package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Span;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says where and why a task failed on a host, with the values that took part. */
final class Diagnosis {
    private static final int MOST_VALUES = 8;
    private static final int MOST_LINES = 15;
    private static final int LONGEST = 120;

    private final Job job;
    private final Vars vars;

    Diagnosis(Job job, Vars vars) {
        this.job = job;
        this.vars = vars;
    }

    /** A module said no. */
    Diagnostic failed(String message, Map<String, Object> values) {
        List<String> lines = message.lines().toList();
        Diagnostic failed =
                Diagnostic.error(
                                "`" + job.task.module().text() + "` failed on " + vars.host().name,
                                job.span)
                        .label(lines.isEmpty() ? "" : lines.get(0));
        for (String line :
                lines.subList(Math.min(1, lines.size()), Math.min(MOST_LINES, lines.size()))) {
            failed = failed.note(line);
        }
        failed = output(failed, "stderr", values);
        failed =
                values.get("stderr") instanceof String text && !text.isBlank()
                        ? failed
                        : output(failed, "stdout", values);
        return withValues(failed);
    }

    private static Diagnostic output(Diagnostic failed, String name, Map<String, Object> values) {
        if (!(values.get(name) instanceof String text) || failed.label().contains(text.strip())) {
            return failed;
        }
        List<String> lines = text.strip().lines().toList();
        Diagnostic with = failed;
        for (String line : lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size())) {
            with = with.note(name + ": " + line);
        }
        return with;
    }

    /** A template could not be filled in; its own place says more than the task's. */
    Diagnostic of(TemplateError error) {
        Diagnostic said = error.diagnostic();
        Diagnostic here =
                new Diagnostic(
                        said.severity(),
                        said.message() + " on " + vars.host().name,
                        said.span(),
                        said.label(),
                        said.notes());
        if (!said.span().source().equals(job.span.source())
                || said.span().line() != job.span.line()) {
            here = here.note("task: `" + job.plainName + "`, " + job.place);
        }
        return here;
    }

    /** The next step after a failure that nothing takes care of. */
    Diagnostic help(Diagnostic failed) {
        boolean named = !job.handler && job.task.keywords().value("name") instanceof String;
        return failed.help(
                "when it is mended, go on with "
                        + (named ? "--start-at-task '" + job.ownName() + "' " : "")
                        + "--limit "
                        + vars.host().name);
    }

    private Diagnostic withValues(Diagnostic failed) {
        Set<String> names = new TreeSet<>();
        job.args.byName().values().forEach(arg -> names(arg.value(), names));
        job.spread.ifPresent(template -> names.addAll(template.names()));
        return withValues(failed, names);
    }

    /** With the values that these variables have, and where they were written. */
    Diagnostic withValues(Diagnostic failed, Set<String> names) {
        Diagnostic with = failed;
        int count = 0;
        for (String name : names) {
            Object value = known(name);
            if (value != Scope.NOTHING && count++ < MOST_VALUES) {
                Optional<Span> place = vars.place(name);
                String shown = shown(value);
                with =
                        place.isPresent()
                                ? with.with(name, shown, place.get())
                                : with.note("with: " + name + " = " + shown);
            }
        }
        return with;
    }

    private Object known(String name) {
        if (Magic.NAMES.contains(name) && !name.equals("inventory_hostname")) {
            return Scope.NOTHING;
        }
        try {
            return vars.value(name);
        } catch (TemplateError e) {
            return Scope.NOTHING;
        }
    }

    private static String shown(Object value) {
        String text = String.valueOf(value).replace("\n", "\\n");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** The names that the templates in a value need. */
    static void names(Object value, Set<String> names) {
        if (value instanceof Template template) {
            names.addAll(template.names());
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> names(each, names));
        } else if (value instanceof Collection<?> list) {
            list.forEach(each -> names(each, names));
        }
    }
}
