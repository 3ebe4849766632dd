package io.miprov.library.balancer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.library.nginx.ConfTree;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code nginx_look} found.
 *
 * @param tree the configuration; empty when there is no NGINX
 * @param owed whether an earlier run was cut off before its end
 * @param closing whether clients are told to end their connections
 * @param oldWorkers how many workers only end what they have begun
 * @param addresses of each host that was asked for
 * @param connections of the workers, as {@code ADDRESS,PORT}, one each
 */
record NginxLook(
        Optional<ConfTree> tree,
        String version,
        boolean owed,
        boolean closing,
        int oldWorkers,
        Map<String, List<String>> addresses,
        List<String> connections) {

    static NginxLook read(String answer) {
        String version = "";
        boolean owed = false;
        boolean closing = false;
        int old = 0;
        Map<String, List<String>> addresses = new HashMap<>();
        List<String> connections = new ArrayList<>();
        // in bytes that are characters, so that what is not changed stays to the byte
        Map<String, String> files = new LinkedHashMap<>();
        for (String line : answer.lines().toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "version" -> version = words[1];
                case "owed" -> owed = true;
                case "closing" -> closing = true;
                case "old" -> old++;
                case "host" ->
                        addresses.put(
                                words[1],
                                words[2].isBlank()
                                        ? List.of()
                                        : List.of(words[2].strip().split(" +")));
                case "conn" -> connections.add(words[1] + "," + words[2]);
                case "file" ->
                        files.put(
                                words[2],
                                new String(Base64.getDecoder().decode(words[1]), ISO_8859_1));
                default -> {
                    // workers that go on
                }
            }
        }
        Optional<ConfTree> tree =
                files.isEmpty() ? Optional.empty() : Optional.of(new ConfTree(files));
        return new NginxLook(tree, version, owed, closing, old, addresses, connections);
    }

    /** How many connections there are to one of these ({@code ADDRESS,PORT}). */
    int connectionsTo(List<String> endpoints) {
        return (int) connections.stream().filter(endpoints::contains).count();
    }
}
