package io.miprov.playbook;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The keywords there are, where each may stand, and what it takes. The list is that of ansible-core
 * 2.16, and {@code rolling}.
 */
final class Words {

    /** What a keyword takes. */
    enum Kind {
        /** Any value. */
        VALUE,
        /** A text. */
        TEXT,
        /** True or false. */
        FLAG,
        /** A whole number or a number with a fraction. */
        NUMBER,
        /** One expression or a list of them. */
        CONDITIONS,
        /** One name or a list of them, or names with commas between. */
        NAMES,
        /** One mapping or a list of them. */
        MAPS,
        /** {@code never}: there is no debugger. */
        DEBUGGER,
        /** Read by a reader of its own. */
        OWN
    }

    /** Where a keyword stands. */
    enum Level {
        PLAY("play"),
        ROLE("role"),
        BLOCK("block"),
        TASK("task"),
        HANDLER("handler");

        final String shown;

        Level(String shown) {
            this.shown = shown;
        }

        /** What Ansible calls it. */
        String ansible() {
            return Character.toUpperCase(shown.charAt(0)) + shown.substring(1);
        }
    }

    /** At every level. */
    private static final Map<String, Kind> BASE =
            Map.ofEntries(
                    Map.entry("any_errors_fatal", Kind.FLAG),
                    Map.entry("become", Kind.FLAG),
                    Map.entry("become_exe", Kind.TEXT),
                    Map.entry("become_flags", Kind.TEXT),
                    Map.entry("become_method", Kind.TEXT),
                    Map.entry("become_user", Kind.TEXT),
                    Map.entry("check_mode", Kind.FLAG),
                    Map.entry("collections", Kind.NAMES),
                    Map.entry("connection", Kind.TEXT),
                    Map.entry("debugger", Kind.DEBUGGER),
                    Map.entry("diff", Kind.FLAG),
                    Map.entry("environment", Kind.MAPS),
                    Map.entry("ignore_errors", Kind.FLAG),
                    Map.entry("ignore_unreachable", Kind.FLAG),
                    Map.entry("module_defaults", Kind.MAPS),
                    Map.entry("name", Kind.TEXT),
                    Map.entry("no_log", Kind.FLAG),
                    Map.entry("port", Kind.NUMBER),
                    Map.entry("remote_user", Kind.TEXT),
                    Map.entry("run_once", Kind.FLAG),
                    Map.entry("tags", Kind.NAMES),
                    Map.entry("throttle", Kind.NUMBER),
                    Map.entry("timeout", Kind.NUMBER),
                    Map.entry("vars", Kind.OWN));

    private static final Map<String, Kind> PLAY =
            Map.ofEntries(
                    Map.entry("fact_path", Kind.TEXT),
                    Map.entry("force_handlers", Kind.FLAG),
                    Map.entry("gather_facts", Kind.FLAG),
                    Map.entry("gather_subset", Kind.NAMES),
                    Map.entry("gather_timeout", Kind.NUMBER),
                    Map.entry("handlers", Kind.OWN),
                    Map.entry("hosts", Kind.VALUE),
                    Map.entry("max_fail_percentage", Kind.NUMBER),
                    Map.entry("order", Kind.TEXT),
                    Map.entry("post_tasks", Kind.OWN),
                    Map.entry("pre_tasks", Kind.OWN),
                    Map.entry("roles", Kind.OWN),
                    Map.entry("rolling", Kind.OWN),
                    Map.entry("serial", Kind.VALUE),
                    Map.entry("strategy", Kind.TEXT),
                    Map.entry("tasks", Kind.OWN),
                    Map.entry("user", Kind.TEXT),
                    Map.entry("vars_files", Kind.OWN),
                    Map.entry("vars_prompt", Kind.OWN));

    private static final Map<String, Kind> ROLE =
            Map.of(
                    "delegate_facts", Kind.FLAG,
                    "delegate_to", Kind.TEXT,
                    "when", Kind.CONDITIONS);

    private static final Map<String, Kind> BLOCK =
            Map.of(
                    "always", Kind.OWN,
                    "block", Kind.OWN,
                    "notify", Kind.NAMES,
                    "rescue", Kind.OWN);

    private static final Map<String, Kind> TASK =
            Map.ofEntries(
                    Map.entry("action", Kind.OWN),
                    Map.entry("args", Kind.OWN),
                    Map.entry("async", Kind.NUMBER),
                    Map.entry("changed_when", Kind.CONDITIONS),
                    Map.entry("delay", Kind.NUMBER),
                    Map.entry("failed_when", Kind.CONDITIONS),
                    Map.entry("local_action", Kind.OWN),
                    Map.entry("loop", Kind.OWN),
                    Map.entry("loop_control", Kind.VALUE),
                    Map.entry("notify", Kind.NAMES),
                    Map.entry("poll", Kind.NUMBER),
                    Map.entry("register", Kind.TEXT),
                    Map.entry("retries", Kind.NUMBER),
                    Map.entry("until", Kind.CONDITIONS));

    private static final Set<String> STAYS =
            Set.of(
                    "action",
                    "args",
                    "async",
                    "changed_when",
                    "delay",
                    "failed_when",
                    "local_action",
                    "loop",
                    "loop_control",
                    "name",
                    "poll",
                    "register",
                    "retries",
                    "until",
                    "listen",
                    "vars");

    private static final Set<String> JOINED =
            Set.of("tags", "when", "environment", "module_defaults", "notify");

    private Words() {}

    /** The keywords of a level and what they take. */
    static Map<String, Kind> at(Level level) {
        Map<String, Kind> known = new HashMap<>(BASE);
        switch (level) {
            case PLAY -> known.putAll(PLAY);
            case ROLE -> known.putAll(ROLE);
            case BLOCK -> {
                known.putAll(ROLE);
                known.putAll(BLOCK);
            }
            default -> {
                known.putAll(ROLE);
                known.putAll(TASK);
            }
        }
        if (level == Level.HANDLER) {
            known.put("listen", Kind.NAMES);
        }
        return known;
    }

    /** Whether what is inside has it too. */
    static boolean goesDown(String name) {
        return !STAYS.contains(name) && !PLAY.containsKey(name);
    }

    /** Whether what is given inside adds to what is given outside. */
    static boolean accumulates(String name) {
        return JOINED.contains(name);
    }
}
