package io.miprov.library.balancer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.library.balancer.BalancerMemberModule.OnTimeout;
import io.miprov.library.balancer.BalancerMemberModule.Params;
import io.miprov.library.balancer.BalancerMemberModule.State;
import io.miprov.library.nginx.ConfTree;
import io.miprov.library.nginx.ServerLine;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import io.miprov.module.Sums;
import io.miprov.module.Work;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to be done so that members of NGINX's upstreams are as wanted. */
final class NginxPlan {
    private final Params params;
    private final NginxLook look;
    private final Sh words;
    private final String command;
    private final String folder;
    private final NginxMembers members;

    NginxPlan(Params params, NginxLook look, Sh words, String command, String folder) {
        this.params = params;
        this.look = look;
        this.words = words;
        this.command = command;
        this.folder = folder;
        this.members = new NginxMembers(params, look);
    }

    Change change() {
        if (params.state() == State.STATUS || look.tree().isEmpty()) {
            return unchanged();
        }
        if (params.state() == State.EXPECTED) {
            return act(Sh.of("nginx_expect {}", command));
        }
        List<ConfTree.Placed> differ =
                members.found().stream()
                        .map(NginxMembers.Found::server)
                        .filter(this::differs)
                        .distinct()
                        .toList();
        boolean drains = params.state() == State.DRAINED;
        Sh enough = drains ? enough(differ) : Sh.NOTHING;
        List<String> endpoints = drains ? members.endpoints() : List.of();
        boolean same = differ.isEmpty() && !look.owed();
        if (same && (look.oldWorkers() == 0 || !drains) && look.connectionsTo(endpoints) == 0) {
            return look.closing() ? act(Sh.of("nginx_open {}", command)) : unchanged();
        }
        Map<String, String> texts =
                look.tree()
                        .get()
                        .changed(
                                differ,
                                drains
                                        ? (line, text) -> line.drained(text, params.mark())
                                        : ServerLine::admitted);
        Sh script = same ? Sh.NOTHING : enough.and(put(texts));
        script = script.and(drains ? drain(endpoints) : Sh.of("nginx_settle {}", folder));
        return new Work(
                Sh.NOTHING,
                words.then(script),
                answer -> new Answer(outcome(answer, differ, same, diffs(texts))),
                Map.of());
    }

    private Answer unchanged() {
        return new Answer(report(members.now(), 0, List.of()).ok(params.state()));
    }

    /** Something that leaves the members as they are. */
    private Change act(Sh script) {
        return new Work(Sh.NOTHING, words.then(script), answer -> unchanged(), Map.of());
    }

    private boolean differs(ConfTree.Placed server) {
        return switch (server.line().state()) {
            case ACTIVE -> params.state() == State.DRAINED;
            case DRAINED -> params.state() == State.ACTIVE;
            case HELD, DOWN -> params.force();
        };
    }

    /**
     * Refuses when too few would stay by the configuration, and asks the host whether they answer.
     */
    private Sh enough(List<ConfTree.Placed> differ) {
        Sh all = Sh.NOTHING;
        Set<String> upstreams = new LinkedHashSet<>();
        differ.forEach(each -> upstreams.add(each.line().upstream()));
        for (String upstream : upstreams) {
            List<ServerLine> stay =
                    look.tree().get().servers().stream()
                            .filter(each -> each.line().upstream().equals(upstream))
                            .filter(each -> !differ.contains(each))
                            .map(ConfTree.Placed::line)
                            .filter(line -> line.state() == ServerLine.State.ACTIVE)
                            .toList();
            if (stay.size() < params.minAvailable()) {
                throw new IllegalArgumentException(tooFew(upstream, differ, stay));
            }
            List<Object> asked = new ArrayList<>();
            for (ServerLine line : stay) {
                line.port()
                        .ifPresent(
                                port -> {
                                    asked.add(line.host());
                                    asked.add(port);
                                });
            }
            if (asked.size() == 2 * stay.size()) {
                all =
                        all.and(
                                Sh.of(
                                        "enough_stay {} {} {}",
                                        upstream,
                                        params.minAvailable(),
                                        asked));
            }
        }
        return all;
    }

    private String tooFew(String upstream, List<ConfTree.Placed> differ, List<ServerLine> stay) {
        return "draining "
                + differ.stream()
                        .map(each -> each.line().address())
                        .distinct()
                        .collect(Collectors.joining(", "))
                + " would leave "
                + (stay.isEmpty()
                        ? "no member"
                        : "only "
                                + stay.stream()
                                        .map(ServerLine::address)
                                        .collect(Collectors.joining(", ")))
                + " in "
                + upstream
                + ", and `min_available` is "
                + params.minAvailable()
                + "; put another member back first, or drain fewer at a time";
    }

    private Sh put(Map<String, String> texts) {
        List<Object> files = new ArrayList<>();
        texts.forEach(
                (path, text) -> {
                    files.add(path);
                    files.add(sha256(look.tree().get().text(path)));
                    files.add(
                            new Bytes(
                                    Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1))));
                });
        return Sh.of("nginx_put {} {} {}", command, folder, files);
    }

    private Sh drain(List<String> endpoints) {
        return Sh.of(
                "nginx_drain {} {} {} {} {} {}",
                command,
                folder,
                params.onTimeout() == OnTimeout.ABORT ? "abort" : "",
                params.timeout().toMillis() / 10,
                params.quiet().toMillis() / 10,
                endpoints);
    }

    /** The SHA-256 of a text that has a character for each byte. */
    static String sha256(String text) {
        return Sums.sha256(text.getBytes(ISO_8859_1));
    }

    private List<Outcome.TextDiff> diffs(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(
                        each ->
                                new Outcome.TextDiff(
                                        each.getKey(),
                                        look.tree().get().text(each.getKey()),
                                        each.getValue()))
                .toList();
    }

    /** What came of it; the answer is empty in check mode. */
    private Outcome outcome(
            String answer,
            List<ConfTree.Placed> differ,
            boolean same,
            List<Outcome.TextDiff> diffs) {
        Waited waited = Waited.read(answer);
        List<String> left = waited.left().stream().map(each -> each.replace(' ', ',')).toList();
        List<Report.Member> after =
                members.after(waited.undone() ? List.of() : differ, params.state(), left);
        Report report = report(after, waited.seconds(), List.of());
        if (!left.isEmpty()) {
            return waited.late(params, report, same, diffs);
        }
        Outcome outcome =
                same ? report.ok(params.state()) : Outcome.changed(report.values(params.state()));
        return outcome.withDiffs(diffs);
    }

    private Report report(List<Report.Member> now, double seconds, List<String> more) {
        List<String> notes = new ArrayList<>(members.notes());
        notes.addAll(more);
        return new Report(now, seconds, notes);
    }
}
