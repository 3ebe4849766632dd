package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * What a file is to hold, as a word of a script: the host gets it in base64, people only see how
 * many bytes it has, since it may hold secrets and nobody reads base64.
 */
public record Bytes(String base64) {
    private static final int OF_THREE = 4;

    public static Bytes of(byte[] content) {
        return new Bytes(Base64.getEncoder().encodeToString(content));
    }

    public static Bytes of(String content) {
        return of(content.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return "<" + (base64.length() / OF_THREE * 3 - padding) + " bytes>";
    }
}
