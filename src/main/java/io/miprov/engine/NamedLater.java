package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** What a task comes to whose module is named by a template, once the template has a value. */
final class NamedLater {
    private final Template name;
    private final Function<String, Job> jobs;
    private final Function<List<Diagnostic>, Job> broken;
    private final ConcurrentMap<String, Job> named = new ConcurrentHashMap<>();

    /**
     * @param jobs makes the job of a module's name; what is wrong with it is among its mistakes
     * @param broken makes a job that fails when its turn comes
     */
    NamedLater(Template name, Function<String, Job> jobs, Function<List<Diagnostic>, Job> broken) {
        this.name = name;
        this.jobs = jobs;
        this.broken = broken;
    }

    Template name() {
        return name;
    }

    /** The job on a host: the same one for the same module. */
    Job on(Scope scope) {
        try {
            return of(scope);
        } catch (TemplateError e) {
            return broken.apply(List.of(e.diagnostic()));
        }
    }

    /** The same; {@link TemplateError} when the template has no value. */
    Job of(Scope scope) {
        return named.computeIfAbsent(name.fill(scope).strip(), jobs);
    }
}
