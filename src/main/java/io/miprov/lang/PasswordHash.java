package io.miprov.lang;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The filter {@code password_hash}: what a shadow file keeps, after the specification of SHA-crypt
 * by Ulrich Drepper. Without a salt each hash is another.
 */
final class PasswordHash {
    private static final String LETTERS =
            "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int USUAL_ROUNDS = 5000;
    private static final int LONGEST_SALT = 16;

    private final String algorithm;
    private final byte[] password;
    private final byte[] salt;

    private PasswordHash(String algorithm, String password, String salt) {
        this.algorithm = algorithm;
        this.password = password.getBytes(UTF_8);
        this.salt = salt.getBytes(UTF_8);
    }

    static Object filter(Call call) {
        String kind = call.text(0, "hashtype", "sha512");
        Object given = call.arg(1, "salt", null);
        int size = call.whole(2, "salt_size", LONGEST_SALT);
        Object wanted = call.arg(3, "rounds", null);
        if (!kind.equals("sha512") && !kind.equals("sha256")) {
            throw Fault.of("the hash `" + kind + "` of passwords is not supported yet")
                    .help("there are sha512 and sha256");
        }
        int rounds = wanted == null ? USUAL_ROUNDS : call.whole("rounds", wanted);
        if (rounds < 1000 || rounds > 999_999_999) {
            throw Fault.of("`rounds` must be at least 1000", "this is " + rounds);
        }
        String salt = given == null ? random(Math.min(size, LONGEST_SALT)) : Python.str(given);
        return hash(kind.equals("sha512"), call.text(), checked(salt), rounds);
    }

    private static String checked(String salt) {
        if (salt.isEmpty() || salt.length() > LONGEST_SALT || !salt.matches("[./0-9A-Za-z]+")) {
            throw Fault.of("a salt has 1 to 16 letters, digits, dots and slashes");
        }
        return salt;
    }

    private static String random(int size) {
        SecureRandom random = new SecureRandom();
        StringBuilder salt = new StringBuilder();
        for (int i = 0; i < Math.max(1, size); i++) {
            salt.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return salt.toString();
    }

    /** The hash with the mark of its kind, its rounds when they are not the usual, and its salt. */
    static String hash(boolean sha512, String password, String salt, int rounds) {
        PasswordHash hash = new PasswordHash(sha512 ? "SHA-512" : "SHA-256", password, salt);
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

    private static void letters(byte high, byte middle, byte low, int count, StringBuilder out) {
        int bits = (high & 0xff) << 16 | (middle & 0xff) << 8 | low & 0xff;
        for (int i = 0; i < count; i++) {
            out.append(LETTERS.charAt(bits & 0x3f));
            bits >>= 6;
        }
    }
}
