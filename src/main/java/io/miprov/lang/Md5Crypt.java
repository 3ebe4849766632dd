package io.miprov.lang;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The oldest hash of passwords that shadow files still have, {@code $1$}, by Poul-Henning Kamp. */
final class Md5Crypt {
    private static final int ROUNDS = 1000;
    private static final int[][] THREES = {
        {0, 6, 12}, {1, 7, 13}, {2, 8, 14}, {3, 9, 15}, {4, 10, 5}
    };

    private Md5Crypt() {}

    static String hash(String password, String salt) {
        byte[] word = password.getBytes(UTF_8);
        byte[] salted = salt.getBytes(UTF_8);
        byte[] sum = start(word, salted);
        MessageDigest digest = digest();
        for (int i = 0; i < ROUNDS; i++) {
            digest.update(i % 2 == 1 ? word : sum);
            if (i % 3 != 0) {
                digest.update(salted);
            }
            if (i % 7 != 0) {
                digest.update(word);
            }
            digest.update(i % 2 == 1 ? sum : word);
            sum = digest.digest();
        }
        StringBuilder out = new StringBuilder("$1$").append(salt).append('$');
        for (int[] three : THREES) {
            ShaCrypt.letters(sum[three[0]], sum[three[1]], sum[three[2]], 4, out);
        }
        ShaCrypt.letters((byte) 0, (byte) 0, sum[11], 2, out);
        return out.toString();
    }

    private static byte[] start(byte[] word, byte[] salt) {
        MessageDigest digest = digest();
        digest.update(word);
        digest.update(salt);
        byte[] inner = digest.digest(word);
        digest.update(word);
        digest.update("$1$".getBytes(UTF_8));
        digest.update(salt);
        for (int left = word.length; left > 0; left -= inner.length) {
            digest.update(Arrays.copyOf(inner, Math.min(left, inner.length)));
        }
        for (int length = word.length; length > 0; length >>= 1) {
            digest.update((length & 1) == 1 ? 0 : word[0]);
        }
        return digest.digest();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
