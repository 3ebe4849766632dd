package io.miprov.engine;

import io.miprov.diag.Secret;
import io.miprov.lang.PythonText;
import io.miprov.playbook.KeyValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The types that argument specifications know, and what Ansible takes for each. */
final class ArgumentType {
    private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
    private static final Set<String> FALSE = Set.of("n", "no", "off", "0", "false", "f", "0.0");

    private ArgumentType() {}

    /**
     * The value as one of the type. Throws {@link IllegalArgumentException}, in Ansible's words.
     */
    static Object convert(Object value, String type) {
        return switch (type) {
            case "str", "path" -> text(value);
            case "list" -> list(value);
            case "dict" -> mapping(value);
            case "bool" -> truth(value);
            case "int" -> whole(value);
            case "float" -> number(value);
            case "bytes" -> size(value, "Byte", "(?i)[kmgtpezy]?b?(ytes)?");
            case "bits" -> size(value, "Bit", "(?i)[kmgtpezy]?b?(its)?");
            case "json", "jsonarg" -> json(value);
            case "raw" -> value;
            default -> throw new IllegalArgumentException("there is no type `" + type + "`");
        };
    }

    /** What Python calls the type of a value. */
    static String python(Object value) {
        String name = "str";
        if (value == null) {
            name = "NoneType";
        } else if (value instanceof Map) {
            name = "dict";
        } else if (value instanceof List) {
            name = "list";
        } else if (value instanceof Boolean) {
            name = "bool";
        } else if (value instanceof Double) {
            name = "float";
        } else if (value instanceof Number) {
            name = "int";
        }
        return "<class '" + name + "'>";
    }

    private static Object text(Object value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "'None' is not a string and conversion is not allowed");
        }
        return value instanceof Secret ? value : String.valueOf(value);
    }

    private static Object list(Object value) {
        if (value instanceof String text) {
            return new ArrayList<Object>(List.of(text.split(",", -1)));
        }
        if (value instanceof Number) {
            return new ArrayList<Object>(List.of(value.toString()));
        }
        return value instanceof List ? value : none(value, "a list");
    }

    private static Object mapping(Object value) {
        if (!(value instanceof String text)) {
            return value instanceof Map ? value : none(value, "a dict");
        }
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (KeyValue.Part part : KeyValue.parts(io.miprov.lang.Text.of(source(text)))) {
            if (part.name().isEmpty()) {
                throw new IllegalArgumentException(
                        "dictionary requested, could not parse JSON or key=value");
            }
            pairs.put(part.name(), part.value().text());
        }
        return pairs;
    }

    private static io.miprov.diag.Source source(String text) {
        return new io.miprov.diag.Source("argument", text);
    }

    private static Object truth(Object value) {
        if (!(value instanceof String || value instanceof Number)) {
            return value instanceof Boolean ? value : none(value, "a bool");
        }
        String text = value.toString().toLowerCase(Locale.ROOT).strip();
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            throw new IllegalArgumentException(
                    "The value '"
                            + value
                            + "' is not a valid boolean.  Valid booleans include: 0, 1, '0', '1',"
                            + " 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'");
        }
        return TRUE.contains(text);
    }

    private static Object whole(Object value) {
        if (value instanceof String text && text.strip().matches("[-+]?\\d{1,18}")) {
            return Long.valueOf(text.strip());
        }
        boolean fits = value instanceof Boolean || value instanceof Number;
        if (!fits || value instanceof Double) {
            throw new IllegalArgumentException(
                    "\"" + PythonText.repr(value) + "\" cannot be converted to an int");
        }
        return value;
    }

    private static Object number(Object value) {
        try {
            return value instanceof String text
                    ? Double.valueOf(text.strip())
                    : value instanceof Number n ? n.doubleValue() : none(value, "a float");
        } catch (NumberFormatException e) {
            return none(value, "a float");
        }
    }

    private static Object size(Object value, String unit, String suffix) {
        String text = String.valueOf(value).strip();
        return value != null && text.matches("\\d+(\\.\\d+)?\\s*" + suffix)
                ? value
                : none(value, "a " + unit + " value");
    }

    private static Object json(Object value) {
        return value instanceof String || value instanceof Map || value instanceof List
                ? value
                : none(value, "a json string");
    }

    private static Object none(Object value, String what) {
        throw new IllegalArgumentException(python(value) + " cannot be converted to " + what);
    }
}
