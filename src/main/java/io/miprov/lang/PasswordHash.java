package io.miprov.lang;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * The filter {@code password_hash} and the {@code encrypt} of the lookup {@code password}: what a
 * shadow file keeps. Rounds and sizes of salts are those that Ansible takes, which are not those of
 * the C library. Without a salt each hash is another.
 */
public final class PasswordHash {
    /** The hashes of Python's passlib that need the name of a user, and so are refused there. */
    private static final Set<String> NEED_A_USER =
            Set.of("msdcc", "msdcc2", "oracle10", "postgres_md5");

    private static final String BCRYPT_LETTERS =
            "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** A way to hash; a salt is as long as that, or no longer when it need not be exact. */
    private record Kind(String name, int salt, boolean exact, int rounds, int least, int most) {}

    private static final Map<String, Kind> KINDS =
            Map.of(
                    "md5", new Kind("md5", 8, false, 1000, 1000, 1000),
                    "blowfish", new Kind("blowfish", 22, true, 12, 4, 31),
                    "sha256", new Kind("sha256", 16, false, 535_000, 1000, 999_999_999),
                    "sha512", new Kind("sha512", 16, false, 656_000, 1000, 999_999_999));

    private PasswordHash() {}

    static Object filter(Call call) {
        Kind kind = kind(call.text(0, "hashtype", "sha512"));
        String salt = call.text(1, "salt", "");
        Object size = call.arg(2, "salt_size", null);
        Object rounds = call.arg(3, "rounds", null);
        String ident = call.text(4, "ident", "");
        int length = size == null ? kind.salt() : call.whole("salt_size", size);
        return hash(
                kind,
                call.text(),
                salt.isEmpty() ? random(length) : salt,
                rounds == null ? kind.rounds() : call.whole("rounds", rounds),
                ident);
    }

    /**
     * The hash of a password.
     *
     * @param kind md5, blowfish, sha256 or sha512, or what Python's passlib calls them
     * @param ident which form of blowfish; may be empty
     * @throws IllegalArgumentException for a kind or a salt that can not be
     */
    public static String of(String kind, String password, String salt, String ident) {
        return hash(kind(kind), password, salt, kind(kind).rounds(), ident);
    }

    /** A salt of the usual size. */
    public static String randomSalt(String kind) {
        return random(kind(kind).salt());
    }

    /** The form that a hash has when nobody says which; empty: there is only one. */
    public static String usualIdent(String kind) {
        return kind(kind).name().equals("blowfish") ? "2b" : "";
    }

    private static Kind kind(String written) {
        String name =
                written.equals("bcrypt")
                        ? "blowfish"
                        : written.endsWith("_crypt")
                                ? written.substring(0, written.length() - "_crypt".length())
                                : written;
        Kind kind = KINDS.get(name);
        if (kind == null) {
            if (!NEED_A_USER.contains(written)) {
                throw Fault.of("passlib does not support '" + written + "' algorithm")
                        .help("there are sha512, sha256, blowfish and md5");
            }
            throw Fault.of(
                    written
                            + " is not in the list of supported passlib algorithms: md5,"
                            + " blowfish, sha256, sha512");
        }
        return kind;
    }

    private static String hash(Kind kind, String password, String salt, int rounds, String ident) {
        boolean fits = kind.exact() ? salt.length() == kind.salt() : salt.length() <= kind.salt();
        if (!fits || !salt.matches("[./0-9A-Za-z]+")) {
            throw Fault.of(
                    "a salt for "
                            + kind.name()
                            + " has "
                            + (kind.exact() ? "" : "1 to ")
                            + kind.salt()
                            + " letters, digits, dots and slashes",
                    "this has " + salt.length());
        }
        if (rounds < kind.least() || rounds > kind.most()) {
            throw Fault.of(
                    "`rounds` must be from " + kind.least() + " to " + kind.most(),
                    "this is " + rounds);
        }
        return switch (kind.name()) {
            case "md5" -> Md5Crypt.hash(password, salt);
            case "blowfish" -> blowfish(password, salt, rounds, ident);
            default -> ShaCrypt.hash(kind.name().equals("sha512"), password, salt, rounds);
        };
    }

    private static String blowfish(String password, String salt, int cost, String ident) {
        String form = ident.isEmpty() ? "2b" : ident;
        if (!form.matches("2[aby]?")) {
            throw Fault.of("`ident` is 2, 2a, 2y or 2b", "this is " + form);
        }
        return OpenBSDBCrypt.generate(form, password.getBytes(UTF_8), bytes(salt), cost);
    }

    /** The sixteen bytes that a salt of 22 letters stands for. */
    private static byte[] bytes(String salt) {
        byte[] bytes = new byte[16];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (char c : salt.toCharArray()) {
            bits = bits << 6 | BCRYPT_LETTERS.indexOf(c);
            held += 6;
            if (held >= 8 && at < bytes.length) {
                held -= 8;
                bytes[at++] = (byte) (bits >> held);
            }
        }
        return bytes;
    }

    private static String random(int size) {
        SecureRandom random = new SecureRandom();
        StringBuilder salt = new StringBuilder();
        for (int i = 0; i < Math.max(1, size); i++) {
            salt.append(ShaCrypt.LETTERS.charAt(random.nextInt(ShaCrypt.LETTERS.length())));
        }
        return salt.toString();
    }
}
