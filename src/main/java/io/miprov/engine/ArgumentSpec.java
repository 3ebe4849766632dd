package io.miprov.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a role wants to be given ({@code meta/argument_specs.yml}), and what is wrong with what it
 * was given, in the words of ansible-core 2.16. Options may have options of their own.
 */
final class ArgumentSpec {
    private final List<String> errors = new ArrayList<>();
    private final Set<String> unsupported = new TreeSet<>();
    private String supported = "";

    private ArgumentSpec() {}

    /** What is wrong; empty when nothing is. */
    static List<String> errors(Map<?, ?> options, Map<?, ?> given) {
        ArgumentSpec check = new ArgumentSpec();
        check.level(options, Map.of(), copy(given), List.of());
        if (!check.unsupported.isEmpty()) {
            check.errors.add(
                    String.join(", ", check.unsupported)
                            + ". Supported parameters include: "
                            + check.supported
                            + ".");
        }
        return check.errors;
    }

    private static Map<String, Object> copy(Map<?, ?> given) {
        Map<String, Object> copy = new LinkedHashMap<>();
        given.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    /**
     * One level of options.
     *
     * @param rules what the option that these belong to says of them together
     * @param path the options around
     */
    private void level(
            Map<?, ?> options, Map<?, ?> rules, Map<String, Object> given, List<String> path) {
        rename(options, given);
        findUnknown(options, given, path);
        exclusive(rules, given, path);
        defaults(options, given);
        required(options, given, path);
        options.forEach((name, spec) -> type(name.toString(), map(spec), given, path));
        options.forEach((name, spec) -> choices(name.toString(), map(spec), given, path));
        together(rules, given, path);
        oneOf(rules, given, path);
        requiredIf(rules, given, path);
        requiredBy(rules, given, path);
        options.forEach((name, spec) -> inner(name.toString(), map(spec), given, path));
    }

    private static Map<?, ?> map(Object spec) {
        return spec instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static List<?> groups(Object value) {
        boolean one = !list(value).isEmpty() && !(list(value).get(0) instanceof List);
        return one ? List.of(value) : list(value);
    }

    private static String found(List<String> path) {
        return path.isEmpty() ? "" : " found in " + String.join(" -> ", path);
    }

    private static void rename(Map<?, ?> options, Map<String, Object> given) {
        options.forEach(
                (name, spec) -> {
                    for (Object alias : list(map(spec).get("aliases"))) {
                        if (given.containsKey(alias.toString())) {
                            given.put(name.toString(), given.remove(alias.toString()));
                        }
                    }
                });
    }

    private void findUnknown(Map<?, ?> options, Map<String, Object> given, List<String> path) {
        for (String name : given.keySet()) {
            if (!options.containsKey(name)) {
                List<String> whole = new ArrayList<>(path);
                whole.add(name);
                unsupported.add(String.join(".", whole));
                supported =
                        options.keySet().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "));
            }
        }
    }

    private static void defaults(Map<?, ?> options, Map<String, Object> given) {
        options.forEach(
                (name, spec) -> {
                    Object otherwise = map(spec).get("default");
                    if (otherwise != null) {
                        given.putIfAbsent(name.toString(), otherwise);
                    }
                });
    }

    private void required(Map<?, ?> options, Map<String, Object> given, List<String> path) {
        List<String> missing = new ArrayList<>();
        options.forEach(
                (name, spec) -> {
                    if (Vars.truth(map(spec).get("required"))
                            && !given.containsKey(name.toString())) {
                        missing.add(name.toString());
                    }
                });
        if (!missing.isEmpty()) {
            errors.add(
                    "missing required arguments: "
                            + missing.stream().sorted().collect(Collectors.joining(", "))
                            + found(path));
        }
    }

    private void type(String name, Map<?, ?> spec, Map<String, Object> given, List<String> path) {
        Object value = given.get(name);
        boolean wanted = Vars.truth(spec.get("required")) || spec.get("default") != null;
        if (!given.containsKey(name) || (value == null && !wanted)) {
            return;
        }
        String type = Objects.toString(spec.get("type"), "str");
        String in = path.isEmpty() ? "" : " found in '" + String.join(" -> ", path) + "'.";
        try {
            given.put(name, ArgumentType.convert(value, type));
        } catch (IllegalArgumentException e) {
            errors.add(
                    "argument '"
                            + name
                            + "' is of type "
                            + ArgumentType.python(value)
                            + in
                            + " and we were unable to convert to "
                            + type
                            + ": "
                            + e.getMessage());
            return;
        }
        if (spec.get("elements") != null && given.get(name) instanceof List<?> list) {
            given.put(name, elements(name, spec.get("elements").toString(), list, in));
        }
    }

    private List<Object> elements(String name, String type, List<?> list, String in) {
        List<Object> converted = new ArrayList<>();
        for (Object each : list) {
            try {
                converted.add(ArgumentType.convert(each, type));
            } catch (IllegalArgumentException e) {
                errors.add(
                        "Elements value for option '"
                                + name
                                + "'"
                                + in
                                + " is of type "
                                + ArgumentType.python(each)
                                + " and we were unable to convert to "
                                + type
                                + ": "
                                + e.getMessage());
            }
        }
        return converted;
    }

    private void choices(
            String name, Map<?, ?> spec, Map<String, Object> given, List<String> path) {
        List<?> choices = list(spec.get("choices"));
        Object value = given.get(name);
        if (choices.isEmpty() || value == null) {
            return;
        }
        String all = choices.stream().map(Objects::toString).collect(Collectors.joining(", "));
        if (value instanceof List<?> several) {
            Set<Object> strange = new LinkedHashSet<>(several);
            strange.removeIf(each -> among(each, choices));
            if (!strange.isEmpty()) {
                errors.add(
                        String.format(
                                "value of %s must be one or more of: %s. Got no match for: %s%s",
                                name,
                                all,
                                strange.stream()
                                        .map(Objects::toString)
                                        .collect(Collectors.joining(", ")),
                                found(path)));
            }
        } else if (!among(value, choices)) {
            errors.add(
                    String.format(
                            "value of %s must be one of: %s, got: %s%s",
                            name, all, value, found(path)));
        }
    }

    private static boolean among(Object value, List<?> choices) {
        return choices.contains(value)
                || choices.stream().anyMatch(choice -> choice.toString().equals(value.toString()));
    }

    private static List<String> names(Object group) {
        return list(group).stream().map(Objects::toString).toList();
    }

    private static long count(List<String> names, Map<String, Object> given) {
        return names.stream().filter(name -> given.get(name) != null).count();
    }

    private void exclusive(Map<?, ?> rules, Map<String, Object> given, List<String> path) {
        for (Object group : groups(rules.get("mutually_exclusive"))) {
            if (count(names(group), given) > 1) {
                errors.add(
                        "parameters are mutually exclusive: "
                                + String.join("|", names(group))
                                + found(path));
            }
        }
    }

    private void together(Map<?, ?> rules, Map<String, Object> given, List<String> path) {
        for (Object group : groups(rules.get("required_together"))) {
            long count = count(names(group), given);
            if (count > 0 && count < names(group).size()) {
                errors.add(
                        "parameters are required together: "
                                + String.join(", ", names(group))
                                + found(path));
            }
        }
    }

    private void oneOf(Map<?, ?> rules, Map<String, Object> given, List<String> path) {
        for (Object group : groups(rules.get("required_one_of"))) {
            if (count(names(group), given) == 0) {
                errors.add(
                        "one of the following is required: "
                                + String.join(", ", names(group))
                                + found(path));
            }
        }
    }

    /** Each is a name, a value, the names that are needed then, and whether one of them will do. */
    private void requiredIf(Map<?, ?> rules, Map<String, Object> given, List<String> path) {
        for (Object rule : groups(rules.get("required_if"))) {
            List<?> parts = list(rule);
            if (parts.size() < 3 || !Objects.equals(given.get(parts.get(0)), parts.get(1))) {
                continue;
            }
            boolean any = parts.size() > 3 && Vars.truth(parts.get(3));
            List<String> missing =
                    names(parts.get(2)).stream().filter(n -> given.get(n) == null).toList();
            if (missing.size() >= (any ? names(parts.get(2)).size() : 1)) {
                errors.add(
                        String.format(
                                "%s is %s but %s of the following are missing: %s%s",
                                parts.get(0),
                                parts.get(1),
                                any ? "any" : "all",
                                String.join(", ", missing),
                                found(path)));
            }
        }
    }

    private void requiredBy(Map<?, ?> rules, Map<String, Object> given, List<String> path) {
        map(rules.get("required_by"))
                .forEach(
                        (name, needed) -> {
                            List<String> missing =
                                    names(needed).stream()
                                            .filter(n -> given.get(n) == null)
                                            .toList();
                            if (given.get(name.toString()) != null && !missing.isEmpty()) {
                                errors.add(
                                        String.format(
                                                "missing parameter(s) required by '%s': %s%s",
                                                name, String.join(", ", missing), found(path)));
                            }
                        });
    }

    private void inner(String name, Map<?, ?> spec, Map<String, Object> given, List<String> path) {
        boolean nested =
                "dict".equals(spec.get("type"))
                        || ("list".equals(spec.get("type")) && "dict".equals(spec.get("elements")));
        if (!nested || !(spec.get("options") instanceof Map<?, ?> options)) {
            return;
        }
        if (Vars.truth(spec.get("apply_defaults")) && given.get(name) == null) {
            given.put(name, Map.of());
        }
        List<String> within = new ArrayList<>(path);
        within.add(name);
        for (Object each : list(given.get(name))) {
            if (each instanceof Map<?, ?> map) {
                level(options, spec, copy(map), within);
            } else {
                errors.add("value of '" + name + "' must be of type dict or list of dicts");
            }
        }
    }
}
