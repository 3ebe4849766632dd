package io.miprov.library.database;

import io.miprov.module.NotYet;

/**
 * What a database's client answered.
 *
 * @param out what it printed
 * @param status its exit status; 127 when the host has no such program
 * @param err what it complained of
 */
record ClientAnswer(String out, int status, String err) {
    private static final int NO_PROGRAM = 127;

    /** Reads what the word {@code client_says} printed. */
    static ClientAnswer of(String text) {
        int second = text.lastIndexOf('\036');
        int first = text.lastIndexOf('\036', second - 1);
        if (first < 0) {
            throw new IllegalArgumentException("the database's client told nothing: " + text);
        }
        return new ClientAnswer(
                text.substring(0, first),
                Integer.parseInt(text.substring(first + 1, second)),
                text.substring(second + 1).strip());
    }

    boolean ok() {
        return status == 0;
    }

    /** The program itself is not there, which an earlier task may be about to change. */
    void needProgram() {
        if (status == NO_PROGRAM) {
            throw new NotYet(err);
        }
    }
}
