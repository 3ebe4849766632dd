package io.miprov.library.core;

import io.miprov.module.BadParams;
import java.util.Locale;
import java.util.Set;

/**
 * The digest that a download must have.
 *
 * @param algorithm the name of a command without {@code sum}; empty when no digest is wanted
 * @param value the digest in hex, or the address of a list of digests
 */
record WantedSum(String algorithm, String value) {
    private static final Set<String> KNOWN =
            Set.of("md5", "sha1", "sha224", "sha256", "sha384", "sha512");

    static WantedSum of(String text) {
        if (text.isEmpty()) {
            return new WantedSum("", "");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new BadParams(
                    "checksum",
                    "The checksum parameter has to be in format <algorithm>:<checksum>");
        }
        String algorithm = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(algorithm)) {
            throw new BadParams(
                    "checksum",
                    "`"
                            + algorithm
                            + "` is no digest; it takes "
                            + String.join(", ", KNOWN.stream().sorted().toList()));
        }
        String value = text.substring(colon + 1).strip();
        if (value.matches("(?i)(https?|ftp|file):.*")) {
            return new WantedSum(algorithm, value);
        }
        String hex = value.replaceAll("\\W+", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]+")) {
            throw new BadParams("checksum", "The checksum format is invalid: `" + value + "`");
        }
        return new WantedSum(algorithm, hex);
    }

    /** Whether a list has it. */
    boolean listed() {
        return value.contains(":");
    }
}
