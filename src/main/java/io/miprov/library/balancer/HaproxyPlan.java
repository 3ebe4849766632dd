package io.miprov.library.balancer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.library.balancer.BalancerMemberModule.OnTimeout;
import io.miprov.library.balancer.BalancerMemberModule.Params;
import io.miprov.library.balancer.BalancerMemberModule.State;
import io.miprov.library.balancer.HaproxyLook.Server;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import io.miprov.module.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to be done so that servers of haproxy's backends are as wanted. */
final class HaproxyPlan {
    private final Params params;
    private final HaproxyLook look;
    private final Sh words;
    private final String file;
    private final List<Server> found = new ArrayList<>();
    private final List<Report.Member> absent = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    HaproxyPlan(Params params, HaproxyLook look, Sh words, String file) {
        this.params = params;
        this.look = look;
        this.words = words;
        this.file = file;
        if (!look.there()) {
            notes.add("there is no haproxy here, so nothing reaches the members through it");
        }
        for (MemberName name : params.names()) {
            List<Server> all = look.servers().stream().filter(each -> each.named(name)).toList();
            List<Server> meant = all.stream().filter(each -> wanted(each.backend())).toList();
            if (meant.isEmpty() && !all.isEmpty()) {
                throw new IllegalArgumentException(
                        name.written()
                                + " is in no backend of "
                                + params.upstream()
                                + ", but in "
                                + all.stream().map(Server::backend).distinct().toList());
            }
            meant.stream().filter(each -> !found.contains(each)).forEach(found::add);
            if (meant.isEmpty()) {
                absent.add(Report.Member.absent("", name));
            }
        }
    }

    private boolean wanted(String backend) {
        return params.upstream().isEmpty() || params.upstream().contains(backend);
    }

    Change change() {
        List<Server> differ = found.stream().filter(this::differs).toList();
        boolean drains = params.state() == State.DRAINED;
        boolean busy =
                drains && found.stream().anyMatch(each -> each.sessions() > 0 || look.earlier());
        if (params.state().leavesMembers() || differ.isEmpty() && !busy) {
            return new Answer(report(found, Map.of(), 0, notes).ok(params.state()));
        }
        List<String> paths = differ.stream().map(Server::path).toList();
        for (Server each : differ) {
            if (look.conf().stream().noneMatch(conf -> conf.has(each.backend(), each.name()))) {
                notes.add(
                        file
                                + " has no line for "
                                + each.path()
                                + ", so haproxy forgets this when it starts anew");
            }
        }
        Optional<HaproxyConf> after =
                look.conf()
                        .map(
                                conf ->
                                        drains
                                                ? conf.drained(paths, params.mark())
                                                : conf.admitted(paths))
                        .filter(conf -> !conf.equals(look.conf().orElseThrow()));
        Sh put = put(look.conf(), after);
        Sh script = drains ? enough(differ).and(put).and(drain(paths, after)) : admit(paths, put);
        return new Work(
                Sh.NOTHING,
                words.then(script),
                answer -> new Answer(outcome(answer, differ, diffs(after))),
                Map.of());
    }

    private boolean differs(Server server) {
        boolean marked = server.mark().isPresent();
        return switch (params.state()) {
            case DRAINED ->
                    !server.out() || marked && !server.closed() || params.force() && !marked;
            case ACTIVE -> marked || params.force() && server.out();
            case EXPECTED, STATUS -> false;
        };
    }

    private Sh enough(List<Server> differ) {
        Sh all = Sh.NOTHING;
        Set<String> backends = new LinkedHashSet<>();
        differ.forEach(each -> backends.add(each.backend()));
        for (String backend : backends) {
            List<Server> stay =
                    look.servers().stream()
                            .filter(each -> each.backend().equals(backend))
                            .filter(each -> each.up() && !differ.contains(each))
                            .toList();
            if (stay.size() < params.minAvailable()) {
                throw new IllegalArgumentException(
                        "draining "
                                + differ.stream()
                                        .map(Server::path)
                                        .collect(Collectors.joining(", "))
                                + " would leave "
                                + (stay.isEmpty()
                                        ? "no member"
                                        : "only "
                                                + stay.stream()
                                                        .map(Server::name)
                                                        .collect(Collectors.joining(", ")))
                                + " that haproxy finds well in "
                                + backend
                                + ", and `min_available` is "
                                + params.minAvailable());
            }
            List<Object> asked = new ArrayList<>();
            stay.forEach(
                    each -> {
                        asked.add(each.address());
                        asked.add(each.port());
                    });
            all = all.and(Sh.of("enough_stay {} {} {}", backend, params.minAvailable(), asked));
        }
        return all;
    }

    private Sh put(Optional<HaproxyConf> before, Optional<HaproxyConf> after) {
        return after.isEmpty()
                ? Sh.NOTHING
                : Sh.of(
                        "haproxy_put {} {} {} {}",
                        params.command().orElse("haproxy"),
                        file,
                        NginxPlan.sha256(before.orElseThrow().text()),
                        Bytes.of(after.get().text().getBytes(ISO_8859_1)));
    }

    private Sh drain(List<String> paths, Optional<HaproxyConf> after) {
        boolean abort = params.onTimeout() == OnTimeout.ABORT;
        Sh drain =
                Sh.of(
                        "haproxy_drain {} {} {} {} {}",
                        params.socket(),
                        abort ? "abort" : "",
                        params.timeout().toMillis() / 10,
                        params.quiet().toMillis() / 10,
                        found.stream().map(Server::path).toList());
        Sh script =
                paths.isEmpty()
                        ? drain
                        : Sh.of("haproxy_tell {} drain {}", params.socket(), paths).and(drain);
        if (!abort || paths.isEmpty()) {
            return script;
        }
        Sh undo =
                Sh.of("haproxy_tell {} ready {}", params.socket(), paths)
                        .and(put(after, after.isEmpty() ? after : look.conf()))
                        .and(Sh.of("echo undone"));
        return script.and(Sh.of("{ [ -z \"$left\" ] || eval {}; }", undo));
    }

    /** The file forgets last that somebody drained them, so a run that is cut off is seen. */
    private Sh admit(List<String> paths, Sh put) {
        return Sh.of("haproxy_tell {} ready {}", params.socket(), paths)
                .and(put)
                .and(
                        Sh.of(
                                "haproxy_admitted {} {} {}",
                                params.socket(),
                                params.timeout().toMillis() / 10,
                                paths));
    }

    private List<Outcome.TextDiff> diffs(Optional<HaproxyConf> after) {
        return after.stream()
                .map(
                        conf ->
                                new Outcome.TextDiff(
                                        file, look.conf().orElseThrow().text(), conf.text()))
                .toList();
    }

    private Outcome outcome(String answer, List<Server> differ, List<Outcome.TextDiff> diffs) {
        Waited waited = Waited.read(answer);
        Map<String, Report.Is> now =
                waited.undone()
                        ? Map.of()
                        : differ.stream()
                                .collect(
                                        Collectors.toMap(
                                                Server::path,
                                                each ->
                                                        params.state() == State.DRAINED
                                                                ? Report.Is.DRAINED
                                                                : Report.Is.ACTIVE));
        List<Server> after =
                found.stream().map(each -> each.with(waited.left(each.path()))).toList();
        if (waited.left().isEmpty()) {
            Report report = report(after, now, waited.seconds(), notes);
            Outcome outcome =
                    differ.isEmpty()
                            ? report.ok(params.state())
                            : Outcome.changed(report.values(params.state()));
            return outcome.withDiffs(diffs);
        }
        return waited.late(
                params, report(after, now, waited.seconds(), notes), differ.isEmpty(), diffs);
    }

    private Report report(
            List<Server> servers, Map<String, Report.Is> now, double seconds, List<String> more) {
        List<Report.Member> all = new ArrayList<>();
        for (Server each : servers) {
            Report.Is is = now.getOrDefault(each.path(), each.is());
            String mark =
                    !now.containsKey(each.path())
                            ? each.mark().orElse("")
                            : is == Report.Is.DRAINED ? params.mark() : "";
            List<String> asked =
                    params.names().stream().filter(each::named).map(MemberName::written).toList();
            all.add(
                    new Report.Member(
                            each.backend(), each.name(), asked, is, mark, each.sessions()));
        }
        all.addAll(absent);
        return new Report(all, seconds, more);
    }
}
