package io.miprov.library.balancer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code plus_look} found: the peers of NGINX Plus, as its API tells them (see the page of
 * ngx_http_api_module, "http/upstreams").
 *
 * @param api where the upstreams are asked for; empty when there is no NGINX
 * @param marks lines of the file that says whom we drained: {@code UPSTREAM SERVER MARK}
 */
record PlusLook(String api, List<String> marks, List<Peer> peers) {

    /**
     * A server of an upstream.
     *
     * @param id its number in the upstream
     * @param address with its port
     * @param name as it is configured
     * @param hosts those of the playbook's names that have its address
     * @param state as the API says it: up, draining, down, unavail, checking or unhealthy
     */
    record Peer(
            String upstream,
            long id,
            String address,
            String name,
            List<String> hosts,
            String state,
            int active,
            Optional<String> mark) {

        String path() {
            return upstream + "/" + id;
        }

        boolean out() {
            return state.equals("down") || state.equals("draining");
        }

        boolean up() {
            return state.equals("up");
        }

        Report.Is is() {
            if (!out()) {
                return Report.Is.ACTIVE;
            }
            return mark.isPresent() ? Report.Is.DRAINED : Report.Is.HELD;
        }

        boolean named(MemberName member) {
            int colon = address.lastIndexOf(':');
            String host = address.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
            String port = address.substring(colon + 1);
            boolean hasPort = member.port().stream().allMatch(p -> port.equals(p.toString()));
            boolean configured = name.equals(member.host()) || name.startsWith(member.host() + ":");
            return hasPort
                    && (host.equals(member.host()) || configured || hosts.contains(member.host()));
        }

        Report.Member told(List<MemberName> names, int connections) {
            return new Report.Member(
                    upstream,
                    address,
                    names.stream().filter(this::named).map(MemberName::written).toList(),
                    is(),
                    mark.orElse(""),
                    connections);
        }
    }

    static PlusLook read(String answer) {
        if (answer.isEmpty()) {
            return new PlusLook("", List.of(), List.of());
        }
        int cut = answer.indexOf('\035');
        String api = "";
        List<String> marks = new ArrayList<>();
        Map<String, List<String>> hosts = new HashMap<>();
        for (String line : answer.substring(0, cut).lines().toList()) {
            String[] words = line.split(" +");
            switch (words[0]) {
                case "api" -> api = words[1];
                case "mark" -> marks.add(line.substring("mark ".length()));
                default -> {
                    for (int i = 2; i < words.length; i++) {
                        hosts.computeIfAbsent(words[i], key -> new ArrayList<>()).add(words[1]);
                    }
                }
            }
        }
        List<Peer> peers = new ArrayList<>();
        try {
            JsonObject all = JsonParser.parseString(answer.substring(cut + 1)).getAsJsonObject();
            for (String upstream : all.keySet()) {
                for (JsonElement peer : all.getAsJsonObject(upstream).getAsJsonArray("peers")) {
                    peers.add(peer(upstream, peer.getAsJsonObject(), marks, hosts));
                }
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    api + " does not answer as the API of NGINX Plus does: " + e.getMessage(), e);
        }
        return new PlusLook(api, marks, peers);
    }

    private static Peer peer(
            String upstream, JsonObject peer, List<String> marks, Map<String, List<String>> hosts) {
        String address = peer.get("server").getAsString();
        String host = address.replaceAll(":\\d+$", "").replaceAll("[\\[\\]]", "");
        String key = upstream + " " + address + " ";
        return new Peer(
                upstream,
                peer.get("id").getAsLong(),
                address,
                peer.has("name") ? peer.get("name").getAsString() : address,
                hosts.getOrDefault(host, List.of()),
                peer.get("state").getAsString(),
                peer.get("active").getAsInt(),
                marks.stream()
                        .filter(line -> line.startsWith(key))
                        .map(line -> line.substring(key.length()))
                        .findFirst());
    }
}
