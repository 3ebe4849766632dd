package io.miprov.lang;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a shadow file keeps of a password, after the specification of SHA-crypt by Ulrich Drepper.
 */
final class ShaCrypt {
    static final String LETTERS =
            "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int USUAL_ROUNDS = 5000;

    private final String algorithm;
    private final byte[] password;
    private final byte[] salt;

    private ShaCrypt(String algorithm, String password, String salt) {
        this.algorithm = algorithm;
        this.password = password.getBytes(UTF_8);
        this.salt = salt.getBytes(UTF_8);
    }

    /** The hash with the mark of its kind, its rounds when they are not the usual, and its salt. */
    static String hash(boolean sha512, String password, String salt, int rounds) {
        ShaCrypt hash = new ShaCrypt(sha512 ? "SHA-512" : "SHA-256", password, salt);
        byte[] bytes = hash.bytes(rounds);
        String head =
                (sha512 ? "$6$" : "$5$") + (rounds == USUAL_ROUNDS ? "" : "rounds=" + rounds + "$");
        return head + salt + "$" + (sha512 ? written512(bytes) : written256(bytes));
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private byte[] bytes(int rounds) {
        byte[] sum = start();
        byte[] p = repeated(times(password, password.length), password.length);
        byte[] s = repeated(times(salt, 16 + (sum[0] & 0xff)), salt.length);
        MessageDigest digest = digest();
        for (int i = 0; i < rounds; i++) {
            digest.update(i % 2 == 1 ? p : sum);
            if (i % 3 != 0) {
                digest.update(s);
            }
            if (i % 7 != 0) {
                digest.update(p);
            }
            digest.update(i % 2 == 1 ? sum : p);
            sum = digest.digest();
        }
        return sum;
    }

    private byte[] start() {
        MessageDigest other = digest();
        other.update(password);
        other.update(salt);
        other.update(password);
        byte[] b = other.digest();
        MessageDigest first = digest();
        first.update(password);
        first.update(salt);
        first.update(repeated(b, password.length));
        for (int length = password.length; length > 0; length >>= 1) {
            first.update((length & 1) == 1 ? b : password);
        }
        return first.digest();
    }

    private byte[] times(byte[] what, int count) {
        MessageDigest digest = digest();
        for (int i = 0; i < count; i++) {
            digest.update(what);
        }
        return digest.digest();
    }

    private static byte[] repeated(byte[] bytes, int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = bytes[i % bytes.length];
        }
        return all;
    }

    private static String written512(byte[] b) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            int[] three = {i, i + 21, i + 42};
            letters(b[three[i % 3]], b[three[(i + 1) % 3]], b[three[(i + 2) % 3]], 4, out);
        }
        letters((byte) 0, (byte) 0, b[63], 2, out);
        return out.toString();
    }

    private static String written256(byte[] b) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            int[] three = {i, i + 10, i + 20};
            int turn = (3 - i % 3) % 3;
            letters(b[three[turn]], b[three[(turn + 1) % 3]], b[three[(turn + 2) % 3]], 4, out);
        }
        letters((byte) 0, b[31], b[30], 3, out);
        return out.toString();
    }

    static void letters(byte high, byte middle, byte low, int count, StringBuilder out) {
        int bits = (high & 0xff) << 16 | (middle & 0xff) << 8 | low & 0xff;
        for (int i = 0; i < count; i++) {
            out.append(LETTERS.charAt(bits & 0x3f));
            bits >>= 6;
        }
    }
}
