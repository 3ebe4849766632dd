package io.miprov.diag;

/** A value that nobody may read in output. It prints as stars; only a shell script unwraps it. */
public record Secret(String value) {
    static final String STARS = "********";

    @Override
    public String toString() {
        return STARS;
    }
}
