package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.apache.commons.codec.digest.UnixCrypt;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** How files of passwords hash them. */
enum HashScheme {
    APR_MD5_CRYPT,
    MD5_CRYPT,
    SHA256_CRYPT,
    SHA512_CRYPT,
    BCRYPT,
    LDAP_SHA1,
    PLAINTEXT;

    private static final int COST = 12;
    private static final int SALT = 16;
    private static final String SHA1 = "{SHA}";

    static Optional<HashScheme> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    }

    /** A hash with a salt of its own, where it has one. */
    String hash(String password) {
        byte[] bytes = password.getBytes(UTF_8);
        return switch (this) {
            case APR_MD5_CRYPT -> Md5Crypt.apr1Crypt(bytes);
            case MD5_CRYPT -> Md5Crypt.md5Crypt(bytes);
            case SHA256_CRYPT -> Sha2Crypt.sha256Crypt(bytes);
            case SHA512_CRYPT -> Sha2Crypt.sha512Crypt(bytes);
            case BCRYPT -> OpenBSDBCrypt.generate("2y", password.toCharArray(), salt(), COST);
            case LDAP_SHA1 -> SHA1 + Base64.getEncoder().encodeToString(DigestUtils.sha1(bytes));
            case PLAINTEXT -> password;
        };
    }

    private static byte[] salt() {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    /** Whether a hash of any scheme is that of the password. */
    static boolean fits(String hash, String password) {
        byte[] bytes = password.getBytes(UTF_8);
        try {
            if (hash.startsWith("$apr1$")) {
                return hash.equals(Md5Crypt.apr1Crypt(bytes, hash));
            } else if (hash.startsWith("$1$")) {
                return hash.equals(Md5Crypt.md5Crypt(bytes, hash));
            } else if (hash.startsWith("$5$")) {
                return hash.equals(Sha2Crypt.sha256Crypt(bytes, hash));
            } else if (hash.startsWith("$6$")) {
                return hash.equals(Sha2Crypt.sha512Crypt(bytes, hash));
            } else if (hash.startsWith("$2")) {
                return OpenBSDBCrypt.checkPassword(hash, password.toCharArray());
            } else if (hash.startsWith(SHA1)) {
                return hash.equals(LDAP_SHA1.hash(password));
            }
            return hash.equals(password) || hash.equals(UnixCrypt.crypt(bytes, hash));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
