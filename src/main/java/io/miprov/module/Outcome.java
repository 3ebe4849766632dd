package io.miprov.module;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a change on a host.
 *
 * @param message why it failed or was skipped; empty when all went well
 * @param values what {@code register} gets, under Ansible's keys; {@code changed} and {@code
 *     failed} are added by the engine
 * @param diffs texts before and after, when the mode asked for them
 * @param facts facts of the host that this outcome tells, without {@code ansible_}
 * @param variables variables that this outcome sets on the host
 */
public record Outcome(
        Status status,
        String message,
        Map<String, Object> values,
        List<TextDiff> diffs,
        Map<String, Object> facts,
        Map<String, Object> variables) {

    /** How it ended. */
    public enum Status {
        OK,
        CHANGED,
        SKIPPED,
        FAILED
    }

    /** A text before and after. */
    public record TextDiff(String title, String before, String after) {}

    public static Outcome of(Status status, String message, Map<String, Object> values) {
        return new Outcome(status, message, values, List.of(), Map.of(), Map.of());
    }

    public static Outcome ok(Map<String, Object> values) {
        return of(Status.OK, "", values);
    }

    public static Outcome changed(Map<String, Object> values) {
        return of(Status.CHANGED, "", values);
    }

    public static Outcome failed(String message) {
        return of(Status.FAILED, message, Map.of());
    }

    public static Outcome skipped(String message) {
        return of(Status.SKIPPED, message, Map.of());
    }

    /** The same with more values; those given here win. */
    public Outcome with(Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Outcome(status, message, all, diffs, facts, variables);
    }

    public Outcome withDiffs(List<TextDiff> shown) {
        return new Outcome(status, message, values, shown, facts, variables);
    }

    public Outcome withFacts(Map<String, Object> told) {
        return new Outcome(status, message, values, diffs, told, variables);
    }

    public Outcome withVariables(Map<String, Object> set) {
        return new Outcome(status, message, values, diffs, facts, set);
    }
}
