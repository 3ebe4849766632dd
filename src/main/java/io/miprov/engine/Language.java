package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Suggestion;
import io.miprov.lang.TemplateError;
import io.miprov.module.Args;
import io.miprov.module.Outcome;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The tasks that are words of the language, not modules: they speak to the run, not to a host. */
final class Language {
    private static final Map<String, Set<String>> PARAMETERS =
            Map.of(
                    "meta", Set.of("_raw_params"),
                    "include_tasks", Set.of("_raw_params", "file", "apply"),
                    "include", Set.of("_raw_params", "file"),
                    "include_role",
                            Set.of(
                                    "name",
                                    "role",
                                    "tasks_from",
                                    "vars_from",
                                    "defaults_from",
                                    "handlers_from",
                                    "apply",
                                    "public",
                                    "allow_duplicates",
                                    "rolespec_validate"),
                    "include_vars",
                            Set.of(
                                    "_raw_params",
                                    "file",
                                    "dir",
                                    "name",
                                    "ignore_unknown_extensions"),
                    "add_host", Set.of("name", "hostname", "host", "groups", "group", "groupname"),
                    "group_by", Set.of("key", "parents"));

    private final Job job;
    private final Args args;
    private final Vars vars;
    private final List<HostState> holders;

    private Language(Job job, Args args, Vars vars, List<HostState> holders) {
        this.holders = holders;
        this.job = job;
        this.args = args;
        this.vars = vars;
    }

    static boolean has(String action) {
        return PARAMETERS.containsKey(action);
    }

    static Set<String> words() {
        return PARAMETERS.keySet();
    }

    /** The parameter that takes bare text. */
    static String freeForm(String action) {
        return PARAMETERS.get(action).contains("_raw_params") ? "_raw_params" : "";
    }

    static Set<String> names(String action) {
        return PARAMETERS.get(action);
    }

    /** Says which parameters are not known. */
    static void check(String action, Args args, Problems problems) {
        Set<String> known = PARAMETERS.get(action);
        args.byName()
                .forEach(
                        (name, arg) -> {
                            if (!known.contains(name) && !action.equals("add_host")) {
                                Diagnostic unknown =
                                        Diagnostic.error(
                                                        "unknown parameter `" + name + "`",
                                                        arg.key())
                                                .label("not a parameter of `" + action + "`");
                                problems.add(
                                        Suggestion.closest(name, known)
                                                .map(m -> unknown.help("did you mean `" + m + "`?"))
                                                .orElse(unknown));
                            }
                        });
    }

    /**
     * Does what the task says.
     *
     * @param holders the hosts that get the variables it reads
     */
    static Outcome act(
            Job job, Args args, Vars vars, List<HostState> holders, List<Inclusion> inclusions) {
        return new Language(job, args, vars, holders).act(inclusions);
    }

    private Outcome act(List<Inclusion> inclusions) {
        return switch (job.action) {
            case "include_vars" -> includeVars();
            case "add_host" -> addHost();
            case "group_by" -> groupBy();
            default -> include(inclusions);
        };
    }

    private Outcome include(List<Inclusion> inclusions) {
        Map<String, Object> params = new LinkedHashMap<>(job.task.vars().values());
        for (String name : List.of(job.control.variable(), job.control.index())) {
            Object item = name.isEmpty() || job.loop.isEmpty() ? null : vars.get(name);
            if (item != null && item != io.miprov.lang.Scope.NOTHING) {
                params.put(name, item);
            }
        }
        Map<String, Object> values = Arguments.values(args);
        inclusions.add(new Inclusion(values, new Variables(params, job.task.vars().places())));
        return Outcome.ok(Map.of());
    }

    private Outcome includeVars() {
        List<Path> files = files();
        Map<String, Object> found = new LinkedHashMap<>();
        for (Path file : files) {
            Problems problems = new Problems();
            new PlaybookReader(
                            vars.run().options.here(),
                            List.of(),
                            vars.run().options.vault(),
                            problems)
                    .variables(file, Optional.of(job.span))
                    .ifPresent(variables -> found.putAll(variables.values()));
            if (problems.any()) {
                throw new TemplateError(problems.found().get(0), false);
            }
        }
        Map<String, Object> set =
                text("name").isEmpty() ? found : Map.of(text("name").get(), found);
        holders.forEach(host -> host.included.putAll(set));
        return Outcome.ok(
                Map.of("ansible_included_var_files", files.stream().map(Path::toString).toList()));
    }

    private List<Path> files() {
        Optional<String> dir = text("dir");
        if (dir.isPresent()) {
            return inFolder(found(dir.get()));
        }
        return List.of(
                found(
                        text("file")
                                .or(() -> text("_raw_params"))
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "it needs `file` or `dir`"))));
    }

    private Path found(String name) {
        return vars.run()
                .files
                .find(name, "vars", job.frame)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no file `"
                                                + name
                                                + "`; "
                                                + vars.run()
                                                        .files
                                                        .missing(name, "vars", job.frame)));
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> files = java.nio.file.Files.walk(folder)) {
            return files.filter(java.nio.file.Files::isRegularFile)
                    .filter(
                            file ->
                                    Stream.of(".yml", ".yaml", ".json")
                                            .anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("`" + folder + "` can not be read", e);
        }
    }

    private Outcome addHost() {
        String name =
                text("name")
                        .or(() -> text("hostname"))
                        .or(() -> text("host"))
                        .orElseThrow(() -> new IllegalArgumentException("it needs `name`"));
        List<String> groups = new ArrayList<>();
        for (String word : List.of("groups", "group", "groupname")) {
            groups.addAll(texts(word));
        }
        Map<String, Object> variables = Arguments.values(args);
        variables.keySet().removeAll(PARAMETERS.get("add_host"));
        boolean changed = vars.setting().inventory().addHost(name, groups, variables);
        Map<String, Object> values =
                Map.of("add_host", Map.of("host_name", name, "groups", groups));
        return changed ? Outcome.changed(values) : Outcome.ok(values);
    }

    private Outcome groupBy() {
        String group =
                text("key")
                        .orElseThrow(() -> new IllegalArgumentException("it needs `key`"))
                        .replace(' ', '-');
        boolean changed = vars.setting().inventory().addToGroup(group, vars.host().name);
        for (String parent : texts("parents")) {
            changed |= vars.setting().inventory().addGroup(parent.replace(' ', '-'), group);
        }
        return changed ? Outcome.changed(Map.of()) : Outcome.ok(Map.of());
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(args.byName().get(name))
                .map(Args.Arg::value)
                .map(Object::toString);
    }

    private List<String> texts(String name) {
        Args.Arg arg = args.byName().get(name);
        if (arg == null || arg.value() == null) {
            return List.of();
        }
        return arg.value() instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : Stream.of(arg.value().toString().split(",")).map(String::strip).toList();
    }
}
