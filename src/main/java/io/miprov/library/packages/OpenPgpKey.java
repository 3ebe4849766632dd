package io.miprov.library.packages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fingerprints of a public key of OpenPGP and of its subkeys (RFC 4880, 4.2 and 12.2), in upper
 * case; the first is that of the key itself.
 */
record OpenPgpKey(List<String> fingerprints) {
    private static final Pattern ARMOR =
            Pattern.compile(
                    "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?\\r?\\n\\r?\\n(.*?)(?:\\r?\\n=[^\\n]*)?\\r?\\n-----END",
                    Pattern.DOTALL);
    private static final int KEY = 6;
    private static final int SUBKEY = 14;
    private static final int FOUR = 4;

    static OpenPgpKey read(byte[] bytes) {
        Matcher armor = ARMOR.matcher(new String(bytes, ISO_8859_1));
        byte[] packets = armor.find() ? Base64.getMimeDecoder().decode(armor.group(1)) : bytes;
        List<String> found = new ArrayList<>();
        try {
            int at = 0;
            while (at < packets.length) {
                at = packet(packets, at, found);
            }
        } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the key is damaged, or is no key of OpenPGP", e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("Not a public key");
        }
        return new OpenPgpKey(found);
    }

    /** Reads a packet and returns where the next one begins. */
    private static int packet(byte[] all, int at, List<String> found) {
        int head = all[at] & 0xff;
        if ((head & 0x80) == 0) {
            throw new IllegalArgumentException("no packet");
        }
        boolean fresh = (head & 0x40) != 0;
        int tag = fresh ? head & 0x3f : head >> 2 & 0xf;
        int first = all[at + 1] & 0xff;
        int start;
        int length;
        if (fresh) {
            start = at + (first < 192 ? 2 : first < 224 ? 3 : 6);
            length =
                    first < 192
                            ? first
                            : first < 224
                                    ? (first - 192 << 8) + (all[at + 2] & 0xff) + 192
                                    : number(all, at + 2, FOUR);
        } else {
            int size = 1 << (head & 3);
            start = at + 1 + size;
            length = number(all, at + 1, size);
        }
        if ((tag == KEY || tag == SUBKEY) && all[start] == FOUR) {
            found.add(fingerprint(Arrays.copyOfRange(all, start, start + length)));
        }
        return start + length;
    }

    private static int number(byte[] all, int at, int size) {
        int number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | all[at + i] & 0xff;
        }
        return number;
    }

    private static String fingerprint(byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(new byte[] {(byte) 0x99, (byte) (body.length >> 8), (byte) body.length});
            return HexFormat.of().withUpperCase().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** The last 16 digits of the key's own fingerprint. */
    String id() {
        String first = fingerprints.get(0);
        return first.substring(first.length() - 16);
    }
}
