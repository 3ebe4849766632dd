package io.miprov.lang;

import java.util.Map;
import java.util.regex.Matcher;

/** Ansible's own tests: of what a task returned, of texts, of versions, of paths as text. */
final class ResultChecks {
    static final String NAMES =
            "succeeded success successful failed failure changed change skipped skip started finished reachable "
                    + "unreachable timedout match search regex version version_compare abs is_abs";

    private ResultChecks() {}

    /** The test, or null. To add one, add its line here. */
    static Check find(String name) {
        return switch (name) {
            case "succeeded", "success", "successful" -> call -> !failed(call);
            case "failed", "failure" -> ResultChecks::failed;
            case "changed", "change" -> ResultChecks::changed;
            case "skipped", "skip" -> call -> flag(call, "skipped");
            case "started" -> call -> !result(call).containsKey("started") || flag(call, "started");
            case "finished" ->
                    call -> !result(call).containsKey("finished") || flag(call, "finished");
            case "reachable" -> call -> !flag(call, "unreachable");
            case "unreachable" -> call -> flag(call, "unreachable");
            case "timedout" -> ResultChecks::timedOut;
            case "match" -> call -> regex(call).lookingAt();
            case "search" -> call -> regex(call).find();
            case "regex" -> ResultChecks::matches;
            case "version", "version_compare" -> Versions::holds;
            case "abs", "is_abs" -> call -> call.text().startsWith("/");
            default -> null;
        };
    }

    private static Map<?, ?> result(Call call) {
        if (Python.defined(call.input()) instanceof Map<?, ?> map) {
            return map;
        }
        throw Fault.of(
                        "`" + call.name() + "` needs what a task has registered",
                        "this is " + Python.kind(call.input()))
                .help("write `result is " + call.name() + "` with `register: result` on the task");
    }

    private static boolean flag(Call call, String name) {
        Object value = result(call).get(name);
        return value != null && Python.truth(value);
    }

    private static boolean timedOut(Call call) {
        return result(call).get("timedout") instanceof Map<?, ?> late
                && Python.truth(late.get("period"));
    }

    private static boolean failed(Call call) {
        return flag(call, "failed");
    }

    private static boolean changed(Call call) {
        Map<?, ?> result = result(call);
        if (!result.containsKey("changed")
                && result.get("results") instanceof java.util.List<?> each
                && !each.isEmpty()
                && each.get(0) instanceof Map) {
            return each.stream().anyMatch(one -> Python.truth(((Map<?, ?>) one).get("changed")));
        }
        return flag(call, "changed");
    }

    private static Matcher regex(Call call) {
        String pattern = call.text(0, "pattern", "");
        boolean ignoreCase = call.flag(1, "ignorecase", false);
        boolean multiline = call.flag(2, "multiline", false);
        return Regex.matcher(pattern, call.text(), ignoreCase, multiline);
    }

    private static boolean matches(Call call) {
        String pattern = call.text(0, "pattern", "");
        boolean ignoreCase = call.flag(1, "ignorecase", false);
        boolean multiline = call.flag(2, "multiline", false);
        String kind = call.text(3, "match_type", "search");
        Matcher match = Regex.matcher(pattern, call.text(), ignoreCase, multiline);
        return switch (kind) {
            case "search" -> match.find();
            case "match" -> match.lookingAt();
            case "fullmatch" -> match.matches();
            default ->
                    throw Fault.of("`match_type` is search, match or fullmatch", "this is " + kind);
        };
    }
}
