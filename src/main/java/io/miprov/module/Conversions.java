package io.miprov.module;

import io.miprov.diag.Secret;
import io.miprov.diag.Suggestion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the type that a parameter has of the value that a playbook gives, as Ansible does ({@code
 * module_utils/common/validation.py}): texts become numbers, booleans and lists, and numbers text.
 * Each method throws {@link IllegalArgumentException} with what is needed and what there is.
 */
final class Conversions {
    private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
    private static final Set<String> FALSE = Set.of("n", "no", "off", "0", "false", "f", "0.0");

    private final Optional<Resources> resources;
    private final boolean onHost;

    /**
     * @param resources empty: nothing of the controller is looked for
     * @param onHost whether files given by path are on the host
     */
    Conversions(Optional<Resources> resources, boolean onHost) {
        this.resources = resources;
        this.onHost = onHost;
    }

    /** Stands for what can be made only later. */
    static final Object NOT_YET = Args.Later.VALUE;

    /** The value of a parameter; paths are as the host has them. */
    Object convert(Object value, Schema.Param param) {
        Object made = convert(value, param.type());
        return param.doc().path() && resources.isPresent() ? onHost(made) : made;
    }

    private Object onHost(Object path) {
        if (path instanceof List<?> list) {
            return list.stream().map(this::onHost).toList();
        }
        if (path instanceof Origin origin) {
            return origin.local().isPresent()
                    ? origin
                    : new Origin((String) onHost(origin.path()), Optional.empty());
        }
        return path instanceof String text ? resources.orElseThrow().onHost(text) : path;
    }

    Object convert(Object value, Type type) {
        if (later(value)) {
            return NOT_YET;
        }
        if (type instanceof ParameterizedType shape) {
            Type[] of = shape.getActualTypeArguments();
            return shape.getRawType() == Map.class ? map(value, of[1]) : list(value, of[0]);
        }
        Class<?> kind = (Class<?>) type;
        if (kind == Object.class) {
            return value;
        } else if (kind == String.class) {
            return text(value);
        } else if (kind == boolean.class || kind == Boolean.class) {
            return bool(value);
        } else if (kind == int.class || kind == Integer.class) {
            return integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE).intValueExact();
        } else if (kind == long.class || kind == Long.class) {
            return integer(value, Long.MIN_VALUE, Long.MAX_VALUE).longValueExact();
        } else if (kind == double.class || kind == Double.class) {
            return number(value);
        } else if (kind == Secret.class) {
            return value instanceof Secret ? value : new Secret(text(value));
        } else if (kind == Duration.class) {
            return Durations.read(value)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            Durations.NEEDS + ", and this is " + described(value)));
        } else if (kind == FileMode.class) {
            return FileMode.of(value instanceof Secret secret ? secret.value() : value);
        } else if (kind.isEnum()) {
            return choice(value, kind);
        } else if (kind.isRecord() && !isResource(kind)) {
            return record(value, kind);
        }
        return resource(value, kind);
    }

    private Object resource(Object value, Class<?> kind) {
        if (kind == Origin.class && (onHost || "".equals(value))) {
            return new Origin(text(value), Optional.empty());
        }
        if (resources.isEmpty()) {
            return NOT_YET;
        }
        Resources controller = resources.get();
        if (kind == Origin.class) {
            return new Origin(text(value), Optional.of(controller.file(text(value))));
        } else if (kind == LocalFile.class) {
            return controller.file(text(value));
        } else if (kind == LocalTarget.class) {
            return controller.target(text(value));
        } else if (kind == LocalCommand.class) {
            return LocalCommand.of(text(value), controller);
        } else if (kind == Rendered.class) {
            return controller.template(text(value));
        } else if (kind == Condition.class) {
            return controller.condition(value);
        } else if (kind == Expression.class) {
            return controller.expression(text(value));
        } else if (kind == Verbosity.class) {
            int least = (int) convert(value, int.class);
            return new Verbosity(least, controller.verbosity() >= least);
        }
        throw new IllegalStateException("no parameter can be a " + kind.getName());
    }

    private static boolean isResource(Class<?> kind) {
        return kind == Origin.class
                || kind == LocalFile.class
                || kind == LocalTarget.class
                || kind == LocalCommand.class
                || kind == Rendered.class
                || kind == Condition.class
                || kind == Expression.class
                || kind == Verbosity.class;
    }

    static boolean isExpression(Type type) {
        return type == Condition.class
                || type == Expression.class
                || type instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] == Condition.class;
    }

    private static boolean later(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Conversions::later);
        }
        return value == Args.Later.VALUE
                || value instanceof Map<?, ?> map
                        && map.values().stream().anyMatch(Conversions::later);
    }

    static String text(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? "True" : "False";
        }
        if (value instanceof String || value instanceof Number) {
            return value.toString();
        }
        if (value instanceof Secret secret) {
            return secret.value();
        }
        throw new IllegalArgumentException("needs text, and this is " + described(value));
    }

    static boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof String || value instanceof Number) {
            String word = value.toString().strip().toLowerCase(Locale.ROOT);
            if (TRUE.contains(word)) {
                return true;
            }
            if (FALSE.contains(word)) {
                return false;
            }
        }
        throw new IllegalArgumentException("needs true or false, and this is " + described(value));
    }

    private static BigInteger integer(Object value, long least, long most) {
        try {
            BigInteger number = new BigDecimal(digits(value)).toBigIntegerExact();
            if (number.compareTo(BigInteger.valueOf(least)) >= 0
                    && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("needs a whole number, and this is " + described(value));
    }

    private static double number(Object value) {
        try {
            return Double.parseDouble(digits(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "needs a number, and this is " + described(value), e);
        }
    }

    private static String digits(Object value) {
        return value instanceof Number || value instanceof String ? value.toString().strip() : "";
    }

    private Object list(Object value, Type of) {
        List<Object> all = new ArrayList<>();
        for (Object each : members(value, of)) {
            all.add(convert(each, of));
        }
        return all.contains(NOT_YET) ? NOT_YET : all;
    }

    private static List<?> members(Object value, Type of) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (of == Condition.class) {
            return List.of(value);
        }
        if (value instanceof String text) {
            return text.isBlank()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        }
        if (value instanceof Number || value instanceof Secret || value instanceof Boolean) {
            return List.of(value);
        }
        throw new IllegalArgumentException("needs a list, and this is " + described(value));
    }

    private Object map(Object value, Type of) {
        Map<String, Object> map = map(value);
        map.replaceAll((key, each) -> convert(each, of));
        return map.containsValue(NOT_YET) && of != Object.class ? NOT_YET : map;
    }

    private static Map<String, Object> map(Object value) {
        if (value instanceof String text && text.isBlank()) {
            return new LinkedHashMap<>();
        }
        if (value instanceof String text && text.contains("=") && !text.strip().startsWith("{")) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (String pair : text.strip().split("[,\\s]+")) {
                int at = pair.indexOf('=');
                if (at <= 0) {
                    throw new IllegalArgumentException(
                            "needs `key=value`, and this is `" + pair + "`");
                }
                map.put(pair.substring(0, at), pair.substring(at + 1));
            }
            return map;
        }
        if (!(value instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException("needs a mapping, and this is " + described(value));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        given.forEach((key, each) -> map.put(text(key), each));
        return map;
    }

    private static Object choice(Object value, Class<?> kind) {
        List<String> words = new ArrayList<>();
        for (Object constant : kind.getEnumConstants()) {
            String word = Schema.choice(constant);
            words.add(word);
            if (same(value, word)) {
                return constant;
            }
        }
        String given = value instanceof String text ? text : described(value);
        throw new IllegalArgumentException(
                "needs one of "
                        + String.join(", ", words)
                        + ", and this is "
                        + described(value)
                        + Suggestion.closest(given, words)
                                .map(meant -> "; did you mean `" + meant + "`?")
                                .orElse(""));
    }

    private static boolean same(Object value, String word) {
        if (value instanceof Boolean bool) {
            return (bool ? TRUE : FALSE).contains(word);
        }
        return value != null && value.toString().replace('-', '_').equals(word.replace('-', '_'));
    }

    private Object record(Object value, Class<?> kind) {
        if (!(value instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("needs a mapping, and this is " + described(value));
        }
        Schema schema = Schema.of(kind);
        Map<String, Object> given = map(value);
        for (String name : given.keySet()) {
            if (schema.param(name).isEmpty() && schema.rest().isEmpty()) {
                throw new IllegalArgumentException(
                        "has no `" + name + "`; " + Names.help(name, schema));
            }
        }
        Object[] parts = new Object[schema.params().size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part(schema.params().get(i), given, schema);
        }
        return Arrays.asList(parts).contains(NOT_YET) ? NOT_YET : Names.create(kind, parts);
    }

    @SuppressWarnings("ReferenceEquality")
    private Object part(Schema.Param param, Map<String, Object> given, Schema schema) {
        if (param.doc().rest()) {
            Map<String, Object> rest = new LinkedHashMap<>(given);
            rest.keySet().removeAll(schema.names().keySet());
            return rest;
        }
        Object found = null;
        for (Map.Entry<String, Object> each : given.entrySet()) {
            if (schema.names().get(each.getKey()) == param && each.getValue() != null) {
                found = each.getValue();
            }
        }
        if (found == null) {
            if (param.required()) {
                throw new IllegalArgumentException(
                        "lacks `" + param.name() + "`: " + param.doc().value());
            }
            return orElse(param);
        }
        try {
            Object value = convert(found, param);
            return param.optional() && value != NOT_YET ? Optional.of(value) : value;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("`" + param.name() + "` " + e.getMessage(), e);
        }
    }

    /** The value of a parameter that is not given. */
    Object orElse(Schema.Param param) {
        if (param.doc().orElse().equals(Doc.NONE)) {
            return Optional.empty();
        }
        Object value = convert(param.doc().orElse(), param);
        return param.optional() ? Optional.of(value) : value;
    }

    static String kind(Type type) {
        if (type instanceof ParameterizedType shape) {
            return shape.getRawType() == Map.class
                    ? "mapping"
                    : "list of " + kind(shape.getActualTypeArguments()[0]);
        }
        Class<?> kind = (Class<?>) type;
        if (kind.isEnum()) {
            return Arrays.stream(kind.getEnumConstants())
                    .map(Schema::choice)
                    .collect(Collectors.joining(" | "));
        }
        return switch (kind.getSimpleName()) {
            case "String" -> "text";
            case "boolean", "Boolean" -> "boolean";
            case "int", "long", "Integer", "Long" -> "whole number";
            case "double", "Double" -> "number";
            case "Object" -> "value";
            case "Secret" -> "secret";
            case "FileMode" -> "file mode";
            case "Duration" -> "time";
            case "LocalFile", "Origin" -> "file";
            case "LocalTarget" -> "path";
            case "LocalCommand" -> "file and arguments";
            case "Rendered" -> "template";
            case "Condition", "Expression" -> "expression";
            default -> "mapping";
        };
    }

    private static String described(Object value) {
        if (value instanceof String text) {
            return "the text `" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "`";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        if (value instanceof Map<?, ?>) {
            return "a mapping";
        }
        if (value instanceof Boolean || value instanceof Number) {
            return "`" + value + "`";
        }
        return value == null ? "nothing" : value instanceof Secret ? "a secret" : "`" + value + "`";
    }
}
