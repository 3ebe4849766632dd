package io.miprov.library.balancer;

import io.miprov.diag.Suggestion;
import io.miprov.library.balancer.BalancerMemberModule.Params;
import io.miprov.library.balancer.BalancerMemberModule.State;
import io.miprov.library.nginx.ConfTree;
import io.miprov.library.nginx.ServerLine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The servers of NGINX's configuration that a playbook's members are. */
final class NginxMembers {
    /** What `nginx_site` has behind the name of the upstream for requests that came by HTTPS. */
    private static final String HTTPS = "_https";

    private final Params params;
    private final NginxLook look;
    private final List<Found> found = new ArrayList<>();
    private final List<Report.Member> absent = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * A server that is a member.
     *
     * @param endpoints where connections to it go: {@code ADDRESS,PORT}
     */
    record Found(ConfTree.Placed server, List<String> endpoints) {}

    /** The names of the playbook that mean a server. */
    private List<String> asked(Found server) {
        return params.names().stream()
                .filter(
                        name ->
                                servers(name).stream()
                                        .anyMatch(each -> each.server().equals(server.server())))
                .map(MemberName::written)
                .toList();
    }

    /**
     * Finds them.
     *
     * @throws IllegalArgumentException when an upstream is named that is not there, and the members
     *     are in others
     */
    NginxMembers(Params params, NginxLook look) {
        this.params = params;
        this.look = look;
        if (look.tree().isEmpty()) {
            notes.add("there is no NGINX here, so nothing reaches the members through it");
        }
        boolean elsewhere = false;
        for (MemberName name : params.names()) {
            List<Found> all = servers(name);
            List<Found> meant =
                    all.stream().filter(each -> wanted(each.server().line().upstream())).toList();
            elsewhere |= meant.isEmpty() && !all.isEmpty();
            meant.stream()
                    .filter(each -> found.stream().noneMatch(f -> f.server().equals(each.server())))
                    .forEach(found::add);
            if (meant.isEmpty()) {
                absent.add(Report.Member.absent(String.join(", ", params.upstream()), name));
            }
        }
        unknownUpstreams(elsewhere);
    }

    private void unknownUpstreams(boolean elsewhere) {
        if (look.tree().isEmpty()) {
            return;
        }
        Set<String> there = look.tree().get().upstreams();
        for (String name : params.upstream()) {
            if (there.contains(name)) {
                continue;
            }
            String told =
                    "there is no upstream `"
                            + name
                            + "`"
                            + Suggestion.closest(name, there)
                                    .map(meant -> "; did you mean `" + meant + "`?")
                                    .orElse("; NGINX has " + (there.isEmpty() ? "none" : there));
            if (elsewhere) {
                throw new IllegalArgumentException(told);
            }
            notes.add(told);
        }
    }

    private boolean wanted(String upstream) {
        return params.upstream().isEmpty()
                || params.upstream().contains(upstream)
                || upstream.endsWith(HTTPS)
                        && params.upstream()
                                .contains(
                                        upstream.substring(0, upstream.length() - HTTPS.length()));
    }

    private List<Found> servers(MemberName name) {
        List<Found> servers = new ArrayList<>();
        List<String> addresses = look.addresses().getOrDefault(name.host(), List.of());
        for (ConfTree.Placed each : look.tree().map(ConfTree::servers).orElse(List.of())) {
            ServerLine line = each.line();
            String host = canonical(line.host());
            List<String> to =
                    line.host().equalsIgnoreCase(name.host())
                            ? addresses
                            : addresses.stream()
                                    .filter(address -> canonical(address).equals(host))
                                    .toList();
            boolean socket = line.address().equals(name.written());
            if (socket
                    || name.hasPort(line.port())
                            && (line.host().equalsIgnoreCase(name.host()) || !to.isEmpty())) {
                servers.add(
                        new Found(
                                each,
                                to.stream()
                                        .map(address -> address + "," + line.port().orElse(0))
                                        .toList()));
            }
        }
        return servers;
    }

    /** An address in the one way to write it; a name as it is. */
    private static String canonical(String host) {
        try {
            // only an address has a colon, so no name is ever looked up here
            return host.indexOf(':') < 0 ? host : InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            return host;
        }
    }

    List<Found> found() {
        return found;
    }

    List<String> notes() {
        return notes;
    }

    /** Where connections to members go that are out, or are to be. */
    List<String> endpoints() {
        Set<String> all = new TreeSet<>();
        found.forEach(each -> all.addAll(each.endpoints()));
        return List.copyOf(all);
    }

    /** The members as they are. */
    List<Report.Member> now() {
        return after(List.of(), params.state(), look.connections());
    }

    /** The members after these were changed, with the connections that are left. */
    List<Report.Member> after(
            List<ConfTree.Placed> changed, State wanted, List<String> connections) {
        List<Report.Member> all = new ArrayList<>();
        for (Found each : found) {
            ServerLine line = each.server().line();
            int left = (int) connections.stream().filter(each.endpoints()::contains).count();
            Report.Member member =
                    new Report.Member(
                            line.upstream(),
                            line.address(),
                            asked(each),
                            is(line.state()),
                            line.mark(),
                            left);
            if (changed.contains(each.server())) {
                member =
                        wanted == State.DRAINED
                                ? member.now(Report.Is.DRAINED, params.mark())
                                : member.now(Report.Is.ACTIVE, "");
            }
            all.add(member);
        }
        all.addAll(absent);
        return all;
    }

    private static Report.Is is(ServerLine.State state) {
        return switch (state) {
            case ACTIVE -> Report.Is.ACTIVE;
            case DRAINED -> Report.Is.DRAINED;
            case HELD, DOWN -> Report.Is.HELD;
        };
    }
}
