package io.miprov.lang;

import io.miprov.diag.Secret;

/** What a template gives: a single value as it is, or text as soon as there is more. */
final class Output {
    private final StringBuilder text = new StringBuilder();
    private Object only = "";
    private int pieces;
    private boolean secret;

    void write(Object value) {
        if (value == Undefined.BLANK || "".equals(value)) {
            return;
        }
        if (pieces == 0) {
            only = value;
        } else {
            if (pieces == 1) {
                append(only);
            }
            append(value);
        }
        pieces++;
    }

    private void append(Object value) {
        if (value != null) {
            text.append(Python.str(value));
            secret = secret || Secrets.in(value);
        }
    }

    /** The value, or text. */
    Object value() {
        return pieces <= 1 ? only : asText();
    }

    /** Text in any case. */
    Object asText() {
        if (pieces == 1) {
            append(only);
            pieces++;
        }
        return secret ? new Secret(text.toString()) : text.toString();
    }
}
