package io.miprov.library.crypto;

import io.miprov.library.crypto.X509CertificateModule.Params;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * What a certificate is made of.
 *
 * @param key its private key; empty: nobody said it
 * @param request whom it is for and for what
 * @param authority the certificate of who signs it; empty: itself
 * @param signer the private key that signs it
 */
record CertificateInputs(
        Optional<PrivateKeyInfo> key,
        PKCS10CertificationRequest request,
        Optional<X509CertificateHolder> authority,
        PrivateKeyInfo signer) {

    static CertificateInputs of(Params params, MadeFile.Inputs inputs) {
        Optional<PrivateKeyInfo> key =
                inputs.key(
                        params.privatekeyPath(),
                        params.privatekeyContent(),
                        "privatekey_content",
                        params.privatekeyPassphrase());
        PKCS10CertificationRequest request =
                PemForms.request(
                        inputs.text(params.csrPath(), params.csrContent()).orElseThrow(),
                        params.csrPath().orElse("csr_content"));
        if (!Signing.proves(request)) {
            throw new IllegalArgumentException(
                    "the request is not signed with the key that it is for");
        }
        if (params.selfSigned()) {
            return new CertificateInputs(key, request, Optional.empty(), key.orElseThrow());
        }
        String name = params.owncaPath().orElse("ownca_content");
        X509CertificateHolder authority =
                PemForms.holders(
                                inputs.text(params.owncaPath(), params.owncaContent())
                                        .orElseThrow(),
                                name)
                        .get(0);
        PrivateKeyInfo signer =
                inputs.key(
                                params.owncaPrivatekeyPath(),
                                params.owncaPrivatekeyContent(),
                                "ownca_privatekey_content",
                                params.owncaPrivatekeyPassphrase())
                        .orElseThrow();
        if (!RareKeys.same(authority.getSubjectPublicKeyInfo(), RareKeys.publicHalf(signer))) {
            throw new IllegalArgumentException(
                    "The CA private key does not belong to the CA certificate " + name);
        }
        return new CertificateInputs(key, request, Optional.of(authority), signer);
    }

    /** Who signs it. */
    X500Name issuer() {
        X500Name name =
                authority.map(X509CertificateHolder::getSubject).orElseGet(request::getSubject);
        if (name.getRDNs().length == 0) {
            throw new IllegalArgumentException(
                    "who signs a certificate needs a name; give the request a `common_name`");
        }
        return name;
    }
}
