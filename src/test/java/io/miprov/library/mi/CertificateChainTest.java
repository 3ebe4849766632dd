package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CertificateChainTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Made root = made("Root", Optional.empty(), true, 0, 3650, 256);
    private final Made middle = made("Middle", Optional.of(root), true, 0, 1000, 256);
    private final Made node = made("mi.example.org", Optional.of(middle), false, 0, 90, 256);

    /** A certificate with its key. */
    private record Made(KeyPair keys, X509Certificate certificate) {}

    private static Made made(
            String name, Optional<Made> by, boolean ca, int begin, int days, int bits) {
        KeyPair keys = Issuer.keyPair(bits > 521, bits);
        Issuer.Subject subject =
                new Issuer.Subject(
                        name,
                        name.contains(".") ? List.of(AltName.parse(name)) : List.of(),
                        ca,
                        NOW.plus(begin, ChronoUnit.DAYS),
                        days,
                        by.map(
                                made ->
                                        new Issuer.Authority(
                                                made.certificate, made.keys.getPrivate())));
        return new Made(keys, Issuer.certificate(subject, keys.getPublic(), keys.getPrivate()));
    }

    private static List<X509Certificate> chain(Made of, List<Made> given, List<Made> trusted) {
        return CertificateChain.of(
                of.keys.getPrivate(),
                "node.key",
                "node.crt",
                given.stream().map(Made::certificate).toList(),
                trusted.stream().map(Made::certificate).toList(),
                NOW);
    }

    @Test
    void putsThemInOrderAndLeavesOutWhatIsNotNeeded() {
        Made other = made("Other", Optional.empty(), true, 0, 10, 256);
        assertEquals(
                List.of(node.certificate, middle.certificate, root.certificate),
                chain(node, List.of(root, other, middle, node), List.of()));
    }

    @Test
    void completesThemFromWhatIsTrusted() {
        assertEquals(
                List.of(node.certificate, middle.certificate, root.certificate),
                chain(node, List.of(node, middle), List.of(root)));
        assertEquals(List.of(root.certificate), chain(root, List.of(root), List.of()));
    }

    @Test
    void refusesAChainWithAGap() {
        refused(
                node,
                List.of(node, root),
                "the chain of node.crt is incomplete: the certificate of `mi.example.org` was"
                        + " signed by `CN=Middle`");
        Made namesake = made("Middle", Optional.of(root), true, 0, 1000, 256);
        refused(node, List.of(node, namesake, root), "is incomplete");
    }

    @Test
    void refusesTheCertificateOfAnotherKey() {
        refused(node, List.of(root, middle), "node.crt is not the certificate of node.key");
    }

    @Test
    void refusesASignerThatMaySignNothing() {
        Made under = made("under.example.org", Optional.of(node), false, 0, 10, 256);
        refused(
                under,
                List.of(under, node, middle, root),
                "the certificate of `mi.example.org` in the chain of node.crt signed another one");
    }

    @ParameterizedTest
    @CsvSource({"-90, 80, expired on 2026-11-11", "5, 10, is not valid before 2026-11-26"})
    void refusesWhatIsNotValidNow(int begin, int days, String why) {
        Made odd = made("a.b", Optional.empty(), false, begin, days, 256);
        refused(odd, List.of(odd), "the certificate of `a.b` in the chain of node.crt " + why);
        Made old = made("Old", Optional.of(root), true, begin, days, 256);
        Made leaf = made("a.b", Optional.of(old), false, 0, 5, 256);
        if (begin > 0) {
            refused(leaf, List.of(leaf, old, root), "the certificate of `Old`");
        }
    }

    @Test
    void refusesShortKeys() {
        Made odd = made("a.b", Optional.empty(), false, 0, 10, 1024);
        refused(odd, List.of(odd), "has a key of 1024 bits; RSA needs 2048 or more");
    }

    @Test
    void refusesACertificateThatIsNotGoodForANameItNeeds() {
        CertificateChain.checkNames(node.certificate, List.of("MI.example.org"), "node.crt");
        Made any = made("*.example.org", Optional.empty(), false, 0, 10, 256);
        CertificateChain.checkNames(any.certificate, List.of("a.example.org"), "any.crt");
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                CertificateChain.checkNames(
                                        any.certificate,
                                        List.of("a.b.example.org", "192.0.2.1", "c.example.org"),
                                        "any.crt"));
        assertTrue(
                e.getMessage()
                        .startsWith(
                                "any.crt is not good for DNS:a.b.example.org, IP:192.0.2.1; it is"
                                        + " for DNS:*.example.org"),
                e.getMessage());
    }

    private static void refused(Made of, List<Made> given, String why) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> chain(of, given, List.of()));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }
}
