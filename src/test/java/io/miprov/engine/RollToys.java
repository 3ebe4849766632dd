package io.miprov.engine;

import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.module.Answer;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The modules of a roll as toys: a balancer is a folder with a file for each member ({@code
 * active}, {@code drained MARK}, {@code held}) and, in a file {@code as-NAME}, what the balancer
 * itself calls a member; health is the word {@code ok} in a file, or {@code not in 7}: not when it
 * is to last for 7 s. What they do is written to the file {@code log} beside.
 */
final class RollToys {
    private RollToys() {}

    static Map<String, Module<?>> all() {
        Map<String, Module<?>> all = new HashMap<>(Toys.all());
        all.put("balancer_member", new BalancerToy());
        all.put("wait_for_health", new HealthToy());
        all.put("rollback_point", new PointToy());
        all.put("mi_service", new ServiceToy());
        all.put("roll_lock", new LockToy());
        all.put("stat", new StatToy());
        all.put("uri", new UriToy());
        all.put("liar", new LiarToy());
        return all;
    }

    private static Outcome outcome(Reply reply, Map<String, Object> values) {
        return reply.ok() ? Outcome.ok(values) : Outcome.failed(reply.err().strip()).with(values);
    }

    @Doc("Drains and admits.")
    static final class BalancerToy implements Module<BalancerToy.Params> {
        record Params(
                @Doc("kind") String balancer,
                @Doc(value = "where", orElse = "") List<String> upstream,
                @Doc("who") List<String> members,
                @Doc("how") String state,
                @Doc("by whom") String mark,
                @Doc("the folder") String config,
                @Doc(value = "time", orElse = "60s") Duration timeout,
                @Doc(value = "then", orElse = "abort") String onTimeout,
                @Doc(value = "least", orElse = "1") int minAvailable) {}

        private static final String SCRIPT =
                """
                balancer() {
                    cd "$1" || exit 1
                    state=$2 mark=$3 least=$4 log=../log
                    shift 4
                    if [ "$state" = drained ]; then
                        left=$(grep -lx active -- * 2>/dev/null | wc -l)
                        for each; do
                            if [ -e "$each" ] && grep -qx active "$each"; then left=$((left - 1)); fi
                        done
                        [ ! -e refuse ] || { echo "3 connections are left" >&2; exit 1; }
                        [ "$left" -ge "$least" ] || { echo "only $left would stay" >&2; exit 1; }
                    fi
                    if [ "$state" = active ] && [ -e stuck ]; then echo "stuck" >&2; exit 1; fi
                    for each; do
                        [ -e "$each" ] || { echo "absent $each $each"; continue; }
                        is=$(cat "$each")
                        known=$each
                        [ ! -e "as-$each" ] || known=$(cat "as-$each")
                        case $is in held) echo "held $known $each"; continue ;; esac
                        case $state in
                            drained) echo "drained $mark" >"$each"; echo "${PWD##*/} drains $each" >>$log ;;
                            expected) echo "${PWD##*/} expects $each" >>$log ;;
                            active) echo active >"$each"; echo "${PWD##*/} admits $each" >>$log ;;
                        esac
                        read -r is by <"$each"
                        echo "$is $known $each $by"
                    done
                }
                """;

        @Override
        public Change plan(Params p, Facts facts) {
            Sh script =
                    Sh.of("eval {}", SCRIPT)
                            .then(
                                    Sh.of(
                                            "balancer {} {} {} {} {}",
                                            p.config(),
                                            p.state(),
                                            p.mark(),
                                            p.minAvailable(),
                                            p.members()));
            return new Ask(script, reply -> outcome(reply, Map.of("members", members(reply))));
        }

        private static List<Object> members(Reply reply) {
            List<Object> members = new ArrayList<>();
            for (String line : reply.out().lines().toList()) {
                String[] words = line.split(" ");
                members.add(
                        Map.of(
                                "state",
                                words[0],
                                "member",
                                words[1],
                                "asked",
                                List.of(words[2]),
                                "upstream",
                                "u",
                                "mark",
                                words.length > 3 ? words[3] : ""));
            }
            return members;
        }
    }

    @Doc("Waits for health.")
    static final class HealthToy implements Module<HealthToy.Params> {
        record Params(
                @Doc("the file") String url,
                @Doc(value = "time", orElse = "10s") Duration minHealthyTime,
                @Doc(value = "time", orElse = "5m") Duration deadline) {}

        private static final String SCRIPT =
                """
                health() {
                    is=$(cat "$1")
                    echo "health $1 $2 $is" >>"${1%/*}/log"
                    case $is in
                        "ok" | "not in 7" ) [ "$is in $2" != "not in 7 in 7" ] && return ;;
                    esac
                    echo "not ready: $is" >&2
                    return 1
                }
                """;

        @Override
        public Change plan(Params p, Facts facts) {
            return new Ask(
                    Sh.of("eval {}", SCRIPT)
                            .then(Sh.of("health {} {}", p.url(), p.minHealthyTime().toSeconds())),
                    reply -> outcome(reply, Map.of("healthy_after", 0L)));
        }
    }

    @Doc("Keeps the file app.")
    static final class PointToy implements Module<PointToy.Params> {
        record Params(
                @Doc("the folder") String base,
                @Doc("the name") String name,
                @Doc("what") String state,
                @Doc(value = "more", orElse = "") List<String> paths) {}

        @Override
        public Change plan(Params p, Facts facts) {
            Sh script =
                    p.state().equals("taken")
                            ? Sh.of(
                                    "cd {} && { [ -e point-{} ] || cp app point-{}; }"
                                            + " && echo \"${PWD##*/} point\" >>../log",
                                    p.base(),
                                    p.name(),
                                    p.name())
                            : Sh.of(
                                    "cd {} && cp point-{} app && echo \"${PWD##*/} restored\" >>../log",
                                    p.base(),
                                    p.name());
            return new Ask(script, reply -> outcome(reply, Map.of("taken", true)));
        }
    }

    @Doc("Restarts.")
    static final class ServiceToy implements Module<ServiceToy.Params> {
        record Params(@Doc("the log") String name, @Doc("what") String state) {}

        @Override
        public Change plan(Params p, Facts facts) {
            return new Ask(
                    Sh.of("echo restarted >>{}", p.name()), reply -> outcome(reply, Map.of()));
        }
    }

    @Doc("Locks.")
    static final class LockToy implements Module<LockToy.Params> {
        record Params(
                @Doc("the name") String name,
                @Doc("how") String state,
                @Doc("who") String holder,
                @Doc("who") String who,
                @Doc("why") String purpose,
                @Doc("whom") List<String> gone,
                @Doc("how long") Duration timeout) {}

        @Override
        public Change plan(Params p, Facts facts) {
            return new Ask(
                    Sh.of(
                            "case {} in held.taken | kept.lost) echo ann rolls it, after {} s >&2; exit 1 ;; esac",
                            p.state() + "." + p.name(),
                            p.timeout().toSeconds()),
                    reply -> outcome(reply, Map.of()));
        }
    }

    @Doc("Reads a link.")
    static final class StatToy implements Module<StatToy.Params> {
        record Params(@Doc("the path") String path) {}

        @Override
        public Change plan(Params p, Facts facts) {
            return new Ask(
                    Sh.of("readlink {} || :", p.path()),
                    reply -> Outcome.ok(Map.of("stat", Map.of("lnk_target", reply.out().strip()))));
        }
    }

    @Doc("A request is a file that is there.")
    static final class UriToy implements Module<UriToy.Params> {
        record Params(@Doc("the file") String url) {}

        @Override
        public Change plan(Params p, Facts facts) {
            return new Ask(
                    Sh.of("[ -e {} ] || { echo 'status 502' >&2; exit 1; }", p.url()),
                    reply -> outcome(reply, Map.of()));
        }
    }

    @Doc("Says in check mode that all is well, and makes a file.")
    static final class LiarToy implements Module<LiarToy.Params> {
        record Params(@Doc("the file") String path) {}

        @Override
        public Change plan(Params p, Facts facts) {
            return new Work(
                    Sh.of("echo same"),
                    Sh.of(
                            "[ -e {} ] && echo same || { touch {}; echo changed; }",
                            p.path(),
                            p.path()),
                    answer ->
                            new Answer(
                                    answer.strip().equals("same")
                                            ? Outcome.ok(Map.of())
                                            : Outcome.changed(Map.of())),
                    Map.of());
        }
    }
}
