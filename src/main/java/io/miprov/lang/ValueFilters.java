package io.miprov.lang;

import io.miprov.diag.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Filters for single values: defaults, types, choices. */
final class ValueFilters {
    static final String NAMES =
            "default d mandatory bool int float string ternary type_debug extract attr length count safe";

    private ValueFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "default", "d" -> ValueFilters::orElse;
            case "mandatory" -> ValueFilters::mandatory;
            case "bool" -> call -> bool(call.input());
            case "int" -> ValueFilters::whole;
            case "float" -> call -> real(call.input(), call.arg(0, "default", 0.0));
            case "string" -> Call::text;
            case "ternary" -> ValueFilters::ternary;
            case "type_debug" -> call -> type(call.input());
            case "extract" -> ValueFilters::extract;
            case "attr" -> call -> part(call.input(), call.text(0, "name"));
            case "length", "count" -> call -> length(call.input());
            case "safe" -> Call::text;
            default -> null;
        };
    }

    private static Object orElse(Call call) {
        Object value = call.arg(0, "default_value", "");
        boolean alsoFalse = call.flag(1, "boolean", false);
        boolean missing = call.input() instanceof Undefined;
        return missing || alsoFalse && !Python.truth(call.input()) ? value : call.input();
    }

    private static Object mandatory(Call call) {
        String message = call.text(0, "msg", "");
        if (call.input() instanceof Undefined missing) {
            throw Fault.of(
                    message.isEmpty()
                            ? "Mandatory variable '" + missing.name() + "'  not defined."
                            : message);
        }
        return call.input();
    }

    /** As Ansible's: yes, on, 1, true; none stays none; all else is false. */
    static Object bool(Object input) {
        Object value = Python.plain(input);
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "yes", "on", "1", "true" -> true;
                default -> false;
            };
        }
        return Numbers.is(value) && Numbers.compare(value, 1L) == 0;
    }

    private static Object whole(Call call) {
        Object orElse = call.arg(0, "default", 0L);
        int base = call.whole(1, "base", 10);
        Object value = Python.plain(call.input());
        if (value instanceof Double real && !Double.isNaN(real) && !Double.isInfinite(real)) {
            return cut(real);
        }
        if (Numbers.whole(value)) {
            return Numbers.of(Numbers.big(value));
        }
        if (!(value instanceof String text)) {
            return orElse;
        }
        try {
            return digits(text.strip().replace("_", ""), base);
        } catch (NumberFormatException e) {
            Object real = real(text, null);
            return real == null
                            || Double.isInfinite((Double) real)
                            || Double.isNaN((Double) real)
                            || base != 10
                    ? orElse
                    : cut((Double) real);
        }
    }

    /** A number without its fraction. */
    static Object cut(double real) {
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            throw Fault.of("this is no whole number", Printing.real(real));
        }
        return Numbers.of(new java.math.BigDecimal(real).toBigInteger());
    }

    private static Object digits(String text, int base) {
        String digits = text.toLowerCase(Locale.ROOT);
        boolean marked =
                base == 16 && digits.startsWith("0x")
                        || base == 8 && digits.startsWith("0o")
                        || base == 2 && digits.startsWith("0b");
        return Numbers.of(new java.math.BigInteger(marked ? digits.substring(2) : digits, base));
    }

    static Object real(Object input, Object orElse) {
        Object value = Python.plain(input);
        if (Numbers.is(value)) {
            return Numbers.real(value);
        }
        if (value instanceof String text
                && text.strip()
                        .matches("[+-]?([0-9][0-9_]*\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            return Double.valueOf(text.strip().replace("_", ""));
        }
        return value instanceof String text ? beyond(text, orElse) : orElse;
    }

    private static Object beyond(String text, Object orElse) {
        return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> orElse;
        };
    }

    private static Object ternary(Call call) {
        Object yes = call.arg(0, "true_val");
        Object no = call.arg(1, "false_val");
        Object none = call.arg(2, "none_val", null);
        if (call.input() == null && none != null) {
            return none;
        }
        return Python.truth(call.input()) ? yes : no;
    }

    /** What Python calls the kind of a value. */
    static String type(Object value) {
        if (value instanceof String || value instanceof Secret) {
            return "str";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Double) {
            return "float";
        } else if (value instanceof Number) {
            return "int";
        } else if (value instanceof Tuple) {
            return "tuple";
        } else if (value instanceof List) {
            return "list";
        } else if (value instanceof Map) {
            return "dict";
        } else if (value instanceof Type) {
            return "type";
        }
        return value == null
                ? "NoneType"
                : value instanceof Undefined ? "AnsibleUndefined" : "function";
    }

    private static Object extract(Call call) {
        Object value = part(call.arg(0, "container"), call.input());
        Object more = call.arg(1, "morekeys", null);
        for (Object key :
                more == null ? List.of() : more instanceof List<?> list ? list : List.of(more)) {
            value = part(value, key);
        }
        return value;
    }

    /** A part of a value, or undefined. */
    static Object part(Object of, Object key) {
        if (of instanceof Undefined) {
            return of;
        }
        Object part = Part.take(of, Python.plain(key));
        return part == Scope.NOTHING
                ? new Undefined(
                        Python.str(key),
                        Python.kind(of) + " without it",
                        java.util.Optional.empty(),
                        java.util.Set.of(),
                        Undefined.noPart(of, Python.plain(key)))
                : part;
    }

    static long length(Object input) {
        Object value = Python.plain(Python.defined(input));
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value == Undefined.BLANK) {
            return 0;
        }
        throw Fault.of("this has no length", "it is " + Python.kind(value));
    }
}
