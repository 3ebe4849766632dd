package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.module.Args;
import io.miprov.module.Binder;
import io.miprov.module.Module;
import io.miprov.module.Schema;
import io.miprov.playbook.Keyword;
import io.miprov.playbook.Keywords;
import io.miprov.playbook.Task;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a job of a task and its module, and says what is wrong with what the task says. */
final class JobMaker {
    private static final Set<String> CONTROL =
            Set.of(
                    "break_when",
                    "loop_var",
                    "index_var",
                    "label",
                    "pause",
                    "extended",
                    "extended_allitems");

    private final Files files;
    private final Problems problems;
    private final boolean mayComeLater;

    JobMaker(Files files, Problems problems, boolean mayComeLater) {
        this.files = files;
        this.problems = problems;
        this.mayComeLater = mayComeLater;
    }

    /**
     * Makes the job.
     *
     * @param minded whether somebody takes care of it when it fails: then what is wrong with it is
     *     told when its turn comes
     */
    Job job(
            Task task,
            Frame frame,
            boolean handler,
            String action,
            Optional<Module<?>> module,
            Layers layers,
            boolean minded) {
        Optional<Schema> schema = module.map(Schema::of);
        Keywords keywords = task.keywords().inside(frame.keywords());
        ArgsReader.Read read =
                new ArgsReader(problems)
                        .read(
                                task,
                                module.map(Module::freeForm)
                                        .orElseGet(() -> Language.freeForm(action)),
                                schema.map(s -> s.names().keySet())
                                        .orElseGet(() -> Language.names(action)));
        read = ModuleDefaults.under(read, keywords, schema, problems);
        Delegate.check(keywords, task, module).ifPresent(problems::add);
        Async.check(keywords.value("async"), keywords, task, module).ifPresent(problems::add);
        check(action, module, read, frame, handler);
        LoopControl control = control(task);
        Map<String, Template> expressions = schema.map(s -> expressions(task, s)).orElse(Map.of());
        return new Job(
                task,
                frame,
                handler,
                action,
                module,
                read,
                control,
                expressions,
                layers,
                minded && problems.any() ? problems.found() : List.of(),
                Optional.empty());
    }

    /**
     * Makes the job of a task whose module is not known.
     *
     * @param later what tells it; empty, with mistakes, when nothing does
     */
    Job without(
            Task task,
            Frame frame,
            boolean handler,
            Layers layers,
            Optional<NamedLater> later,
            List<Diagnostic> mistakes) {
        return new Job(
                task,
                frame,
                handler,
                task.module().text(),
                Optional.empty(),
                new ArgsReader(new Problems()).read(task, "", Set.of()),
                control(task),
                Map.of(),
                layers,
                mistakes,
                later);
    }

    private void check(
            String action,
            Optional<Module<?>> module,
            ArgsReader.Read read,
            Frame frame,
            boolean handler) {
        if (action.equals("meta")) {
            Metas.check(read.args(), frame, handler, problems);
        } else if (module.isEmpty()) {
            Language.check(action, read.args(), problems);
        } else if (read.spread().isEmpty()) {
            Args later = laterOnes(read.args());
            Problems found = new Problems();
            new Binder(found)
                    .check(
                            module.get(),
                            later,
                            new CheckResources(
                                    files,
                                    frame,
                                    later,
                                    found,
                                    (paths, kind) -> mayComeLater && kind.equals("files"),
                                    decrypts(read.args())));
            found.found().forEach(problems::addAside);
        }
    }

    static boolean decrypts(Args args) {
        Args.Arg decrypt = args.byName().get("decrypt");
        return decrypt == null || (!templated(decrypt.value()) && Vars.truth(decrypt.value()));
    }

    /** What hangs on a template is not known yet. */
    private static Args laterOnes(Args args) {
        Map<String, Args.Arg> all = new LinkedHashMap<>();
        args.byName()
                .forEach(
                        (name, arg) ->
                                all.put(
                                        name,
                                        templated(arg.value())
                                                ? new Args.Arg(
                                                        arg.key(), Args.Later.VALUE, arg.span())
                                                : arg));
        return new Args(args.module(), args.at(), all);
    }

    static boolean templated(Object value) {
        if (value instanceof Template) {
            return true;
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(JobMaker::templated);
        }
        return value instanceof Collection<?> list && list.stream().anyMatch(JobMaker::templated);
    }

    /** Compiles the arguments that are expressions, where they stand. */
    private Map<String, Template> expressions(Task task, Schema schema) {
        Map<String, Template> found = new HashMap<>();
        if (task.arguments().orElse(null) instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                if (schema.param(entry.key().text()).filter(Schema.Param::expression).isPresent()) {
                    expressions(entry.value(), found);
                }
            }
        }
        return found;
    }

    private void expressions(Node node, Map<String, Template> found) {
        if (node instanceof Node.Items items) {
            items.nodes().forEach(each -> expressions(each, found));
        } else if (node instanceof Node.Scalar scalar
                && !(scalar.plain() && scalar.text().isBlank())
                && !Template.looksLikeOne(scalar.text())) {
            found.put(scalar.text(), Template.expression(scalar, problems));
        }
    }

    private List<Template> conditions(Node node) {
        return node instanceof Node.Items items
                ? items.nodes().stream().flatMap(each -> conditions(each).stream()).toList()
                : node instanceof Node.Scalar scalar
                        ? List.of(Template.expression(scalar, problems))
                        : List.of();
    }

    private LoopControl control(Task task) {
        Optional<Keyword> keyword = task.keywords().get("loop_control");
        if (keyword.isEmpty()) {
            return LoopControl.PLAIN;
        }
        if (!(keyword.get().node() instanceof Node.Mapping mapping)) {
            problems.add(
                    Diagnostic.error("`loop_control` needs a mapping", keyword.get().node().span())
                            .help(
                                    "it takes loop_var, index_var, label, pause, extended,"
                                            + " extended_allitems, break_when"));
            return LoopControl.PLAIN;
        }
        for (Node.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            if (!CONTROL.contains(name)) {
                Diagnostic unknown =
                        Diagnostic.error(
                                "`loop_control` has no `" + name + "`", entry.key().span());
                problems.add(
                        Suggestion.closest(name, CONTROL)
                                .map(meant -> unknown.help("did you mean `" + meant + "`?"))
                                .orElse(unknown));
            }
        }
        Map<String, Object> said = new LinkedHashMap<>();
        ((Map<?, ?>) keyword.get().value()).forEach((key, value) -> said.put("" + key, value));
        said.remove("break_when");
        return LoopControl.of(
                said, mapping.get("break_when").map(this::conditions).orElse(List.of()));
    }
}
