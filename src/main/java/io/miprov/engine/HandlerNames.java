package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The names of handlers, with the play's variables filled in. One whose name has others in it keeps
 * the name that is written; it can not be notified, which is told once unless it has topics.
 */
final class HandlerNames implements Function<Job, String> {
    private final Run run;
    private final Setting setting;
    private final HostState first;
    private final Set<Job> told = ConcurrentHashMap.newKeySet();

    HandlerNames(Run run, Setting setting, HostState first) {
        this.run = run;
        this.setting = setting;
        this.first = first;
    }

    @Override
    public String apply(Job handler) {
        if (!(handler.task.keywords().value("name") instanceof Template template)) {
            return handler.ownName();
        }
        try {
            return String.valueOf(
                    template.value(new Vars(run, setting, first, handler.layers, handler)));
        } catch (TemplateError e) {
            if (handler.task.keywords().list("listen").isEmpty() && told.add(handler)) {
                run.teller.warning(
                        Diagnostic.warning(
                                        "Handler '"
                                                + handler.ownName()
                                                + "' is unusable because it has no listen topics and"
                                                + " the name could not be templated",
                                        handler.span)
                                .label(e.diagnostic().message()));
            }
            return handler.ownName();
        }
    }
}
