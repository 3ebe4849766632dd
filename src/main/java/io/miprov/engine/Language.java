package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Scope;
import io.miprov.module.Args;
import io.miprov.module.Outcome;
import io.miprov.playbook.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
                                    "depth",
                                    "extensions",
                                    "files_matching",
                                    "hash_behaviour",
                                    "ignore_files",
                                    "ignore_unknown_extensions"),
                    "add_host", Set.of("name", "hostname", "host", "groups", "group", "groupname"),
                    "group_by", Set.of("key", "parents"),
                    "validate_argument_spec",
                            Set.of("argument_spec", "provided_arguments", "validate_args_context"));

    /** A host's name or address with a port behind it. */
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[(.+)\\]|([^:]+)):([0-9]{1,5})");

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
            case "include_vars" -> new IncludedVars(job, args, vars).into(holders);
            case "add_host" -> addHost();
            case "group_by" -> groupBy();
            case "validate_argument_spec" -> validate();
            default -> include(inclusions);
        };
    }

    private Outcome include(List<Inclusion> inclusions) {
        Map<String, Object> params = new LinkedHashMap<>(job.task.vars().values());
        for (String name :
                List.of(
                        job.control.variable(),
                        job.control.index(),
                        "ansible_loop",
                        "ansible_loop_var",
                        "ansible_index_var")) {
            Object item = name.isEmpty() || job.loop.isEmpty() ? null : vars.get(name);
            if (item != null && item != Scope.NOTHING) {
                params.put(name, item);
            }
        }
        Map<String, Object> values = Arguments.values(args);
        inclusions.add(new Inclusion(values, new Variables(params, job.task.vars().places())));
        return Outcome.ok(Map.of());
    }

    private Outcome addHost() {
        String name =
                args.text("name")
                        .or(() -> args.text("hostname"))
                        .or(() -> args.text("host"))
                        .orElseThrow(() -> new IllegalArgumentException("it needs `name`"));
        Map<String, Object> variables = Arguments.values(args);
        variables.keySet().removeAll(PARAMETERS.get("add_host"));
        Matcher port = WITH_PORT.matcher(name);
        if (port.matches()) {
            name = port.group(1) == null ? port.group(2) : port.group(1);
            variables.put("ansible_ssh_port", Long.valueOf(port.group(3)));
        }
        List<String> groups = new ArrayList<>();
        for (String word : List.of("groups", "group", "groupname")) {
            groups.addAll(texts(word));
        }
        boolean changed = vars.setting().inventory().addHost(name, groups, variables);
        Map<String, Object> values =
                Map.of(
                        "add_host",
                        Map.of("host_name", name, "groups", groups, "host_vars", variables));
        return changed ? Outcome.changed(values) : Outcome.ok(values);
    }

    private Outcome groupBy() {
        String group =
                args.text("key")
                        .orElseThrow(() -> new IllegalArgumentException("it needs `key`"))
                        .replace(' ', '-');
        List<String> parents =
                args.byName().containsKey("parents")
                        ? texts("parents").stream().map(each -> each.replace(' ', '-')).toList()
                        : List.of("all");
        boolean changed = vars.setting().inventory().addToGroup(group, vars.host().name);
        for (String parent : parents) {
            changed |= vars.setting().inventory().addGroup(parent, group);
        }
        Map<String, Object> values = Map.of("add_group", group, "parent_groups", parents);
        return changed ? Outcome.changed(values) : Outcome.ok(values);
    }

    /** Holds what a role was given, and the variables of those names, to what it wants. */
    private Outcome validate() {
        Map<?, ?> spec = mapping("argument_spec");
        Map<String, Object> given = RoleArguments.given(spec, job, vars);
        mapping("provided_arguments")
                .forEach((name, value) -> given.put(String.valueOf(name), value));
        List<String> errors = ArgumentSpec.errors(spec, given);
        Map<String, Object> context =
                Map.of("validate_args_context", mapping("validate_args_context"));
        return errors.isEmpty()
                ? Outcome.of(Outcome.Status.OK, "The arg spec validation passed", context)
                : Outcome.failed("Validation of arguments failed:\n" + String.join("\n", errors))
                        .with(context)
                        .with(Map.of("argument_errors", errors, "argument_spec_data", spec));
    }

    private Map<?, ?> mapping(String name) {
        Args.Arg arg = args.byName().get(name);
        return arg != null && arg.value() instanceof Map<?, ?> map ? map : Map.of();
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
