package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.module.Rendered;
import io.miprov.playbook.Variables;
import io.miprov.vault.Vault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the variables that nothing can ever set: not the inventory, not a file, not a task, no
 * fact. Of a task under a condition only the condition is looked at: the rest may never run.
 */
final class UndefinedCheck {
    private static final Set<String> FUNCTIONS = Set.of("lookup", "query", "q", "now", "undef");

    /** Keywords that are shown or used as they are when a variable in them is undefined. */
    private static final Set<String> LENIENT = Set.of("listen", "name", "when");

    private final Variables extra;
    private final Files files;
    private final Vault vault;
    private final Problems problems;
    private final IdentityHashMap<Template, Set<String>> names = new IdentityHashMap<>();
    private final Set<Job> wrong = new HashSet<>();

    UndefinedCheck(Variables extra, Files files, Vault vault, Problems problems) {
        this.vault = vault;
        this.extra = extra;
        this.files = files;
        this.problems = problems;
    }

    /** The tasks that something is undefined for. */
    Set<Job> wrong() {
        return wrong;
    }

    /**
     * Checks a play.
     *
     * @param later the names that get a value while the run goes on
     */
    void check(
            CompiledPlay play, List<Foresight.Seen> seen, List<String> hosts, Set<String> later) {
        Optional<Map<String, Object>> inFiles = play.varsFiles().constants();
        if (inFiles.isEmpty()) {
            return;
        }
        for (Foresight.Seen each : seen) {
            boolean asked = each.bound() && each.job().loop.isEmpty();
            for (String host : each.sure() || asked ? hosts : List.<String>of()) {
                OnHost check =
                        new OnHost(play, each.job(), host, later, inFiles.get(), hosts.size() > 1);
                if (each.sure()) {
                    check.check();
                } else {
                    check.firstCondition();
                }
                if (!check.askedInventory) {
                    break;
                }
            }
        }
    }

    /** One task on one host. */
    private final class OnHost {
        private final CompiledPlay play;
        private final Job job;
        private final String host;
        private final Set<String> later;
        private final Map<String, Object> inFiles;
        private final boolean several;
        private final Set<String> visited = new HashSet<>();

        /** Otherwise it is the same on all hosts. */
        private boolean askedInventory;

        OnHost(
                CompiledPlay play,
                Job job,
                String host,
                Set<String> later,
                Map<String, Object> inFiles,
                boolean several) {
            this.inFiles = inFiles;
            this.play = play;
            this.job = job;
            this.host = host;
            this.later = later;
            this.several = several;
        }

        void check() {
            job.loop.ifPresent(loop -> value(loop.value()));
            job.args.byName().values().forEach(arg -> value(arg.value()));
            job.spread.ifPresent(this::template);
            job.later.ifPresent(later -> template(later.name()));
            job.keywords
                    .byName()
                    .forEach(
                            (name, keyword) -> {
                                if (!LENIENT.contains(name)) {
                                    value(keyword.value());
                                }
                            });
            job.expressions.values().forEach(this::expression);
            templateFiles();
        }

        /** Whether the others are asked hangs on it. */
        void firstCondition() {
            job.when.stream().limit(1).forEach(this::template);
        }

        /** What {@code debug: var=} shows may be undefined; what {@code assert} holds may not. */
        private void expression(Template template) {
            boolean only = template.names().size() == 1;
            if (!only || !template.names().contains(template.text().strip())) {
                template(template);
            } else if (find(template.text().strip()) instanceof Template inner) {
                inner.closed(vault).ifPresent(this::wrong);
            }
        }

        private void templateFiles() {
            job.schema.ifPresent(
                    schema ->
                            job.args
                                    .byName()
                                    .forEach(
                                            (name, arg) -> {
                                                if (schema.param(name)
                                                                .filter(
                                                                        p ->
                                                                                p.type()
                                                                                        == Rendered
                                                                                                .class)
                                                                .isPresent()
                                                        && arg.value() instanceof String path) {
                                                    templateFile(path);
                                                }
                                            }));
        }

        private void templateFile(String path) {
            files.find(path, "templates", job.frame)
                    .ifPresent(
                            file ->
                                    template(
                                            files.template(
                                                    file, TemplateNames.settings(job.args))));
        }

        private void value(Object value) {
            if (value instanceof Template template) {
                template(template);
            } else if (value instanceof Map<?, ?> map) {
                map.values().forEach(this::value);
            } else if (value instanceof Collection<?> list) {
                list.forEach(this::value);
            }
        }

        private void template(Template template) {
            template.closed(vault).ifPresent(this::wrong);
            for (String name : names.computeIfAbsent(template, Template::requiredNames)) {
                name(name, template);
            }
        }

        private void wrong(Diagnostic found) {
            wrong.add(job);
            problems.add(found);
        }

        private void name(String name, Template template) {
            Object value = find(name);
            if (value == Scope.NOTHING) {
                wrong(undefined(name, template));
            } else if (value instanceof Template inner && visited.add(name)) {
                template(inner);
            }
        }

        private Object find(String name) {
            if (given(name)) {
                return true;
            }
            Object value = Layers.get(List.of(extra), name);
            value = value == Scope.NOTHING ? Layers.get(job.layers.params(), name) : value;
            value = value == Scope.NOTHING ? Layers.get(job.layers.vars(), name) : value;
            if (value == Scope.NOTHING && inFiles.containsKey(name)) {
                return inFiles.get(name);
            }
            value = value == Scope.NOTHING ? Layers.get(List.of(play.play().vars()), name) : value;
            if (value == Scope.NOTHING) {
                askedInventory = true;
                if (inventory().containsKey(name)) {
                    return inventory().get(name);
                }
            }
            return value == Scope.NOTHING ? Layers.get(job.layers.defaults(), name) : value;
        }

        private Map<String, Object> inventory() {
            return play.inventory().variables(host);
        }

        /** Whether it has a value that is not known yet, or is of no interest here. */
        private boolean given(String name) {
            return name.startsWith("ansible_")
                    || name.startsWith("template_")
                    || Magic.NAMES.contains(name)
                    || FUNCTIONS.contains(name)
                    || later.contains(name)
                    || (job.loop.isPresent()
                            && (name.equals(job.control.variable())
                                    || name.equals(job.control.index())));
        }

        private Diagnostic undefined(String name, Template template) {
            Diagnostic undefined =
                    Diagnostic.error(
                                    "undefined variable `"
                                            + name
                                            + "`"
                                            + (several && !nowhere(name) ? " on " + host : ""),
                                    place(name, template))
                            .label("nothing sets this");
            if (!template.span().source().equals(job.span.source())) {
                undefined = undefined.note("task: `" + job.plainName + "`, " + job.place);
            }
            Optional<String> meant = Suggestion.closest(name, candidates());
            return meant.isPresent() ? undefined.help(meant(meant.get())) : undefined;
        }

        /** Whether no host has it. */
        private boolean nowhere(String name) {
            return play.inventory().hosts().stream()
                    .noneMatch(each -> play.inventory().variables(each).containsKey(name));
        }

        private String meant(String name) {
            Object value = find(name);
            Optional<Span> place =
                    Layers.place(job.layers.vars(), name)
                            .or(() -> Layers.place(List.of(play.play().vars()), name))
                            .or(() -> Layers.place(job.layers.defaults(), name));
            return "did you mean `"
                    + name
                    + "`?"
                    + (place.isPresent() ? " It is " + value + ", from " + place.get() : "");
        }

        private Set<String> candidates() {
            Set<String> names = new HashSet<>(later);
            List<Variables> all = new ArrayList<>(job.layers.params());
            all.add(extra);
            all.addAll(job.layers.vars());
            all.add(play.play().vars());
            all.addAll(job.layers.defaults());
            all.forEach(layer -> names.addAll(layer.values().keySet()));
            names.addAll(inventory().keySet());
            names.addAll(Magic.NAMES);
            return names;
        }
    }

    /** Where in a template a name stands. */
    private static Span place(String name, Template template) {
        Span whole = template.span();
        String text = whole.text();
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            if (!partOfWord(text, at - 1) && !partOfWord(text, at + name.length())) {
                int start = whole.start() + at;
                return new Span(whole.source(), start, start + name.length());
            }
        }
        return whole;
    }

    private static boolean partOfWord(String text, int at) {
        return at >= 0
                && at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }
}
