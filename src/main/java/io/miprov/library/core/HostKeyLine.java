package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of a file of known hosts, as sshd(8) has it under SSH_KNOWN_HOSTS FILE FORMAT.
 *
 * @param text the line as written, without its end
 * @param marker {@code @cert-authority}, {@code @revoked}, or empty
 * @param hosts names with commas between them, or the hash of one
 */
record HostKeyLine(String text, String marker, String hosts, String kind, String key) {
    private static final String HASHED = "|1|";

    static Optional<HostKeyLine> read(String line) {
        String text = line.strip();
        String[] word = text.split("\\s+");
        int at = word[0].startsWith("@") ? 1 : 0;
        return text.isEmpty() || text.startsWith("#") || word.length < at + 3
                ? Optional.empty()
                : Optional.of(
                        new HostKeyLine(
                                text,
                                at == 0 ? "" : word[0],
                                word[at],
                                word[at + 1],
                                word[at + 2]));
    }

    /** Whether it is a line of this host. */
    boolean names(String host) {
        if (hosts.startsWith(HASHED)) {
            String[] part = hosts.split("\\|");
            return part.length == 4 && hash(part[2], host).equals(part[3]);
        }
        boolean named = false;
        for (String each : hosts.toLowerCase(Locale.ROOT).split(",")) {
            boolean not = each.startsWith("!");
            if (host.matches(regex(not ? each.substring(1) : each))) {
                if (not) {
                    return false;
                }
                named = true;
            }
        }
        return named;
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)));
        }
        return regex.toString();
    }

    /** Whether it says the same as another of this host; how the name is hashed does not count. */
    boolean same(HostKeyLine other) {
        boolean hosted =
                hosts.equals(other.hosts)
                        || hosts.startsWith(HASHED) && other.hosts.startsWith(HASHED);
        return hosted
                && marker.equals(other.marker)
                && kind.equals(other.kind)
                && key.equals(other.key);
    }

    /**
     * The same with the name of the host hashed. The salt is made of the key, so that the same line
     * comes out each time.
     */
    HostKeyLine hashed(String host) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((key + host).getBytes(UTF_8));
            String salt = Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 20));
            String hash = HASHED + salt + "|" + hash(salt, host);
            String rest = text.substring(text.indexOf(hosts, marker.length()) + hosts.length());
            String line = (marker.isEmpty() ? "" : marker + " ") + hash + rest;
            return new HostKeyLine(line, marker, hash, kind, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hash(String salt, String host) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(salt), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(host.getBytes(UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return "";
        }
    }
}
