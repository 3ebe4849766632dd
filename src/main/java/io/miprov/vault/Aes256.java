package io.miprov.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cipher {@code AES256} of a vault: PBKDF2 with HMAC-SHA256 gives 80 bytes, which are the key
 * of AES in counter mode, the key of an HMAC over what it made, and the first counter.
 */
final class Aes256 {
    private static final int ROUNDS = 10_000;
    private static final int KEY = 32;
    private static final int BLOCK = 16;
    private static final String HMAC = "HmacSHA256";

    private final byte[] cipherKey;
    private final byte[] macKey;
    private final byte[] counter;

    Aes256(String password, byte[] salt) {
        byte[] derived = derive(password.getBytes(UTF_8), salt, 2 * KEY + BLOCK);
        cipherKey = Arrays.copyOfRange(derived, 0, KEY);
        macKey = Arrays.copyOfRange(derived, KEY, 2 * KEY);
        counter = Arrays.copyOfRange(derived, 2 * KEY, 2 * KEY + BLOCK);
    }

    /** RFC 8018, 5.2. The JDK's own takes no empty password and derives one length a key. */
    private static byte[] derive(byte[] password, byte[] salt, int length) {
        Mac mac = mac(password.length == 0 ? new byte[1] : password);
        byte[] derived = new byte[length];
        for (int number = 1, at = 0; at < length; number++) {
            mac.update(salt);
            byte[] round = mac.doFinal(new byte[] {0, 0, 0, (byte) number});
            byte[] block = round.clone();
            for (int i = 1; i < ROUNDS; i++) {
                round = mac.doFinal(round);
                for (int j = 0; j < block.length; j++) {
                    block[j] ^= round[j];
                }
            }
            int part = Math.min(block.length, length - at);
            System.arraycopy(block, 0, derived, at, part);
            at += part;
        }
        return derived;
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    byte[] hmac(byte[] sealed) {
        return mac(macKey).doFinal(sealed);
    }

    /** Whether the password is right and not a byte was changed. */
    boolean opens(byte[] sealed, byte[] hmac) {
        return MessageDigest.isEqual(hmac(sealed), hmac);
    }

    byte[] encrypt(byte[] plain) {
        int more = BLOCK - plain.length % BLOCK;
        byte[] padded = Arrays.copyOf(plain, plain.length + more);
        Arrays.fill(padded, plain.length, padded.length, (byte) more);
        return aes(padded);
    }

    byte[] decrypt(byte[] sealed) {
        byte[] padded = aes(sealed);
        int more = padded.length == 0 ? 0 : padded[padded.length - 1] & 0xff;
        return Arrays.copyOf(padded, Math.max(0, padded.length - more));
    }

    /** Counter mode: the same both ways. */
    private byte[] aes(byte[] in) {
        try {
            Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
            aes.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(cipherKey, "AES"),
                    new IvParameterSpec(counter));
            return aes.doFinal(in);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }
}
