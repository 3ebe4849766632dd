package io.miprov.library.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Names, values and hashes as MySQL and MariaDB read them, so that none can become SQL. */
final class MysqlText {
    private MysqlText() {}

    /** A name in backticks. */
    static String identifier(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** A text in single quotes, for a server that takes backslashes for escapes. */
    static String literal(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A user of a host. */
    static String account(String user, String host) {
        return literal(user) + "@" + literal(host);
    }

    /** A line of an option file. */
    static String option(String key, String value) {
        return key + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }

    /** What {@code mysql_native_password} keeps of a password. */
    static String nativeHash(String password) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            byte[] twice = sha.digest(sha.digest(password.getBytes(UTF_8)));
            return "*" + HexFormat.of().withUpperCase().formatHex(twice);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it looks like what {@link #nativeHash} makes. */
    static boolean isNativeHash(String text) {
        return text.matches("\\*[0-9A-Fa-f]{40}");
    }
}
