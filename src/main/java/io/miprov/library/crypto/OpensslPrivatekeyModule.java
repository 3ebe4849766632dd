package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        value =
                """
                Makes a private key on the host, unless there is one of that kind. The host needs no openssl for it.

                - openssl_privatekey:
                    path: /etc/ssl/private/mi.key
                    type: ECC
                    curve: secp256r1
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class OpensslPrivatekeyModule implements Module<OpensslPrivatekeyModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the file", path = true) String path,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc(value = "the kind of key", orElse = "RSA") Type type,
            @Doc(value = "the bits of an RSA or DSA key", orElse = "4096") int size,
            @Doc("the curve of an ECC key, as secp256r1") Optional<String> curve,
            @Doc("what protects the key") Optional<Secret> passphrase,
            @Doc(value = "taken for Ansible's sake: auto, which is AES-256", orElse = "auto")
                    Cipher cipher,
            @Doc(
                            value =
                                    "how it is written; auto: pkcs1 where there is such a form; auto_ignore: a key that is there may have another",
                            orElse = "auto_ignore")
                    Format format,
            @Doc(
                            value = "whether a key of another format is made anew or written anew",
                            orElse = "regenerate")
                    Mismatch formatMismatch,
            @Doc(
                            value =
                                    "when a key that is there is replaced: never; fail: never, and it must fit; partial_idempotence: when it can be read and does not fit; full_idempotence: when it can not be read either; always",
                            orElse = "full_idempotence")
                    Regenerate regenerate,
            @Doc(value = "the same as `regenerate: always`", orElse = "no") boolean force,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(value = "whether `privatekey` of the result has the key", orElse = "no")
                    boolean returnContent,
            @Doc(value = "taken for Ansible's sake", orElse = "auto") Backend selectCryptoBackend,
            @Doc(value = "the permissions", orElse = "0600") FileMode mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** A kind of key. */
    public enum Type {
        Rsa("RSA"),
        Dsa("DSA"),
        Ecc("ECC"),
        Edwards25519("Ed25519"),
        Edwards448("Ed448"),
        Curve25519("X25519"),
        Curve448("X448");

        private static final Set<String> SIZED = Set.of("RSA", "DSA");
        private final String word;

        Type(String word) {
            this.word = word;
        }

        boolean sized() {
            return SIZED.contains(word);
        }

        /** Whether it has a form older than PKCS#8. */
        boolean older() {
            return sized() || this == Ecc;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** How a key is protected. */
    public enum Cipher {
        AUTO
    }

    /** How a key is written. */
    public enum Format {
        PKCS1,
        PKCS8,
        AUTO,
        AUTO_IGNORE
    }

    /** What is done about another format. */
    public enum Mismatch {
        REGENERATE,
        CONVERT
    }

    /** When a key is replaced. */
    public enum Regenerate {
        NEVER,
        FAIL,
        PARTIAL_IDEMPOTENCE,
        FULL_IDEMPOTENCE,
        ALWAYS
    }

    /** What makes the keys. */
    public enum Backend {
        AUTO,
        CRYPTOGRAPHY
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.type() == Type.Ecc && params.curve().isEmpty()) {
            throw new BadParams("curve", "type is ECC but all of the following are missing: curve");
        }
        if (params.format() == Format.PKCS1 && !params.type().older()) {
            throw new BadParams("format", "there is no pkcs1 form of " + params.type() + " keys");
        }
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("filename", params.path());
        says.put("type", params.type().toString());
        says.put("size", params.size());
        params.curve().ifPresent(curve -> says.put("curve", curve));
        MadeFile file =
                new MadeFile(
                        params.path(),
                        Set.of(),
                        new Placement(Optional.of(params.mode()), params.owner(), params.group()),
                        params.backup(),
                        says);
        return params.state() == State.ABSENT
                ? file.absent()
                : file.present((was, inputs) -> new PrivateKeyFile(params, was).made());
    }
}
