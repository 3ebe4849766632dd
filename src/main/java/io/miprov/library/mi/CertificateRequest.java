package io.miprov.library.mi;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.library.crypto.Keys;
import io.miprov.library.crypto.Pem;
import io.miprov.library.crypto.PemForms;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A key of our own for whose certificate another authority is asked: NAME.key and NAME.csr are made
 * here, NAME.crt comes from there.
 *
 * @param key its kind in two words, such as {@code RSA 2048}
 * @param renewBefore how many days before its end a new certificate is asked for
 */
record CertificateRequest(
        CertificateModule.Params params,
        Set<AltName> names,
        String key,
        Instant now,
        int renewBefore) {

    Change change() {
        String stem = params.path() + "/" + params.name();
        List<String> files = List.of(stem + ".key", stem + ".csr", stem + ".crt");
        return new Decide(
                Sh.of("show_files {}", files),
                answer -> change(files, answer.split("\n")),
                Map.of("key", files.get(0), "csr", files.get(1)));
    }

    private Change change(List<String> files, String[] lines) {
        Optional<PrivateKey> has =
                bytes(lines[0])
                        .map(pem -> Pem.privateKey(pem, files.get(0)))
                        .filter(k -> CertificateFit.kind(Keys.publicKey(k)).equals(key));
        boolean mode =
                has.isPresent()
                        && (!params.mode().octal()
                                || Integer.parseInt(lines[0].split(" ")[0], 8)
                                        == Integer.parseInt(params.mode().text(), 8));
        KeyPair pair = has.isPresent() ? own(has.get()) : newPair();
        boolean asked =
                has.isPresent()
                        && bytes(lines[1]).filter(pem -> fits(pem, pair.getPublic())).isPresent();
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("key", files.get(0));
        says.put("csr", files.get(1));
        says.put("reasons", reasons(files.get(2), bytes(lines[2]), pair.getPublic(), says));
        if (asked && mode) {
            return new Answer(Outcome.ok(says));
        }
        return new Act(
                Sh.of(
                        "put_key_pair {} {} {} {} '' {} {} ''",
                        params.path(),
                        params.name() + ".key",
                        params.mode(),
                        has.isPresent() ? Bytes.of("") : Bytes.of(Pem.written(pair.getPrivate())),
                        params.name() + ".csr",
                        asked
                                ? Bytes.of("")
                                : Bytes.of(Issuer.request(params.commonName(), names, pair))),
                says);
    }

    private static Optional<byte[]> bytes(String line) {
        String[] words = line.split(" ", 2);
        return words.length == 2
                ? Optional.of(Base64.getDecoder().decode(words[1]))
                : Optional.empty();
    }

    private static KeyPair own(PrivateKey key) {
        return new KeyPair(Keys.publicKey(key), key);
    }

    private KeyPair newPair() {
        String[] words = key.split(" ");
        return Issuer.keyPair(words[0].equals("RSA"), Integer.parseInt(words[1]));
    }

    /** Whether a request asks for this key and these names. */
    private boolean fits(byte[] pem, PublicKey half) {
        try {
            PKCS10CertificationRequest request = PemForms.request(pem, params.name() + ".csr");
            byte[] wanted = Issuer.request(params.commonName(), names, half);
            return java.util.Arrays.equals(
                    request.toASN1Structure().getCertificationRequestInfo().getEncoded(), wanted);
        } catch (IllegalArgumentException | IOException e) {
            return false;
        }
    }

    /** Why the authority has to be asked; none when its certificate is there and good. */
    private List<String> reasons(
            String file, Optional<byte[]> pem, PublicKey half, Map<String, Object> says) {
        List<String> reasons = new ArrayList<>();
        if (pem.isEmpty()) {
            reasons.add("there is no " + file + " yet");
        } else {
            X509Certificate certificate = Pem.certificates(pem.get(), file).get(0);
            Instant end = certificate.getNotAfter().toInstant();
            says.put("certificate", file);
            says.put("expires", CertificateFit.day(end));
            if (!certificate.getPublicKey().equals(half)) {
                reasons.add(file + " is for another key");
            }
            Set<String> wanted = new TreeSet<>();
            names.forEach(name -> wanted.add(name.toString()));
            wanted.removeAll(AltName.of(certificate));
            if (!wanted.isEmpty()) {
                reasons.add(file + " is not for " + String.join(", ", wanted));
            }
            if (end.isBefore(now.plus(renewBefore, ChronoUnit.DAYS))) {
                reasons.add(file + " ends on " + CertificateFit.day(end));
            }
        }
        if (!reasons.isEmpty()) {
            says.put(
                    "msg",
                    String.join("; ", reasons)
                            + ": send "
                            + params.name()
                            + ".csr to the authority, and put what it returns into "
                            + file);
        }
        return reasons;
    }
}
