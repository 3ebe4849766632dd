package io.miprov.lang;

import java.util.List;
import java.util.Map;

/** Python's {@code '{} {0:>5} {name}'.format(…)}. */
final class BraceFormat {
    private final List<Object> args;
    private final Map<String, Object> named;
    private int next;

    private BraceFormat(List<Object> args, Map<String, Object> named) {
        this.args = args;
        this.named = named;
    }

    static String of(String format, List<Object> args, Map<String, Object> named) {
        return new BraceFormat(args, named).filled(format);
    }

    private String filled(String format) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            boolean twice = i + 1 < format.length() && format.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && twice) {
                out.append(c);
                i++;
            } else if (c == '{') {
                int end = end(format, i);
                out.append(field(format.substring(i + 1, end)));
                i = end;
            } else if (c == '}') {
                throw Fault.of("a `}` in this format has no `{`");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int end(String format, int open) {
        int depth = 0;
        for (int i = open; i < format.length(); i++) {
            depth += format.charAt(i) == '{' ? 1 : format.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw Fault.of("a `{` in this format does not end");
    }

    private String field(String field) {
        int colon = field.indexOf(':');
        String name = colon < 0 ? field : field.substring(0, colon);
        String spec = colon < 0 ? "" : filled(field.substring(colon + 1));
        int mark = name.indexOf('!');
        Object value = Python.defined(value(mark < 0 ? name : name.substring(0, mark)));
        if (mark >= 0) {
            value = name.endsWith("r") ? Python.repr(value) : Python.str(value);
        }
        if (spec.isEmpty()) {
            return Python.str(value);
        }
        return Spec.parse(spec, Numbers.is(value)).of(value);
    }

    private Object value(String path) {
        String[] steps = path.replace("]", "").split("[.\\[]", -1);
        Object value = first(steps[0]);
        for (int i = 1; i < steps.length; i++) {
            value = ValueFilters.part(value, steps[i]);
        }
        return value;
    }

    private Object first(String name) {
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            if (!name.matches("\\d{0,9}")) {
                throw Fault.of("`{" + name + "}` is no mark of a format");
            }
            int index = name.isEmpty() ? next++ : Integer.parseInt(name);
            if (index >= args.size()) {
                throw Fault.of(
                        "this format has more marks than values",
                        "there are " + args.size() + " values");
            }
            return args.get(index);
        }
        if (!named.containsKey(name)) {
            throw Fault.of("there is no value for {" + name + "}");
        }
        return named.get(name);
    }
}
