package io.miprov.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code rolling} takes, for the reader, for people and for editors. */
public final class RollingGuide {

    /** What a word takes. */
    public enum Kind {
        TIME("a time such as `30s` or `5m`"),
        NUMBER("a number"),
        FLAG("true or false"),
        TEXT("text"),
        NAMES("a name, or a list of them"),
        CHOICE("one of a few words"),
        VALUE("a value"),
        GROUP("a mapping");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        /** For people. */
        public String phrase() {
            return phrase;
        }
    }

    /**
     * One word.
     *
     * @param path its name, with that of its mapping before it: {@code drain.timeout}
     * @param choices what it may be; empty: anything of its kind
     * @param orElse what it is when it is not given; empty: nothing
     * @param about what it is for, in a phrase
     */
    public record Word(String path, Kind kind, List<String> choices, String orElse, String about) {

        /** The mapping it stands in; empty: {@code rolling} itself. */
        public String group() {
            int dot = path.indexOf('.');
            return dot < 0 ? "" : path.substring(0, dot);
        }

        public String name() {
            return path.substring(path.indexOf('.') + 1);
        }
    }

    /** What a mapping stands for when there is only one value in its place. */
    static final Map<String, String> SHORT =
            Map.of(
                    "balancer", "balancer.kind",
                    "drain", "drain.timeout",
                    "health", "health.url",
                    "rollback", "rollback.base");

    /** The word that names a file with more of them. */
    static final String FROM = "from";

    private static final Map<String, Word> ALL = new LinkedHashMap<>();

    static {
        word(
                FROM,
                Kind.TEXT,
                "",
                "a file beside the playbook with words of `rolling`; those of the play come before them");
        group("balancer", "which balancer sends the hosts their traffic; needed");
        choice("balancer.kind", List.of("nginx", "nginx_plus", "haproxy", "none"), "", "its kind");
        word("balancer.hosts", Kind.NAMES, "", "the same as `hosts` beside it");
        word("balancer.config", Kind.TEXT, "", "the folder of its configuration (nginx)");
        word("balancer.command", Kind.TEXT, "", "its program (nginx)");
        word("balancer.socket", Kind.TEXT, "", "its socket (haproxy)");
        word("balancer.api", Kind.TEXT, "", "the address of its API (nginx_plus)");
        word(
                "hosts",
                Kind.NAMES,
                "load_balancers",
                "the balancer hosts: names, groups and patterns; all of them are driven");
        word("upstream", Kind.NAMES, "", "the upstreams or backends; all that have the member");
        word(
                "member",
                Kind.TEXT,
                "",
                "how the balancer knows a host; `ansible_host` or the host's name, whichever it has");
        group("drain", "how a member is taken out");
        word("drain.timeout", Kind.TIME, "60s", "how long requests that are under way may take");
        choice(
                "drain.on_timeout",
                List.of("abort", "proceed"),
                "abort",
                "what then: put it back and stop, or go on");
        word("drain.quiet", Kind.TIME, "1s", "how long there must be no connection to it");
        group("health", "what shows that a host can have traffic again");
        word("health.url", Kind.TEXT, "", "the address of its readiness");
        word("health.liveness", Kind.TEXT, "", "the address of its liveness");
        word("health.home", Kind.TEXT, "", "MI_HOME, for its process and its log");
        word("health.unit", Kind.TEXT, "micro-integrator", "its unit of systemd");
        word("health.timeout", Kind.TIME, "5s", "how long a single answer may take");
        word(
                "health.through",
                Kind.VALUE,
                "",
                "requests to its own listener: url, status, headers");
        word("health.status", Kind.VALUE, "[200]", "the answers that are well");
        word(
                "health.min_healthy_time",
                Kind.TIME,
                "10s",
                "how long it must be well without a break");
        word("health.deadline", Kind.TIME, "5m", "by when");
        word("health.progress_deadline", Kind.TIME, "", "how long its log may stand still");
        word("health.validate_certs", Kind.FLAG, "", "whether its certificate is checked");
        word("health.ca_path", Kind.TEXT, "", "a file on it with the certificates to trust");
        word(
                "health.through_balancer",
                Kind.VALUE,
                "",
                "a request that each balancer host makes to itself: url, status_code, headers");
        word("min_available", Kind.NUMBER, "1", "how many healthy members stay in each upstream");
        choice(
                "on_failure",
                List.of("rollback", "rollback_all", "hold"),
                "rollback when `rollback` is given, else hold",
                "what becomes of a batch that fails: it is as it was again; it and all before it are;"
                        + " it stays out of the balancer as it is");
        group("rollback", "what is kept before a batch is touched, and is put back when it fails");
        word("rollback.base", Kind.TEXT, "", "the folder of releases");
        word("rollback.paths", Kind.NAMES, "", "more files and folders, such as the unit");
        word("rollback.restart", Kind.TEXT, "", "the service that is restarted after it");
        word("soak", Kind.TIME, "0s", "how long a batch's health must hold once it has traffic");
        word(
                "canary",
                Kind.VALUE,
                "",
                "tasks, or a request as of `uri`, that must go well after it");
        word("pause", Kind.TIME, "0s", "a wait between two batches");
        word("confirm", Kind.FLAG, "no", "whether somebody is asked between two batches");
        word(
                "window_end",
                Kind.TEXT,
                "",
                "an instant or time of day: a batch that would not be done by then is not begun");
        word("lock", Kind.TEXT, "the upstream", "what the roll is the only one of");
        word("lock_wait", Kind.TIME, "0s", "how long to wait while somebody else has the lock");
    }

    private RollingGuide() {}

    /** All of them, in the order in which they are told. */
    public static List<Word> all() {
        return new ArrayList<>(ALL.values());
    }

    /** What the word of a path takes. */
    public static Kind kind(String path) {
        return of(path).kind();
    }

    static Word of(String path) {
        return ALL.get(path);
    }

    /** The names in a mapping; empty: in {@code rolling} itself. */
    static List<String> names(String group) {
        return ALL.values().stream().filter(w -> w.group().equals(group)).map(Word::name).toList();
    }

    private static void group(String path, String about) {
        ALL.put(path, new Word(path, Kind.GROUP, List.of(), "", about));
    }

    private static void word(String path, Kind kind, String orElse, String about) {
        ALL.put(path, new Word(path, kind, List.of(), orElse, about));
    }

    private static void choice(String path, List<String> choices, String orElse, String about) {
        ALL.put(path, new Word(path, Kind.CHOICE, choices, orElse, about));
    }
}
