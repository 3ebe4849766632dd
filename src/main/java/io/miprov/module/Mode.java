package io.miprov.module;

/**
 * How a change meets a host.
 *
 * @param check say what would change, and change nothing
 * @param diff tell texts before and after
 */
public record Mode(boolean check, boolean diff) {
    public static final Mode APPLY = new Mode(false, false);
    public static final Mode CHECK = new Mode(true, false);
}
