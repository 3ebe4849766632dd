package io.miprov.lang;

import java.util.Map;

/** Python's {@code '%s-%02d' % (a, b)}. */
final class PercentFormat {
    private final String format;
    private final Object given;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;

    private PercentFormat(String format, Object given) {
        this.format = format;
        this.given = given;
    }

    /** The values are a tuple, a mapping for {@code %(name)s}, or a single one. */
    static String of(String format, Object given) {
        return new PercentFormat(format, given).filled();
    }

    private String filled() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                out.append(c);
            } else if (at < format.length() && format.charAt(at) == '%') {
                out.append('%');
                at++;
            } else {
                directive();
            }
        }
        if (given instanceof Tuple tuple && next < tuple.size()) {
            throw Fault.of(
                    "not all values were used",
                    "there are " + tuple.size() + " for " + next + " marks");
        }
        return out.toString();
    }

    private void directive() {
        Object named = Scope.NOTHING;
        if (at < format.length() && format.charAt(at) == '(') {
            int end = format.indexOf(')', at);
            String name = format.substring(at + 1, end < 0 ? format.length() : end);
            named =
                    given instanceof Map<?, ?> map && map.containsKey(name)
                            ? map.get(name)
                            : missing(name);
            at = end + 1;
        }
        int start = at;
        while (at < format.length() && "-+ #0".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        String flags = format.substring(start, at);
        int width = number(0);
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = number(0);
        }
        if (at >= format.length()) {
            throw Fault.of("this format ends in the middle of a mark", Python.repr(format));
        }
        char kind = format.charAt(at++);
        Object value = named == Scope.NOTHING ? next() : named;
        if (kind != 'r') {
            Python.defined(value);
        }
        Spec spec =
                new Spec(
                        flags.contains("0") && !flags.contains("-") ? '0' : ' ',
                        flags.contains("-") ? '<' : flags.contains("0") ? '=' : '>',
                        flags.contains("+") ? '+' : flags.contains(" ") ? ' ' : '-',
                        flags.contains("#"),
                        Math.max(0, width),
                        "",
                        precision,
                        kind);
        out.append(text(spec, value));
    }

    private static String text(Spec spec, Object value) {
        switch (spec.kind()) {
            case 's', 'r', 'a' -> {
                String text =
                        spec.kind() == 's'
                                ? Python.str(value)
                                : value instanceof Undefined undefined
                                        ? undefined.repr()
                                        : Python.repr(value);
                return spec.kind('s').padded(spec.cut(text), "");
            }
            case 'c' -> {
                return spec.padded(
                        value instanceof String text
                                ? text
                                : Character.toString(
                                        Math.min(whole(value), Character.MAX_CODE_POINT)),
                        "");
            }
            case 'd', 'i', 'u', 'x', 'X', 'o' -> {
                if (!Numbers.is(value)) {
                    throw Fault.of(
                            "%" + spec.kind() + " needs a number", "this is " + Python.kind(value));
                }
                Object whole = Numbers.whole(value) ? value : ValueFilters.cut(Numbers.real(value));
                return spec.kind("iu".indexOf(spec.kind()) >= 0 ? 'd' : spec.kind()).of(whole);
            }
            case 'f', 'F', 'e', 'E', 'g', 'G' -> {
                if (!Numbers.is(value)) {
                    throw Fault.of(
                            "%" + spec.kind() + " needs a number", "this is " + Python.kind(value));
                }
                return spec.of(Numbers.real(value));
            }
            default -> throw Fault.of("there is no format %" + spec.kind());
        }
    }

    private int number(int orElse) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            return whole(next());
        }
        int start = at;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            at++;
        }
        if (at - start > 6) {
            throw Fault.of("this format is too wide", Python.repr(format));
        }
        return at == start ? orElse : Integer.parseInt(format.substring(start, at));
    }

    private Object next() {
        if (given instanceof Tuple tuple) {
            if (next >= tuple.size()) {
                throw Fault.of(
                        "there are more marks than values",
                        "there are " + tuple.size() + " values");
            }
            return tuple.get(next++);
        }
        if (next++ > 0) {
            throw Fault.of("there are more marks than values", "there is one value");
        }
        return given;
    }

    private static int whole(Object value) {
        if (!Numbers.whole(value)) {
            throw Fault.of("this format needs a whole number", "this is " + Python.kind(value));
        }
        return Math.max(0, Numbers.big(value).intValue());
    }

    private static Object missing(String name) {
        throw Fault.of("there is no value for %(" + name + ")");
    }
}
