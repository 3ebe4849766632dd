package io.miprov.library.mi;

import io.miprov.host.Bytes;
import io.miprov.library.crypto.Pem;
import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to trust while an authority is changed: its certificate first, then those before it.
 *
 * @param has what the file has; none: there is no such file
 */
record TrustBundle(List<X509Certificate> has) {

    static TrustBundle read(String path, Optional<byte[]> pem) {
        try {
            return new TrustBundle(
                    pem.map(bytes -> Pem.certificates(bytes, path)).orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; move it away, and it is made anew", e);
        }
    }

    /**
     * What belongs into the file; empty: it is that already.
     *
     * @param now the certificate of the authority
     * @param before the one that it takes the place of, or the same
     * @param keep whether those before it stay until they end
     */
    Optional<Bytes> after(
            X509Certificate now, Optional<X509Certificate> before, boolean keep, Instant time) {
        Set<X509Certificate> wanted = new LinkedHashSet<>(List.of(now));
        if (keep) {
            List<X509Certificate> earlier = new ArrayList<>(has);
            before.ifPresent(earlier::add);
            earlier.stream()
                    .filter(each -> each.getBasicConstraints() >= 0)
                    .filter(each -> each.getNotAfter().toInstant().isAfter(time))
                    .forEach(wanted::add);
        }
        if (has.equals(List.copyOf(wanted))) {
            return Optional.empty();
        }
        ByteArrayOutputStream pem = new ByteArrayOutputStream();
        wanted.forEach(each -> pem.writeBytes(Pem.written(each)));
        return Optional.of(Bytes.of(pem.toByteArray()));
    }
}
