package io.miprov.lang;

import java.util.HashMap;
import java.util.Map;

/** The names that a part of a template set itself, inside those of the parts around it. */
final class Frame {
    private final Evaluation run;
    private final Frame around;
    private final Map<String, Object> own = new HashMap<>();
    private Template extended;

    Frame(Evaluation run, Frame around) {
        this.run = run;
        this.around = around;
    }

    Evaluation run() {
        return run;
    }

    Scope scope() {
        return run.scope();
    }

    /** Names set in there do not leave it. */
    Frame inner() {
        return new Frame(run, this);
    }

    void set(String name, Object value) {
        own.put(name, value);
    }

    /** Notes the template that this one extends. */
    void extend(Template other) {
        extended = other;
    }

    /** The template that this one extends; null: none. */
    Template extended() {
        return extended;
    }

    /** What was set here, for {@code import}. */
    Map<String, Object> own() {
        return own;
    }

    /** The value of a name: set here, around here, a variable, a function; or NOTHING. */
    Object get(String name) {
        for (Frame frame = this; frame != null; frame = frame.around) {
            Object value = frame.own.get(name);
            if (value != null || frame.own.containsKey(name)) {
                return value;
            }
        }
        Object value = run.variable(name);
        if (value == Scope.NOTHING && name.equals("self")) {
            return Blocks.self(this);
        }
        return value == Scope.NOTHING ? Functions.find(name) : value;
    }
}
