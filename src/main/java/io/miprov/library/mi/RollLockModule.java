package io.miprov.library.mi;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One roll of a cluster at a time: a lock on a host that all who roll come by. */
@Doc(
        """
        Holds a lock on this host, so that a cluster is rolled by one at a time. It names its holder,
        and lives as long as the connection of whoever took it: when that is gone, the next one
        takes it over, and says so. A play with `rolling` does this by itself.

        - roll_lock:
            name: micro_integrators
            holder: "{{ ansible_date_time.iso8601_micro }}"
            who: anna@bastion
            purpose: playbooks/rolling-restart.yml
        """)
public final class RollLockModule implements Module<RollLockModule.Params> {

    /** What is to become of the lock. */
    public enum State {
        HELD,
        KEPT,
        FREE,
        STATUS
    }

    /** What it takes. */
    public record Params(
            @Doc(
                            value =
                                    "the lock, usually the name of the cluster; for status, none: all there are",
                            orElse = "")
                    String name,
            @Doc(
                            value =
                                    "held: take it, or fail and say who has it; kept: fail if it was"
                                            + " taken away meanwhile; free: give it back; status: say who has it",
                            orElse = "held")
                    State state,
            @Doc(
                            value =
                                    "what tells this holder from all others, such as the id of a run",
                            orElse = "")
                    String holder,
            @Doc(value = "who that is, for people: user@controller", orElse = "somebody")
                    String who,
            @Doc(value = "what for, such as the playbook", orElse = "a roll") String purpose,
            @Doc(value = "for how long to wait for another holder", orElse = "0s", aliases = "wait")
                    Duration timeout,
            @Doc(value = "holders whose controller is known to live no more", orElse = "[]")
                    List<String> gone,
            @Doc(value = "free it, whoever holds it", orElse = "no") boolean force,
            @Doc(
                            value = "the folder in which locks are",
                            orElse = "/var/lib/miprov/lock",
                            path = true)
                    String folder) {}

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.state() == State.STATUS) {
            return status(params);
        }
        if (!params.name().matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            throw new BadParams(
                    "name",
                    "needs letters, digits, `.`, `_` and `-`, and this is `" + params.name() + "`");
        }
        if (!params.holder().matches("\\S+") && !(params.force() && params.state() == State.FREE)) {
            throw new BadParams(
                    "holder", "needs a word without spaces, and this is `" + params.holder() + "`");
        }
        return switch (params.state()) {
            case HELD -> held(params);
            case KEPT -> kept(params);
            default -> free(params);
        };
    }

    private static Sh words() {
        return Sh.resource(RollLockModule.class, "lock.sh");
    }

    private static String place(Params params) {
        return params.folder() + "/" + params.name();
    }

    private static Sh look(Params params) {
        return words().then(Sh.of("tell_lock {} {}", place(params), params.holder()));
    }

    private static Change status(Params params) {
        Sh ask =
                params.name().isEmpty()
                        ? Sh.of("tell_locks {}", params.folder())
                        : Sh.of("tell_lock {} {}", place(params), params.holder());
        return new Ask(
                words().then(ask),
                reply ->
                        reply.ok()
                                ? Outcome.ok(
                                        Map.of(
                                                "locks",
                                                LockState.all(reply.out().lines().toList()).stream()
                                                        .map(LockState::values)
                                                        .toList()))
                                : Outcome.failed(reply.err().strip()));
    }

    private static Change held(Params params) {
        return new Decide(look(params), answer -> hold(params, state(answer)), Map.of());
    }

    private static LockState state(String answer) {
        return LockState.of(answer.lines().toList());
    }

    private static Change hold(Params params, LockState now) {
        if (now.says().equals("ours")) {
            return new Answer(Outcome.ok(now.values()));
        }
        if (!now.open(params.gone()) && params.timeout().isZero()) {
            throw new IllegalArgumentException(now.refusal());
        }
        return take(params, now);
    }

    private static Change take(Params params, LockState now) {
        Sh take =
                Sh.of(
                        "take_lock {} {} {} {} {} {}",
                        place(params),
                        params.holder(),
                        line(params.who()),
                        line(params.purpose()),
                        params.timeout().toSeconds(),
                        params.gone());
        Outcome.TextDiff diff =
                new Outcome.TextDiff(
                        "lock " + params.name(),
                        now.free() ? "free\n" : "held by " + now.who() + "\n",
                        "held by " + line(params.who()) + "\n");
        return new Act(words().then(take), Map.of("name", params.name()), diff)
                .reading(out -> taken(out.lines().toList()));
    }

    private static Map<String, Object> taken(List<String> lines) {
        String[] verdict = lines.get(0).split(" ", -1);
        LockState before = LockState.of(lines.subList(1, lines.size()));
        if (verdict[0].equals("busy")) {
            throw new IllegalArgumentException(before.refusal());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("waited", Long.valueOf(verdict[1]));
        if (before.says().equals("held")) {
            values.put("taken_over", before.values());
            values.put("msg", before.succession());
        }
        return values;
    }

    /** Ours still, over this connection or one that broke; else somebody took it away. */
    private static Change kept(Params params) {
        return new Decide(
                look(params),
                answer -> {
                    LockState now = state(answer);
                    return switch (now.says()) {
                        case "ours" -> new Answer(Outcome.ok(now.values()));
                        case "again" -> take(params, now);
                        default -> throw new IllegalArgumentException(lost(now));
                    };
                },
                Map.of());
    }

    private static String lost(LockState now) {
        return now.free()
                ? "the lock `"
                        + now.name()
                        + "` was taken away"
                        + (now.who().isEmpty() ? "" : " by " + now.who() + " at " + now.since())
                        + "; nothing more is done"
                : "the lock `" + now.name() + "` was lost: " + now.refusal();
    }

    private static Change free(Params params) {
        return new Decide(
                look(params),
                answer -> {
                    LockState now = state(answer);
                    if (now.free()) {
                        return new Answer(Outcome.ok(now.values()));
                    }
                    if (now.says().equals("held") && !params.force()) {
                        throw new IllegalArgumentException(now.refusal());
                    }
                    return release(params, now);
                },
                Map.of());
    }

    private static Change release(Params params, LockState now) {
        Sh free =
                Sh.of(
                        "free_lock {} {} {} {}",
                        place(params),
                        params.holder(),
                        line(params.who()),
                        params.force() ? "yes" : "");
        Outcome.TextDiff diff =
                new Outcome.TextDiff(
                        "lock " + params.name(), "held by " + now.who() + "\n", "free\n");
        return new Act(words().then(free), Map.of("name", params.name()), diff)
                .reading(
                        out -> {
                            List<String> lines = out.lines().toList();
                            LockState before = LockState.of(lines.subList(1, lines.size()));
                            if (lines.get(0).startsWith("busy")) {
                                throw new IllegalArgumentException(before.refusal());
                            }
                            return Map.of("freed", before.values());
                        });
    }

    /** The file has a line for each thing. */
    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
