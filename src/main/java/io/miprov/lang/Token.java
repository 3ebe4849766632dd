package io.miprov.lang;

/**
 * A piece of a template.
 *
 * @param text as written; for DATA what is printed
 * @param value of a literal
 */
record Token(Kind kind, String text, Object value, int from, int to) {

    /** What a piece is. */
    enum Kind {
        DATA,
        OUTPUT,
        BLOCK,
        CLOSE,
        NAME,
        NUMBER,
        STRING,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean named(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** How it is called in a message. */
    String told() {
        return switch (kind) {
            case CLOSE -> "the end of the tag";
            case END -> "the end";
            case DATA -> "text";
            default -> "`" + text + "`";
        };
    }
}
