package io.miprov.library.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.library.crypto.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code nginx_checked} and {@code nginx_reached} found.
 *
 * @param version empty when there is no NGINX
 * @param refused why NGINX refuses its configuration; empty when it takes it
 * @param tree the configuration; empty when there is none that NGINX takes
 * @param certificates what clients are shown, by the files as the configuration names them
 * @param reached what could be reached, as {@code HOST:PORT}
 * @param asked whether the host could find that out
 */
record NginxReport(
        Instant now,
        Optional<NginxVersion> version,
        List<String> refused,
        Optional<ConfTree> tree,
        Map<String, X509Certificate> certificates,
        List<String> reached,
        boolean asked) {

    static NginxReport read(String answer) {
        Instant now = Instant.EPOCH;
        Optional<NginxVersion> version = Optional.empty();
        List<String> refused = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, X509Certificate> certificates = new LinkedHashMap<>();
        List<String> reached = new ArrayList<>();
        boolean asked = true;
        for (String line : answer.lines().toList()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "epoch" -> now = Instant.ofEpochSecond(Long.parseLong(words[1]));
                case "version" -> version = Optional.of(NginxVersion.of(words[1]));
                case "refused" -> refused.add(words[1]);
                case "file" -> {
                    String[] file = words[1].split(" ", 2);
                    files.put(file[1], new String(bytes(file[0]), ISO_8859_1));
                }
                case "certificate" -> {
                    String[] file = words[1].split(" ", 2);
                    if (!file[0].isEmpty()) {
                        certificates.put(file[1], Pem.certificates(bytes(file[0]), file[1]).get(0));
                    }
                }
                case "reached" -> reached.add(words[1].replace(' ', ':'));
                default -> asked = false;
            }
        }
        return new NginxReport(
                now,
                version,
                refused,
                files.isEmpty() ? Optional.empty() : Optional.of(new ConfTree(files)),
                certificates,
                reached,
                asked);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
