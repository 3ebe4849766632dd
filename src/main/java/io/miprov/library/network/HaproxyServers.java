package io.miprov.library.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers of a haproxy, as its commands {@code show stat} and {@code show servers state} tell
 * (haproxy's management guide, chapter 9).
 */
public record HaproxyServers(List<Map<String, String>> figures, List<Map<String, String>> states) {
    private static final int MAINTENANCE = 1;
    private static final int DRAINING = 8;
    private static final int CHECK_CONFIGURED = 2;
    private static final int CHECK_ENABLED = 4;

    /** Reads the answer of {@code haproxy_state}. */
    public static HaproxyServers read(String answer) {
        String[] parts = answer.split("\036", 2);
        // the states have the number of their version in the first line
        String states = parts[1].strip();
        return new HaproxyServers(
                table(parts[0].strip(), ","),
                table(states.substring(Math.max(states.indexOf('#'), 0)), " "));
    }

    private static List<Map<String, String>> table(String text, String by) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            return rows;
        }
        String[] names = lines.get(0).replaceFirst("^# ", "").split(by, -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(by, -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(names.length, cells.length); i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    List<String> backends() {
        return figures.stream()
                .filter(row -> "BACKEND".equals(row.get("svname")))
                .map(row -> row.get("pxname"))
                .toList();
    }

    /** The states of a server, in one backend or in all, under Ansible's keys. */
    List<Object> told(Optional<String> backend, String server) {
        List<Object> told = new ArrayList<>();
        for (Map<String, String> row : figures) {
            boolean meant = backend.isEmpty() || backend.get().equals(row.get("pxname"));
            if (meant && server.equals(row.get("svname"))) {
                Map<String, Object> each = new LinkedHashMap<>();
                List.of("status", "weight", "scur")
                        .forEach(key -> each.put(key, row.getOrDefault(key, "")));
                told.add(each);
            }
        }
        return told;
    }

    /** A server's state; empty when the backend has none of that name. */
    Optional<Server> server(String backend, String name) {
        return states.stream()
                .filter(
                        row ->
                                backend.equals(row.get("be_name"))
                                        && name.equals(row.get("srv_name")))
                .map(Server::new)
                .findFirst();
    }

    /** What a server was told to be. */
    record Server(Map<String, String> row) {

        boolean inMaintenance() {
            return (number("srv_admin_state") & MAINTENANCE) != 0;
        }

        boolean draining() {
            return (number("srv_admin_state") & DRAINING) != 0;
        }

        /** Whether checks of its health are other than that; never when it has none. */
        boolean healthDiffers(boolean checked) {
            return differs("srv_check_state", checked);
        }

        /** Whether checks by its agent are other than that; never when it has none. */
        boolean agentDiffers(boolean checked) {
            return differs("srv_agent_state", checked);
        }

        private boolean differs(String state, boolean checked) {
            return (number(state) & CHECK_CONFIGURED) != 0
                    && (number(state) & CHECK_ENABLED) != 0 != checked;
        }

        /** Whether it has this weight, which may be a percentage of the configured one. */
        boolean weighs(String weight) {
            int has = number("srv_uweight");
            return weight.endsWith("%")
                    ? has
                            == number("srv_iweight")
                                    * Integer.parseInt(weight.substring(0, weight.length() - 1))
                                    / 100
                    : Integer.toString(has).equals(weight.strip());
        }

        private int number(String name) {
            return Integer.parseInt(row.getOrDefault(name, "0"));
        }
    }
}
