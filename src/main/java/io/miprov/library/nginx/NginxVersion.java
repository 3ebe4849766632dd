package io.miprov.library.nginx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of NGINX, and what comes with it: {@code nginx/1.22.1}, {@code nginx/1.27.4
 * (nginx-plus-r34)}. The versions are those of NGINX's change log.
 *
 * @param text as NGINX itself says it
 */
public record NginxVersion(String text, int major, int minor, int patch) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException when there is none in the text
     */
    public static NginxVersion of(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.find()) {
            throw new IllegalArgumentException("`" + text + "` is no version of NGINX");
        }
        return new NginxVersion(
                text,
                Integer.parseInt(numbers.group(1)),
                Integer.parseInt(numbers.group(2)),
                Integer.parseInt(numbers.group(3)));
    }

    /** Whether it is this version or a newer one. */
    public boolean atLeast(int otherMajor, int otherMinor, int otherPatch) {
        int difference = major - otherMajor;
        difference = difference == 0 ? minor - otherMinor : difference;
        return (difference == 0 ? patch - otherPatch : difference) >= 0;
    }

    /** NGINX Plus: checks of health, an API, sessions that stick, in every version. */
    public boolean plus() {
        return text.contains("nginx-plus");
    }

    /** {@code http2 on;} instead of a word of {@code listen}, which is deprecated since then. */
    public boolean http2Directive() {
        return atLeast(1, 25, 1);
    }

    /** {@code sticky}, and {@code drain} for a server. */
    public boolean sticky() {
        return plus() || atLeast(1, 29, 6);
    }

    /** {@code health_check}. */
    public boolean healthChecks() {
        return plus();
    }

    /** No TLS 1.0 and 1.1 unless they are asked for. */
    public boolean newTlsOnly() {
        return atLeast(1, 27, 3);
    }
}
