package io.miprov.engine;

import io.miprov.diag.Span;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import java.nio.file.Path;

/**
 * What {@code register} gets of a failure that is not a module's: playbooks look for Ansible's
 * words in it. (ansible-core, {@code playbook/base.py}, {@code playbook/conditional.py} and {@code
 * errors}.)
 */
final class AnsibleWords {
    private AnsibleWords() {}

    /** An argument or another keyword is undefined. */
    static String undefined(TemplateError why, Job job, Path here) {
        return "The task includes an option with an undefined variable.. "
                + why.jinja()
                + "\n\n"
                + appears(job.task.span(), here);
    }

    /** A condition can not be told. */
    static String condition(Template condition, String why, Job job, Path here) {
        return "The conditional check '"
                + condition.text()
                + "' failed. The error was: "
                + why
                + "\n\n"
                + appears(job.task.span(), here);
    }

    /** The same, since something in it is undefined. */
    static String condition(Template condition, TemplateError why, Job job, Path here) {
        return condition(
                condition,
                "error while evaluating conditional (" + condition.text() + "): " + why.jinja(),
                job,
                here);
    }

    /** The place, with its line and the one before it. */
    static String appears(Span at, Path here) {
        String shown =
                "The error appears to be in '"
                        + here.resolve(at.source().name())
                        + "': line "
                        + at.line()
                        + ", column "
                        + at.column()
                        + ", but may\nbe elsewhere in the file depending on the exact syntax problem.\n";
        return at.source().sealed()
                ? shown
                : shown
                        + "\nThe offending line appears to be:\n\n"
                        + (at.line() > 1 ? at.source().line(at.line() - 1).stripTrailing() : "")
                        + "\n"
                        + at.source().line(at.line()).stripTrailing()
                        + "\n"
                        + " ".repeat(at.column() - 1)
                        + "^ here\n";
    }
}
