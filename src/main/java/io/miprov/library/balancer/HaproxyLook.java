package io.miprov.library.balancer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.library.network.HaproxyServers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code haproxy_look} found.
 *
 * @param there whether there is a haproxy
 * @param conf its configuration, with a character for each byte; empty when the file is not there
 * @param earlier whether processes that it was reloaded away from end what they have begun
 * @param servers those of all backends
 */
record HaproxyLook(
        boolean there, Optional<HaproxyConf> conf, boolean earlier, List<Server> servers) {
    private static final int OUT = 0x2B;
    private static final int BY_HAND = 0x09;
    private static final int MAINTENANCE = 0x01;
    private static final int RUNNING = 2;

    /**
     * A server of a backend.
     *
     * @param out whether it was told to get no requests
     * @param closed whether clients that are bound to it go elsewhere too
     * @param up whether it would get some now
     */
    record Server(
            String backend,
            String name,
            String address,
            int port,
            List<String> hosts,
            boolean out,
            boolean closed,
            boolean up,
            Optional<String> mark,
            int sessions) {

        String path() {
            return backend + "/" + name;
        }

        Server with(int left) {
            return new Server(backend, name, address, port, hosts, out, closed, up, mark, left);
        }

        Report.Is is() {
            if (!out) {
                return Report.Is.ACTIVE;
            }
            return mark.isPresent() ? Report.Is.DRAINED : Report.Is.HELD;
        }

        /** Whether a playbook means it: by its name in haproxy, or by its address. */
        boolean named(MemberName member) {
            return member.hasPort(Optional.of(port))
                    && (name.equals(member.host())
                            || address.equals(member.host())
                            || hosts.contains(member.host()));
        }
    }

    static HaproxyLook read(String answer) {
        if (answer.isEmpty()) {
            return new HaproxyLook(false, Optional.empty(), false, List.of());
        }
        int cut = answer.indexOf('\035');
        Optional<HaproxyConf> conf = Optional.empty();
        boolean earlier = false;
        Map<String, List<String>> hosts = new HashMap<>();
        for (String line : answer.substring(0, cut).lines().toList()) {
            String[] words = line.split(" +");
            if (words[0].equals("file")) {
                byte[] bytes = Base64.getDecoder().decode(words[1]);
                conf = Optional.of(new HaproxyConf(new String(bytes, ISO_8859_1)));
            } else if (words[0].equals("earlier")) {
                earlier = true;
            } else {
                for (int i = 2; i < words.length; i++) {
                    hosts.computeIfAbsent(words[i], key -> new ArrayList<>()).add(words[1]);
                }
            }
        }
        return new HaproxyLook(
                true,
                conf,
                earlier,
                servers(HaproxyServers.read(answer.substring(cut + 1)), conf, hosts));
    }

    private static List<Server> servers(
            HaproxyServers told, Optional<HaproxyConf> conf, Map<String, List<String>> hosts) {
        List<Server> servers = new ArrayList<>();
        for (Map<String, String> row : told.states()) {
            String backend = row.get("be_name");
            String name = row.get("srv_name");
            int admin = number(row, "srv_admin_state");
            servers.add(
                    new Server(
                            backend,
                            name,
                            row.get("srv_addr"),
                            number(row, "srv_port"),
                            hosts.getOrDefault(row.get("srv_addr"), List.of()),
                            (admin & BY_HAND) != 0,
                            (admin & MAINTENANCE) != 0,
                            (admin & OUT) == 0 && number(row, "srv_op_state") == RUNNING,
                            conf.flatMap(each -> each.mark(backend, name)),
                            sessions(told, backend, name)));
        }
        return servers;
    }

    private static int sessions(HaproxyServers told, String backend, String server) {
        return told.figures().stream()
                .filter(row -> backend.equals(row.get("pxname")))
                .filter(row -> server.equals(row.get("svname")))
                .mapToInt(row -> number(row, "scur") + number(row, "qcur"))
                .sum();
    }

    private static int number(Map<String, String> row, String key) {
        String digits = row.getOrDefault(key, "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
