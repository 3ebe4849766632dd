package io.miprov.lang;

/**
 * Something went wrong in a computation that does not know its place; the part of the template that
 * asked for it adds the place and throws {@link TemplateError}.
 */
final class Fault extends IllegalArgumentException {
    private final transient Undefined undefined;
    private final String label;
    private final String help;

    private Fault(String message, String label, String help, Undefined undefined) {
        super(message);
        this.label = label;
        this.help = help;
        this.undefined = undefined;
    }

    /** A fault is told by its place; where in the program it came up is of no use. */
    @Override
    @SuppressWarnings("NonSynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }

    static Fault of(String message) {
        return new Fault(message, "", "", null);
    }

    static Fault of(String message, String label) {
        return new Fault(message, label, "", null);
    }

    /** Somebody used what is not defined. */
    static Fault of(Undefined undefined) {
        return new Fault(
                "`" + undefined.name() + "` is undefined", undefined.reason(), "", undefined);
    }

    Fault help(String next) {
        return new Fault(getMessage(), label, next, undefined);
    }

    String label() {
        return label;
    }

    String help() {
        return help;
    }

    /** What was not defined, or null when the fault is another. */
    Undefined undefined() {
        return undefined;
    }
}
