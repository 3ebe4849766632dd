package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.library.crypto.OpensslPkcs12Module.Action;
import io.miprov.library.crypto.OpensslPkcs12Module.Level;
import io.miprov.library.crypto.OpensslPkcs12Module.Params;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/** Whether a PKCS#12 file holds what is wanted, and a new one when it does not. */
record Pkcs12File(Params params, MadeFile.Inputs inputs) {

    MadeFile.Made made(Optional<byte[]> was) {
        byte[] bytes = params.action() == Action.PARSE ? pem() : file(was);
        return new MadeFile.Made(
                bytes,
                params.returnContent()
                        ? Map.of("pkcs12", Base64.getEncoder().encodeToString(bytes))
                        : Map.of(),
                was.isPresent() ? "other content\n" : "",
                params.friendlyName().orElse("keys and certificates") + "\n");
    }

    private byte[] pem() {
        String src = params.src().orElseThrow();
        Pkcs12 file = Pkcs12.read(inputs.bytes(src), params.passphrase(), src);
        ByteArrayOutputStream pem = new ByteArrayOutputStream();
        file.key().ifPresent(key -> pem.writeBytes(PemForms.written(key)));
        for (X509CertificateHolder each : file.certificates()) {
            try {
                pem.writeBytes(Pem.written("CERTIFICATE", each.getEncoded()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return pem.toByteArray();
    }

    private byte[] file(Optional<byte[]> was) {
        Pkcs12 wanted = wanted();
        boolean keeps = !params.force() && was.filter(bytes -> holds(bytes, wanted)).isPresent();
        return keeps
                ? was.orElseThrow()
                : wanted.written(
                        params.passphrase(), params.encryptionLevel() == Level.COMPATIBILITY2022);
    }

    private boolean holds(byte[] bytes, Pkcs12 wanted) {
        try {
            return Pkcs12.read(bytes, params.passphrase(), params.path()).same(wanted);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Pkcs12 wanted() {
        Optional<PrivateKeyInfo> key =
                inputs.key(
                        params.privatekeyPath(),
                        params.privatekeyContent(),
                        "privatekey_content",
                        params.privatekeyPassphrase());
        List<X509CertificateHolder> certificates = new ArrayList<>();
        inputs.text(params.certificatePath(), params.certificateContent())
                .ifPresent(
                        pem ->
                                certificates.add(
                                        PemForms.holders(
                                                        pem,
                                                        params.certificatePath()
                                                                .orElse("certificate_content"))
                                                .get(0)));
        if (key.isPresent()
                && !RareKeys.same(
                        certificates.get(0).getSubjectPublicKeyInfo(),
                        RareKeys.publicHalf(key.get()))) {
            throw new IllegalArgumentException(
                    "the certificate is not that of the private key "
                            + params.privatekeyPath().orElse(""));
        }
        params.otherCertificates()
                .orElse(List.of())
                .forEach(
                        path ->
                                certificates.addAll(
                                        some(PemForms.holders(inputs.bytes(path), path))));
        params.otherCertificatesContent()
                .orElse(List.of())
                .forEach(
                        text ->
                                certificates.addAll(
                                        some(
                                                PemForms.holders(
                                                        text.getBytes(UTF_8),
                                                        "other_certificates_content"))));
        return new Pkcs12(params.friendlyName().orElseThrow(), key, certificates);
    }

    private List<X509CertificateHolder> some(List<X509CertificateHolder> all) {
        return params.otherCertificatesParseAll() ? all : all.subList(0, 1);
    }
}
