package io.miprov.library.balancer;

import io.miprov.host.Sh;
import io.miprov.library.balancer.BalancerMemberModule.OnTimeout;
import io.miprov.library.balancer.BalancerMemberModule.Params;
import io.miprov.library.balancer.BalancerMemberModule.State;
import io.miprov.library.nginx.NginxWords;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Outcome;
import io.miprov.module.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * NGINX Plus, by its API: a member is {@code down}, which lets what was begun end. The API keeps no
 * word of who did that, so it stands in a file beside the configuration, which is written first.
 */
final class PlusBalancer implements Balancer {
    private static final String MARKS = "/.miprov-drained";

    @Override
    public Change change(Params params) {
        Sh words =
                NginxWords.waiting()
                        .then(Sh.resource(Balancer.class, "members.sh"))
                        .then(Sh.resource(Balancer.class, "plus.sh"));
        String folder = params.config().orElse("/etc/nginx");
        TreeSet<String> hosts = new TreeSet<>();
        params.names().forEach(name -> hosts.add(name.host()));
        return new Decide(
                words.then(
                        Sh.of(
                                "plus_look {} {} {} {}",
                                params.api(),
                                folder,
                                folder + MARKS,
                                hosts)),
                answer -> new Plan(params, PlusLook.read(answer), words, folder + MARKS).change(),
                Map.of());
    }

    /** What has to be done so that peers are as wanted. */
    private record Plan(Params params, PlusLook look, Sh words, String marks) {

        Change change() {
            List<PlusLook.Peer> found =
                    look.peers().stream()
                            .filter(
                                    peer ->
                                            params.upstream().isEmpty()
                                                    || params.upstream().contains(peer.upstream()))
                            .filter(peer -> params.names().stream().anyMatch(peer::named))
                            .toList();
            List<PlusLook.Peer> differ = found.stream().filter(this::differs).toList();
            boolean drains = params.state() == State.DRAINED;
            boolean busy = drains && found.stream().anyMatch(peer -> peer.active() > 0);
            if (params.state().leavesMembers() || differ.isEmpty() && !busy) {
                return new Answer(report(members(found), 0).ok(params.state()));
            }
            if (drains) {
                enough(differ);
            }
            List<String> paths = differ.stream().map(PlusLook.Peer::path).toList();
            Sh script = Sh.of("plus_tell {} {} {}", look.api(), drains, paths);
            Sh mark = write(markedAfter(differ));
            script = drains ? mark.and(script).and(wait(found, paths)) : script.and(mark);
            return new Work(
                    Sh.NOTHING,
                    words.then(script),
                    answer -> new Answer(outcome(answer, found, differ)),
                    Map.of());
        }

        private boolean differs(PlusLook.Peer peer) {
            boolean ours = peer.mark().isPresent();
            return switch (params.state()) {
                case DRAINED ->
                        !peer.state().equals("down") && (!peer.out() || ours)
                                || params.force() && !ours;
                case ACTIVE -> ours || params.force() && peer.out();
                case EXPECTED, STATUS -> false;
            };
        }

        private void enough(List<PlusLook.Peer> differ) {
            for (String upstream :
                    new TreeSet<>(differ.stream().map(PlusLook.Peer::upstream).toList())) {
                long stay =
                        look.peers().stream()
                                .filter(peer -> peer.upstream().equals(upstream))
                                .filter(peer -> peer.up() && !differ.contains(peer))
                                .count();
                if (stay < params.minAvailable()) {
                    throw new IllegalArgumentException(
                            "draining "
                                    + differ.stream()
                                            .map(PlusLook.Peer::address)
                                            .distinct()
                                            .collect(Collectors.joining(", "))
                                    + " would leave "
                                    + (stay == 0 ? "no" : "only " + stay)
                                    + " member that NGINX Plus finds well in "
                                    + upstream
                                    + ", and `min_available` is "
                                    + params.minAvailable());
                }
            }
        }

        private List<String> markedAfter(List<PlusLook.Peer> differ) {
            List<String> after = new ArrayList<>(look.marks());
            for (PlusLook.Peer peer : differ) {
                String key = peer.upstream() + " " + peer.address() + " ";
                after.removeIf(line -> line.startsWith(key));
                if (params.state() == State.DRAINED) {
                    after.add(key + params.mark());
                }
            }
            return after;
        }

        private Sh write(List<String> lines) {
            String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
            return Sh.of("put {} 0644 '' '' '' '' {}", marks, io.miprov.host.Bytes.of(text));
        }

        private Sh wait(List<PlusLook.Peer> found, List<String> paths) {
            Sh drain =
                    Sh.of(
                            "plus_drain {} {} {} {}",
                            look.api(),
                            params.timeout().toMillis() / 10,
                            params.quiet().toMillis() / 10,
                            found.stream().map(PlusLook.Peer::path).toList());
            if (params.onTimeout() == OnTimeout.PROCEED || paths.isEmpty()) {
                return drain;
            }
            Sh undo =
                    Sh.of("plus_tell {} false {}", look.api(), paths)
                            .and(write(look.marks()))
                            .and(Sh.of("echo undone"));
            return drain.and(Sh.of("{ [ -z \"$left\" ] || eval {}; }", undo));
        }

        private Outcome outcome(
                String answer, List<PlusLook.Peer> found, List<PlusLook.Peer> differ) {
            Waited waited = Waited.read(answer);
            List<Report.Member> after = new ArrayList<>();
            for (PlusLook.Peer peer : found) {
                Report.Member member = peer.told(params.names(), waited.left(peer.path()));
                boolean changed = differ.contains(peer) && !waited.undone();
                if (changed && params.state() == State.DRAINED) {
                    member = member.now(Report.Is.DRAINED, params.mark());
                } else if (changed) {
                    member = member.now(Report.Is.ACTIVE, "");
                }
                after.add(member);
            }
            after.addAll(absent(found));
            Report report = report(after, waited.seconds());
            if (!waited.left().isEmpty()) {
                return waited.late(params, report, differ.isEmpty(), List.of());
            }
            return differ.isEmpty()
                    ? report.ok(params.state())
                    : Outcome.changed(report.values(params.state()));
        }

        private List<Report.Member> members(List<PlusLook.Peer> found) {
            List<Report.Member> all = new ArrayList<>();
            found.forEach(peer -> all.add(peer.told(params.names(), peer.active())));
            all.addAll(absent(found));
            return all;
        }

        private List<Report.Member> absent(List<PlusLook.Peer> found) {
            return params.names().stream()
                    .filter(name -> found.stream().noneMatch(peer -> peer.named(name)))
                    .map(name -> Report.Member.absent("", name))
                    .toList();
        }

        private Report report(List<Report.Member> members, double seconds) {
            return new Report(
                    members,
                    seconds,
                    look.api().isEmpty()
                            ? List.of("there is no NGINX here, so nothing reaches the members")
                            : List.of());
        }
    }
}
