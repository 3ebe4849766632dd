package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.miprov.library.crypto.OpensslPrivatekeyModule.Format;
import io.miprov.library.crypto.OpensslPrivatekeyModule.Mismatch;
import io.miprov.library.crypto.OpensslPrivatekeyModule.Params;
import io.miprov.library.crypto.OpensslPrivatekeyModule.Regenerate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.MiscPEMGenerator;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** Whether a private key is as wanted, and a new one when it may be replaced. */
final class PrivateKeyFile {
    private final Params params;
    private final Optional<byte[]> was;
    private final Regenerate when;

    PrivateKeyFile(Params params, Optional<byte[]> was) {
        this.params = params;
        this.was = was;
        this.when = params.force() ? Regenerate.ALWAYS : params.regenerate();
    }

    MadeFile.Made made() {
        if (was.isEmpty() || when == Regenerate.ALWAYS) {
            return fresh("");
        }
        byte[] bytes = was.get();
        if (!hasPassphrase(bytes)) {
            return replaced(
                    "Unable to read the key. The key is protected with a another passphrase / no"
                            + " passphrase or broken.",
                    when == Regenerate.FULL_IDEMPOTENCE,
                    "unreadable\n");
        }
        PrivateKeyInfo key = PemForms.keyInfo(bytes, params.path(), params.passphrase());
        String kind = KeyKind.of(key).toString();
        if (!KeyKind.of(key).equals(KeyKind.wanted(params)) && when != Regenerate.NEVER) {
            return replaced(
                    "Key has wrong type and/or size: it is " + kind + ".",
                    when != Regenerate.FAIL,
                    kind + "\n");
        }
        if (!hasFormat(bytes)) {
            if (params.formatMismatch() == Mismatch.CONVERT) {
                return new MadeFile.Made(written(key), tells(key, written(key)), "", "converted\n");
            } else if (when != Regenerate.NEVER) {
                return replaced(
                        "Key has wrong format.",
                        when != Regenerate.FAIL,
                        kind + ", other format\n");
            }
        }
        return new MadeFile.Made(bytes, tells(key, bytes), kind, kind);
    }

    private MadeFile.Made replaced(String why, boolean may, String before) {
        if (!may) {
            throw new IllegalArgumentException(
                    params.path()
                            + ": "
                            + why
                            + " Will not proceed. To force regeneration, set `regenerate` to"
                            + " `full_idempotence` or `always`, or `force: true`");
        }
        return fresh(before);
    }

    private MadeFile.Made fresh(String before) {
        KeyKind kind = KeyKind.wanted(params);
        PrivateKeyInfo key = kind.make();
        byte[] bytes = written(key);
        return new MadeFile.Made(bytes, tells(key, bytes), before, kind + "\n");
    }

    private Map<String, Object> tells(PrivateKeyInfo key, byte[] bytes) {
        Map<String, Object> tells = new LinkedHashMap<>();
        tells.put("fingerprint", RareKeys.fingerprints(RareKeys.publicHalf(key)));
        if (params.returnContent()) {
            tells.put("privatekey", new String(bytes, ISO_8859_1));
        }
        return tells;
    }

    /** Whether it can be read with the passphrase, and needs it. */
    private boolean hasPassphrase(byte[] bytes) {
        if (Pem.encrypted(bytes) != params.passphrase().isPresent()) {
            return false;
        }
        try {
            PemForms.keyInfo(bytes, params.path(), params.passphrase());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean hasFormat(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        boolean eight =
                text.contains("-----BEGIN PRIVATE KEY-----")
                        || text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        return params.format() == Format.AUTO_IGNORE || eight == wantsEight();
    }

    private boolean wantsEight() {
        return params.format() == Format.PKCS8 || !params.type().older();
    }

    private byte[] written(PrivateKeyInfo key) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(generator(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(US_ASCII);
    }

    private PemObjectGenerator generator(PrivateKeyInfo key) throws IOException {
        char[] word = params.passphrase().map(p -> p.value().toCharArray()).orElse(null);
        if (!wantsEight()) {
            return word == null
                    ? new MiscPEMGenerator(key)
                    : new MiscPEMGenerator(
                            key,
                            new JcePEMEncryptorBuilder("AES-256-CBC")
                                    .setProvider(RareKeys.bouncyCastle())
                                    .build(word));
        }
        try {
            return new PKCS8Generator(
                    key,
                    word == null
                            ? null
                            : new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                    .setProvider(RareKeys.bouncyCastle())
                                    .setPassword(word)
                                    .build());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("AES-256 is always there", e);
        }
    }
}
