package io.miprov.lang;

import io.miprov.diag.Secret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One use of a filter, a test or a function: what it is given, by place or by name. What nobody
 * asked for in the end was not meant for it, which {@link #finish} says.
 */
final class Call {
    private final Frame frame;
    private final String name;
    private final Object input;
    private final List<Object> args;
    private final Map<String, Object> named;
    private final Set<String> taken = new LinkedHashSet<>();
    private int asked;
    private boolean secretAlone;

    Call(Frame frame, String name, Object input, List<Object> args, Map<String, Object> named) {
        this.frame = frame;
        this.name = name;
        this.input = input;
        this.args = args;
        this.named = named;
    }

    Frame frame() {
        return frame;
    }

    String name() {
        return name;
    }

    /** What stands before the bar, as it is: it may be undefined. */
    Object input() {
        return input;
    }

    /** The input as text. */
    String text() {
        return Python.str(input);
    }

    /** The input as what a loop goes over. */
    List<Object> items() {
        return Python.items(input);
    }

    /** The input, which must be a mapping. */
    Map<?, ?> mapping() {
        return mapping(input);
    }

    Map<?, ?> mapping(Object value) {
        if (Python.defined(value) instanceof Map<?, ?> map) {
            return map;
        }
        throw Fault.of("`" + name + "` needs a mapping", "this is " + Python.kind(value));
    }

    /** All arguments given by place, whatever their number. */
    List<Object> rest(int from) {
        asked = Math.max(asked, args.size());
        return args.subList(Math.min(from, args.size()), args.size());
    }

    /** All arguments given by name, whatever they are. */
    Map<String, Object> named() {
        taken.addAll(named.keySet());
        return named;
    }

    boolean has(int place, String argument) {
        return place < args.size() || named.containsKey(argument);
    }

    /** An argument by its place or its name. */
    Object arg(int place, String argument, Object orElse) {
        asked = Math.max(asked, place + 1);
        taken.add(argument);
        if (place >= 0 && place < args.size()) {
            return args.get(place);
        }
        return named.containsKey(argument) ? named.get(argument) : orElse;
    }

    /** An argument that must be given. */
    Object arg(int place, String argument) {
        Object value = arg(place, argument, Scope.NOTHING);
        if (value == Scope.NOTHING) {
            throw Fault.of("`" + name + "` needs `" + argument + "`");
        }
        return value;
    }

    String text(int place, String argument) {
        return Python.str(arg(place, argument));
    }

    String text(int place, String argument, String orElse) {
        Object value = arg(place, argument, orElse);
        return value == null ? orElse : Python.str(value);
    }

    boolean flag(int place, String argument, boolean orElse) {
        return Python.truth(arg(place, argument, orElse));
    }

    int whole(int place, String argument, int orElse) {
        return whole(argument, arg(place, argument, (long) orElse));
    }

    int whole(String argument, Object value) {
        if (Numbers.whole(Python.defined(value))) {
            return Numbers.big(value).intValue();
        }
        throw Fault.of(
                "`" + argument + "` of `" + name + "` must be a whole number",
                "this is " + Python.kind(value));
    }

    /** Refuses arguments that were given and not asked for. */
    void finish() {
        if (args.size() > asked) {
            throw Fault.of(
                    "`" + name + "` takes no more than " + asked + " arguments",
                    args.size() + " are given");
        }
        for (String each : named.keySet()) {
            if (!taken.contains(each)) {
                throw Fault.of("`" + name + "` has no argument `" + each + "`")
                        .help(
                                taken.isEmpty()
                                        ? "it takes none"
                                        : "it takes " + String.join(", ", taken));
            }
        }
    }

    /** Whether a secret was given, alone or inside of something. */
    boolean secret() {
        return Secrets.in(input) || Secrets.in(args) || (!named.isEmpty() && Secrets.in(named));
    }

    /** Whether a secret itself was given. */
    boolean secretAlone() {
        return secretAlone;
    }

    /** The same with secrets that are given alone as plain text. */
    Call revealed() {
        boolean among = false;
        for (Object each : args) {
            among = among || each instanceof Secret;
        }
        secretAlone = among || input instanceof Secret;
        if (!secretAlone) {
            return this;
        }
        List<Object> plain = new ArrayList<>(args.size());
        args.forEach(each -> plain.add(Python.plain(each)));
        return new Call(frame, name, Python.plain(input), plain, named);
    }
}
