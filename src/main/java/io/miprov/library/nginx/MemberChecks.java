package io.miprov.library.nginx;

import static io.miprov.library.check.Finding.advice;
import static io.miprov.library.check.Finding.error;
import static io.miprov.library.check.Finding.warning;

import io.miprov.library.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks of the members of an NGINX's upstreams. */
final class MemberChecks {
    private final List<ServerLine> lines;
    private final Set<String> expected;
    private final List<Finding> found = new ArrayList<>();

    MemberChecks(ConfTree tree, List<String> expected) {
        this.lines = tree.servers().stream().map(ConfTree.Placed::line).toList();
        this.expected =
                expected.stream()
                        .map(MemberChecks::at)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    List<Finding> found() {
        if (!expected.isEmpty()) {
            compare();
        }
        lines.forEach(this::down);
        return found;
    }

    private void compare() {
        Set<String> missing = new TreeSet<>(expected);
        lines.forEach(line -> missing.remove(at(line)));
        for (String each : missing) {
            found.add(
                    error(
                            "members",
                            each + " is in no upstream, so it gets no requests",
                            "run playbooks/cluster.yml, or put it there with nginx_site"));
        }
        // an upstream that has none of them is somebody else's
        Set<String> ours =
                lines.stream()
                        .filter(line -> expected.contains(at(line)))
                        .map(ServerLine::upstream)
                        .collect(Collectors.toSet());
        for (ServerLine line : lines) {
            if (ours.contains(line.upstream()) && !expected.contains(at(line))) {
                found.add(
                        error(
                                "members",
                                line.address()
                                        + " in "
                                        + line.upstream()
                                        + " is none of the nodes that there should be",
                                "take it out, or add it to the inventory"));
            }
        }
    }

    private void down(ServerLine line) {
        String what = line.address() + " in " + line.upstream() + " gets no requests: ";
        switch (line.state()) {
            case DRAINED ->
                    found.add(
                            warning(
                                    "member_down",
                                    what + "drained by " + line.mark(),
                                    "if nothing rolls now: `state: active` of balancer_member"));
            case HELD ->
                    found.add(
                            warning(
                                    "member_down",
                                    what + "somebody took it out by hand",
                                    "if that is over: `state: active` and `force: true` of"
                                            + " balancer_member"));
            case DOWN ->
                    found.add(
                            advice(
                                    "member_down",
                                    what + "the playbook says so",
                                    "take `down` out of it when that is over"));
            case ACTIVE -> {
                // as it should be
            }
        }
    }

    private static String at(ServerLine line) {
        return line.port().isEmpty() ? line.address() : at(line.host() + ":" + line.port().get());
    }

    /** An address and a port, as they are compared: without the brackets of IPv6. */
    private static String at(String endpoint) {
        return endpoint.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    }
}
