package io.miprov.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A vault as it is written: {@code $ANSIBLE_VAULT;1.1;AES256}, or 1.2 with a label behind it, then
 * hexadecimal digits in lines of 80. They stand for three lines, which are hexadecimal again: salt,
 * HMAC, and what was encrypted. (ansible-core, {@code docs: ansible-vault}, "Vault format".)
 *
 * @param label the id of the password; empty in format 1.1
 */
@SuppressWarnings("ArrayRecordComponent")
record Envelope(String label, byte[] salt, byte[] hmac, byte[] sealed) {
    static final String MARK = "$ANSIBLE_VAULT";
    private static final int WIDTH = 80;

    /** Takes the spaces that YAML may leave at the lines' ends. Throws {@link Closed}. */
    static Envelope parse(String text) {
        List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        String[] head = lines.isEmpty() ? new String[0] : lines.get(0).split(";", 4);
        if (head.length < 3 || !head[0].equals(MARK)) {
            throw new Closed(
                    "this is no vault", "its first line should be like " + MARK + ";1.1;AES256");
        }
        if (!head[1].strip().matches("1\\.[12]") || !head[2].strip().equals("AES256")) {
            throw new Closed(
                    "vaults of format " + head[1] + " with " + head[2] + " can not be read",
                    "encrypt it anew: formats 1.1 and 1.2 with AES256 are known");
        }
        String[] parts =
                new String(unhex(String.join("", lines.subList(1, lines.size()))), US_ASCII)
                        .split("\n", 3);
        if (parts.length < 3) {
            throw damaged();
        }
        return new Envelope(
                head.length > 3 ? head[3].strip() : "",
                unhex(parts[0]),
                unhex(parts[1]),
                unhex(parts[2]));
    }

    private static byte[] unhex(String digits) {
        try {
            return HexFormat.of().parseHex(digits.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static Closed damaged() {
        return new Closed("this vault is damaged", "take it from a backup: its digits do not fit");
    }

    /** As a file holds it, with a newline at its end. */
    String text() {
        HexFormat hex = HexFormat.of();
        String inner =
                hex.formatHex(salt) + "\n" + hex.formatHex(hmac) + "\n" + hex.formatHex(sealed);
        String digits = hex.formatHex(inner.getBytes(US_ASCII));
        StringBuilder out = new StringBuilder(MARK);
        out.append(label.isEmpty() ? ";1.1;AES256\n" : ";1.2;AES256;" + label + "\n");
        for (int at = 0; at < digits.length(); at += WIDTH) {
            out.append(digits, at, Math.min(digits.length(), at + WIDTH)).append('\n');
        }
        return out.toString();
    }
}
