package io.miprov.lang;

import io.miprov.diag.Secret;

/**
 * The line ends behind a template. Jinja2 drops the last one when it reads a template; Ansible puts
 * as many behind the text as the template had, unless the text has them by itself.
 *
 * @param count how many there are
 * @param written what one is written as
 */
record LineEnd(int count, String written) {
    static final LineEnd NONE = new LineEnd(0, "\n");

    static LineEnd of(Text text, Syntax syntax) {
        String all = text.text();
        return new LineEnd(count(all.substring(syntax.start())), syntax.newline());
    }

    /** The text of a template without its last line end. */
    static String dropped(String source) {
        int end = source.length();
        boolean line = source.endsWith("\n");
        boolean both = source.endsWith("\r\n");
        return source.substring(0, both ? end - 2 : line || source.endsWith("\r") ? end - 1 : end);
    }

    private static int count(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.length() - end;
    }

    /** A text with its line ends; any other value as it is. */
    Object behind(Object value) {
        if (value instanceof Secret secret) {
            return new Secret(behind(secret.value()));
        }
        return value instanceof String text ? behind(text) : value;
    }

    private String behind(String text) {
        return text + written.repeat(Math.max(0, count - count(text)));
    }
}
