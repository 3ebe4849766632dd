package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.engine.RollJobs.Chore;
import io.miprov.lang.Node;
import io.miprov.module.Durations;
import io.miprov.playbook.Keyword;
import io.miprov.playbook.Keywords;
import io.miprov.playbook.Rolling;
import io.miprov.playbook.RollingGuide;
import io.miprov.playbook.Task;
import io.miprov.playbook.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes the tasks of a roll out of what {@code rolling} says. Their arguments keep the places of
 * what was written, so modules tell what is wrong with them as with those of any task.
 */
final class RollMaker {
    /** What the roll itself gives its tasks, by names that no playbook has. */
    static final String MARK = "miprov_roll_mark";

    static final String MEMBERS = "miprov_roll_members";
    static final String LOCK = "miprov_roll_lock";
    static final String WAIT = "miprov_roll_lock_wait";
    static final String POINT = "miprov_roll_point";
    static final String SOAK = "miprov_roll_soak";
    static final String SOAK_DEADLINE = "miprov_roll_soak_deadline";

    static final String WHO = "miprov_roll_who";
    static final String PURPOSE = "miprov_roll_purpose";
    static final String GONE = "miprov_roll_gone";
    static final List<String> NAMES =
            List.of(MARK, MEMBERS, LOCK, POINT, SOAK, SOAK_DEADLINE, WHO, PURPOSE, GONE);

    private final Rolling rolling;
    private final Path file;
    private final Set<String> modules;
    private final Function<Task, Optional<Job>> compiler;
    private final Problems problems;
    private final Map<Chore, Job> jobs = new EnumMap<>(Chore.class);

    /**
     * @param modules the names of those there are
     * @param compiler makes a job of a task
     */
    RollMaker(
            Rolling rolling,
            Path file,
            Set<String> modules,
            Function<Task, Optional<Job>> compiler,
            Problems problems) {
        this.rolling = rolling;
        this.file = file;
        this.modules = modules;
        this.compiler = compiler;
        this.problems = problems;
    }

    RollJobs make(Group canary) {
        rolling.words().forEach(this::check);
        if (!"none".equals(rolling.value("balancer.kind"))) {
            make(Chore.STATUS, "balancer_member", member("status"));
            make(Chore.DRAIN, "balancer_member", draining());
            make(Chore.EXPECT, "balancer_member", member("expected"));
            make(Chore.ADMIT, "balancer_member", member("active"));
        }
        if (modules.contains("roll_lock")) {
            make(Chore.HOLD, "roll_lock", lock("held"));
            make(Chore.KEEP, "roll_lock", lock("kept"));
            make(Chore.FREE, "roll_lock", lock("free"));
        }
        if (rolling.has("rollback")) {
            make(Chore.POINT, "rollback_point", point("taken").word("paths", "rollback.paths"));
            make(Chore.RESTORE, "rollback_point", point("restored"));
            rolling.get("rollback.base")
                    .filter(base -> base.node() instanceof Node.Scalar)
                    .ifPresent(this::release);
            rolling.get("rollback.restart").ifPresent(any -> restart());
        }
        if (rolling.has("health")) {
            make(
                    Chore.ANSWER,
                    "wait_for_health",
                    health().fixed("min_healthy_time", "0s").word("deadline", "health.deadline"));
            make(
                    Chore.HEALTH,
                    "wait_for_health",
                    health().word("min_healthy_time", "health.min_healthy_time")
                            .word("deadline", "health.deadline"));
            make(
                    Chore.SOAK,
                    "wait_for_health",
                    health().filled("min_healthy_time", SOAK).filled("deadline", SOAK_DEADLINE));
            rolling.get("health.through_balancer").ifPresent(this::through);
        }
        return new RollJobs(rolling, jobs, canary);
    }

    /** What is known of times and numbers is held to be one before anything is touched. */
    private void check(String path, Keyword word) {
        Object value = word.value();
        if (value == null || JobMaker.templated(value)) {
            return;
        }
        RollingGuide.Kind kind = RollingGuide.kind(path);
        if (kind == RollingGuide.Kind.TIME && Durations.read(value).isEmpty()) {
            problems.add(
                    Diagnostic.error("`" + path + "` " + Durations.NEEDS, word.node().span())
                            .label("this is `" + value + "`"));
        } else if (kind == RollingGuide.Kind.NUMBER && !(value instanceof Long)) {
            problems.add(
                    Diagnostic.error("`" + path + "` needs a number", word.node().span())
                            .label("this is `" + value + "`"));
        } else if (path.equals("window_end") && !WindowEnd.isOne(value.toString())) {
            problems.add(WindowEnd.wrong(value.toString(), word.node().span()));
        }
    }

    private void make(Chore chore, String module, Arguments args) {
        make(chore, module, args, Map.of());
    }

    private void make(Chore chore, String module, Arguments args, Map<String, Object> keywords) {
        Map<String, Keyword> words = new LinkedHashMap<>();
        Node.Scalar name = scalar(module);
        keywords.forEach((word, value) -> words.put(word, new Keyword(word, at(), name, value)));
        Task task =
                new Task(
                        at(),
                        file,
                        name,
                        Optional.of(new Node.Mapping(at(), args.entries)),
                        Optional.empty(),
                        false,
                        new Keywords(words),
                        Variables.NONE,
                        Optional.empty());
        compiler.apply(task).ifPresent(job -> jobs.put(chore, job));
    }

    private Arguments member(String state) {
        return new Arguments()
                .fixed("state", state)
                .filled("members", MEMBERS)
                .filled("mark", MARK)
                .word("balancer", "balancer.kind")
                .word("upstream", "upstream")
                .word("config", "balancer.config")
                .word("command", "balancer.command")
                .word("socket", "balancer.socket")
                .word("api", "balancer.api");
    }

    private Arguments draining() {
        return member("drained")
                .word("timeout", "drain.timeout")
                .word("on_timeout", "drain.on_timeout")
                .word("quiet", "drain.quiet")
                .word("min_available", "min_available")
                .orElse("on_timeout", "abort");
    }

    private Arguments lock(String state) {
        return new Arguments()
                .fixed("state", state)
                .filled("name", LOCK)
                .filled("holder", MARK)
                .filled("who", WHO)
                .filled("purpose", PURPOSE)
                .filled("gone", GONE)
                .filled("timeout", WAIT);
    }

    private Arguments point(String state) {
        return new Arguments()
                .fixed("state", state)
                .filled("name", POINT)
                .word("base", "rollback.base");
    }

    private Arguments health() {
        return new Arguments()
                .word("url", "health.url")
                .word("liveness", "health.liveness")
                .word("home", "health.home")
                .word("unit", "health.unit")
                .word("timeout", "health.timeout")
                .word("through", "health.through")
                .word("status", "health.status")
                .word("progress_deadline", "health.progress_deadline")
                .word("validate_certs", "health.validate_certs")
                .word("ca_path", "health.ca_path");
    }

    private void restart() {
        String module = modules.contains("mi_service") ? "mi_service" : "service";
        make(
                Chore.RESTART,
                module,
                new Arguments().fixed("state", "restarted").word("name", "rollback.restart"));
    }

    private void release(Keyword base) {
        Node.Scalar written = (Node.Scalar) base.node();
        String current = written.text() + "/current";
        Arguments args = new Arguments();
        args.add("path", new Node.Scalar(written.span(), current, false, ""));
        make(Chore.RELEASE, "stat", args);
    }

    private void through(Keyword request) {
        Arguments args = new Arguments();
        if (request.node() instanceof Node.Mapping mapping) {
            args.entries.addAll(mapping.entries());
        } else {
            args.add("url", request.node());
        }
        make(Chore.THROUGH, "uri", args, Map.of("retries", 4L, "delay", 1L));
    }

    private Span at() {
        return rolling.at();
    }

    private Node.Scalar scalar(String text) {
        return new Node.Scalar(at(), text, false, "");
    }

    /** Arguments, some of them as they were written, some filled in by the roll. */
    private final class Arguments {
        private final List<Node.Entry> entries = new ArrayList<>();

        Arguments fixed(String param, String value) {
            return add(param, scalar(value));
        }

        Arguments filled(String param, String variable) {
            return add(param, scalar("{{ " + variable + " }}"));
        }

        Arguments word(String param, String path) {
            rolling.get(path).ifPresent(word -> add(param, word.node()));
            return this;
        }

        Arguments orElse(String param, String value) {
            boolean there = entries.stream().anyMatch(e -> e.key().text().equals(param));
            return there ? this : fixed(param, value);
        }

        Arguments add(String param, Node value) {
            entries.add(new Node.Entry(scalar(param), value));
            return this;
        }
    }
}
