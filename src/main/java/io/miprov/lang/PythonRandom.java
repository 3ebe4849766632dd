package io.miprov.lang;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;

/**
 * Numbers by chance. With a seed they are those of Python's {@code random.Random}: the Mersenne
 * Twister MT19937 of Matsumoto and Nishimura, so that what hangs on a seed stays as Ansible made
 * it.
 */
public final class PythonRandom {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;

    private final SecureRandom unseeded;
    private final int[] state = new int[SIZE];
    private int at = SIZE;

    private PythonRandom(SecureRandom unseeded) {
        this.unseeded = unseeded;
    }

    /** With this seed, a text or a number; without one when it is null. */
    public static PythonRandom of(Object seed) {
        if (seed == null) {
            return new PythonRandom(new SecureRandom());
        }
        PythonRandom random = new PythonRandom(null);
        random.seed(number(Python.plain(seed)));
        return random;
    }

    private static BigInteger number(Object seed) {
        if (Numbers.whole(seed)) {
            return Numbers.big(seed).abs();
        }
        if (!(seed instanceof String)) {
            throw Fault.of("a seed is a text or a whole number", "this is " + Python.kind(seed));
        }
        byte[] text = seed.toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(text);
            byte[] all = java.util.Arrays.copyOf(text, text.length + hash.length);
            System.arraycopy(hash, 0, all, text.length, hash.length);
            return new BigInteger(1, all);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    private void seed(BigInteger seed) {
        int[] key = new int[Math.max(1, (seed.bitLength() + 31) / 32)];
        for (int i = 0; i < key.length; i++) {
            key[i] = seed.shiftRight(32 * i).intValue();
        }
        state[0] = 19650218;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * mixed(i - 1) + i;
        }
        int i = 1;
        int j = 0;
        for (int k = Math.max(SIZE, key.length); k > 0; k--) {
            state[i] = (state[i] ^ mixed(i - 1) * 1664525) + key[j] + j;
            i = next(i);
            j = (j + 1) % key.length;
        }
        for (int k = SIZE - 1; k > 0; k--) {
            state[i] = (state[i] ^ mixed(i - 1) * 1566083941) - i;
            i = next(i);
        }
        state[0] = 0x80000000;
    }

    private int mixed(int index) {
        return state[index] ^ state[index] >>> 30;
    }

    /** The place after one; the first keeps what the last has. */
    private int next(int index) {
        if (index + 1 < SIZE) {
            return index + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    private int word() {
        if (at == SIZE) {
            turn();
        }
        int word = state[at++];
        word ^= word >>> 11;
        word ^= word << 7 & 0x9d2c5680;
        word ^= word << 15 & 0xefc60000;
        return word ^ word >>> 18;
    }

    private void turn() {
        for (int i = 0; i < SIZE; i++) {
            int both = state[i] & 0x80000000 | state[(i + 1) % SIZE] & 0x7fffffff;
            int odd = (both & 1) == 0 ? 0 : 0x9908b0df;
            state[i] = state[(i + MIDDLE) % SIZE] ^ both >>> 1 ^ odd;
        }
        at = 0;
    }

    /** A number from 0 up to, and without, the bound. */
    public int below(int bound) {
        return below(BigInteger.valueOf(bound)).intValueExact();
    }

    BigInteger below(BigInteger bound) {
        if (unseeded != null) {
            BigInteger drawn = new BigInteger(bound.bitLength(), unseeded);
            return drawn.compareTo(bound) < 0 ? drawn : below(bound);
        }
        BigInteger drawn = bits(bound.bitLength());
        while (drawn.compareTo(bound) >= 0) {
            drawn = bits(bound.bitLength());
        }
        return drawn;
    }

    private BigInteger bits(int count) {
        BigInteger drawn = BigInteger.ZERO;
        for (int i = 0; i < count; i += 32) {
            int word = count - i < 32 ? word() >>> 32 - (count - i) : word();
            drawn = drawn.or(BigInteger.valueOf(word & 0xffffffffL).shiftLeft(i));
        }
        return drawn;
    }

    /** Puts a list into another order. */
    void shuffle(List<Object> items) {
        for (int i = items.size() - 1; i > 0; i--) {
            int other = below(i + 1);
            Object moved = items.get(i);
            items.set(i, items.get(other));
            items.set(other, moved);
        }
    }
}
