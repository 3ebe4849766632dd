package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds notifications that nobody would hear. */
final class HandlerCheck {
    private final Problems problems;

    HandlerCheck(Problems problems) {
        this.problems = problems;
    }

    void check(List<CompiledPlay> plays) {
        plays.forEach(this::check);
    }

    private void check(CompiledPlay play) {
        List<Job> jobs = new ArrayList<>();
        play.sections().forEach(section -> gather(section, jobs));
        jobs.addAll(play.handlers());
        boolean more = jobs.stream().anyMatch(HandlerCheck::bringsHandlers);
        boolean named =
                play.handlers().stream()
                        .anyMatch(job -> job.task.keywords().value("name") instanceof Template);
        if (!more && !named) {
            jobs.forEach(job -> check(job, play.handlers()));
        }
    }

    /** What is included while the run goes on may have handlers, too. */
    private static boolean bringsHandlers(Job job) {
        return job.action.equals("include_role")
                || (job.handler && job.action.startsWith("include"));
    }

    static void gather(Part part, List<Job> jobs) {
        if (part instanceof Group group) {
            group.body().forEach(each -> gather(each, jobs));
            group.rescue().forEach(each -> gather(each, jobs));
            group.always().forEach(each -> gather(each, jobs));
        } else {
            jobs.add((Job) part);
        }
    }

    private void check(Job job, List<Job> handlers) {
        for (Object name : job.keywords.list("notify")) {
            if (name instanceof Template
                    || !Handlers.meant(name.toString(), handlers, Job::ownName).isEmpty()) {
                continue;
            }
            Set<String> known = new TreeSet<>();
            for (Job handler : handlers) {
                known.addAll(Handlers.names(handler, Job::ownName));
                handler.task.keywords().list("listen").forEach(l -> known.add(l.toString()));
            }
            Diagnostic missing =
                    Diagnostic.error(
                            Handlers.missing(name.toString()), place(job, name.toString()));
            problems.addAside(
                    Suggestion.closest(name.toString(), known)
                            .map(meant -> missing.help("did you mean `" + meant + "`?"))
                            .orElse(
                                    known.isEmpty()
                                            ? missing.help("this play has no handlers")
                                            : missing.help(
                                                    "there are " + String.join(", ", known))));
        }
    }

    private static Span place(Job job, String name) {
        Node node = job.keywords.get("notify").orElseThrow().node();
        if (node instanceof Node.Items items) {
            return items.nodes().stream()
                    .filter(each -> each instanceof Node.Scalar s && s.text().equals(name))
                    .map(Node::span)
                    .findFirst()
                    .orElse(node.span());
        }
        return node.span();
    }
}
