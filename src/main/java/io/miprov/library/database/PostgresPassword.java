package io.miprov.library.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a password is the one that {@code pg_authid.rolpassword} has the hash of: MD5 of the
 * password and the name, or SCRAM-SHA-256 (RFC 5802, RFC 7677).
 */
final class PostgresPassword {
    private static final Pattern SCRAM =
            Pattern.compile(
                    "SCRAM-SHA-256\\$(\\d+):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");
    private static final Pattern MD5 = Pattern.compile("md5.{32}", Pattern.DOTALL);
    private static final int BITS = 256;

    private PostgresPassword() {}

    /**
     * Whether the server has to be told.
     *
     * @param wanted the password or a hash of it; empty: none
     * @param is the hash that the server has; empty: none
     * @param encrypted whether a plain password gets hashed
     * @param method {@code password_encryption} of the server
     */
    static boolean differs(
            String wanted, Optional<String> is, String user, boolean encrypted, String method) {
        if (wanted.isEmpty()) {
            return is.isPresent();
        }
        if (SCRAM.matcher(wanted).matches()) {
            return !is.equals(Optional.of(wanted));
        }
        Matcher scram = SCRAM.matcher(is.orElse(""));
        if (scram.matches()) {
            return !isScramOf(wanted, scram);
        }
        if (MD5.matcher(wanted).matches() || !encrypted) {
            return !is.equals(Optional.of(wanted));
        }
        return method.equals("scram-sha-256") || !is.equals(Optional.of(md5(wanted, user)));
    }

    /** The hash that the server keeps where {@code password_encryption} is md5. */
    static String md5(String password, String user) {
        try {
            byte[] sum = MessageDigest.getInstance("MD5").digest((password + user).getBytes(UTF_8));
            return "md5" + HexFormat.of().formatHex(sum);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isScramOf(String password, Matcher hash) {
        try {
            byte[] salt = Base64.getDecoder().decode(hash.group(2));
            PBEKeySpec spec =
                    new PBEKeySpec(
                            prepared(password).toCharArray(),
                            salt,
                            Integer.parseInt(hash.group(1)),
                            BITS);
            byte[] salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salted, "HmacSHA256"));
            byte[] serverKey = mac.doFinal("Server Key".getBytes(UTF_8));
            return MessageDigest.isEqual(serverKey, Base64.getDecoder().decode(hash.group(4)));
        } catch (IllegalArgumentException e) {
            return false; // it is no base64: the server has something else
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * As SASLprep (RFC 4013) has it: other spaces are spaces, what is not seen is left out, and the
     * rest is normalised. The server takes a password as it is where that leaves nothing or finds
     * what may not be in it.
     */
    private static String prepared(String password) {
        StringBuilder mapped = new StringBuilder();
        password.codePoints()
                .filter(c -> !isMappedToNothing(c))
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(mapped::appendCodePoint);
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        boolean prohibited = normal.codePoints().anyMatch(PostgresPassword::isProhibited);
        return normal.isEmpty() || prohibited ? password : normal;
    }

    private static boolean isMappedToNothing(int c) {
        return c == 0xAD
                || c == 0x34F
                || c == 0x1806
                || c >= 0x180B && c <= 0x180D
                || c >= 0x200B && c <= 0x200D
                || c == 0x2060
                || c >= 0xFE00 && c <= 0xFE0F
                || c == 0xFEFF;
    }

    private static boolean isProhibited(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> c >= 0xFFF9 && c <= 0xFFFD;
        };
    }
}
