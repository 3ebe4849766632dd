package io.miprov.host;

/**
 * What a script answered.
 *
 * @param status its exit status; 124 when it was killed because its time was up
 * @param out standard output, as UTF-8
 * @param err standard error, as UTF-8
 * @param timedOut whether it was killed because its time was up
 */
public record Reply(int status, String out, String err, boolean timedOut) {

    public Reply(int status, String out, String err) {
        this(status, out, err, false);
    }

    public boolean ok() {
        return status == 0;
    }
}
