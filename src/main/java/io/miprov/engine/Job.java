package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Span;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.module.Args;
import io.miprov.module.Module;
import io.miprov.module.Schema;
import io.miprov.playbook.Keywords;
import io.miprov.playbook.Loop;
import io.miprov.playbook.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task joined with its module: all that can be known of it before its turn comes. Compared by
 * identity.
 */
final class Job implements Part {
    final Task task;

    /** What stands around it. */
    final Frame frame;

    final Keywords keywords;
    final boolean handler;

    /** The name without Ansible's own collection before it. */
    final String action;

    /** Empty for the words of the language itself, such as {@code include_tasks}. */
    final Optional<Module<?>> module;

    final Optional<Schema> schema;

    /** The arguments as written. */
    final Args args;

    /** Stands for all arguments, or adds to them, when it is a template of a whole mapping. */
    final Optional<Template> spread;

    final List<Template> when;
    final List<Template> until;
    final List<Template> changedWhen;
    final List<Template> failedWhen;
    final Optional<Loop> loop;
    final Optional<String> register;
    final LoopControl control;

    /** What is written in arguments as an expression, by its text. */
    final Map<String, Template> expressions;

    /** What it comes to, when its module is named by a template; then it has none itself. */
    final Optional<NamedLater> later;

    /** What is wrong with it, and makes it fail when its turn comes. */
    final List<Diagnostic> mistakes;

    final Span span;
    final String place;
    final String plainName;
    final Layers layers;

    Job(
            Task task,
            Frame frame,
            boolean handler,
            String action,
            Optional<Module<?>> module,
            ArgsReader.Read read,
            LoopControl control,
            Map<String, Template> expressions,
            Layers layers,
            List<Diagnostic> mistakes,
            Optional<NamedLater> later) {
        this.later = later;
        this.mistakes = mistakes;
        this.task = task;
        this.frame = frame;
        this.keywords = task.keywords().inside(frame.keywords());
        this.handler = handler;
        this.action = action;
        this.module = module;
        this.schema = module.map(Schema::of);
        this.args = read.args();
        this.spread = read.spread();
        this.when = keywords.conditions("when");
        this.until = keywords.conditions("until");
        this.changedWhen = keywords.conditions("changed_when");
        this.failedWhen = keywords.conditions("failed_when");
        this.loop = task.loop();
        this.register = Optional.ofNullable(keywords.value("register")).map(Object::toString);
        this.control = control;
        this.expressions = expressions;
        this.span = task.module().span();
        this.place = span.toString();
        this.plainName = nameOf(task, frame);
        this.layers = layers;
    }

    private static String nameOf(Task task, Frame frame) {
        Object written = task.keywords().value("name");
        String name = written == null ? task.module().text() : written.toString();
        return frame.role().map(role -> role.role().name() + " : " + name).orElse(name);
    }

    /** The same with other names for its items. */
    Job with(LoopControl named) {
        return new Job(
                task,
                frame,
                handler,
                action,
                module,
                new ArgsReader.Read(args, spread),
                named,
                expressions,
                layers,
                mistakes,
                later);
    }

    /** What {@code ansible_failed_task} is. */
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", task.keywords().value("name") == null ? "" : ownName());
        told.put("action", task.module().text());
        told.put("args", Arguments.values(args));
        told.put("tags", keywords.list("tags"));
        register.ifPresent(variable -> told.put("register", variable));
        told.values().removeIf(JobMaker::templated);
        return told;
    }

    /**
     * What a keyword says; {@code omit} leaves it to what stands around the task. Null when nobody
     * says anything.
     */
    Object word(String keyword, Scope scope) {
        Object own = Template.resolve(keywords.value(keyword), scope);
        Object around =
                Magic.OMIT.equals(own)
                        ? Template.resolve(frame.keywords().value(keyword), scope)
                        : own;
        return Magic.OMIT.equals(around) ? null : around;
    }

    /** The name without the role before it. */
    String ownName() {
        Object written = task.keywords().value("name");
        return written == null ? task.module().text() : written.toString();
    }
}
