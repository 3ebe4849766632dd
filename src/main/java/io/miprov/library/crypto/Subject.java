package io.miprov.library.crypto;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * Whom a certificate is for.
 *
 * @param ordered whether the order of its parts matters
 */
record Subject(List<Part> parts, boolean ordered) {
    private static final Map<String, ASN1ObjectIdentifier> LONG =
            Map.ofEntries(
                    Map.entry("commonname", BCStyle.CN),
                    Map.entry("countryname", BCStyle.C),
                    Map.entry("stateorprovincename", BCStyle.ST),
                    Map.entry("localityname", BCStyle.L),
                    Map.entry("organizationname", BCStyle.O),
                    Map.entry("organizationalunitname", BCStyle.OU),
                    Map.entry("domaincomponent", BCStyle.DC),
                    Map.entry("userid", BCStyle.UID));

    /** A part of it. */
    record Part(ASN1ObjectIdentifier kind, String value) {

        static Part of(String name, Object value) {
            return new Part(kind(name), value.toString());
        }

        private static ASN1ObjectIdentifier kind(String name) {
            if (name.matches("\\d+(\\.\\d+)+")) {
                return new ASN1ObjectIdentifier(name);
            }
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            try {
                return LONG.containsKey(lower)
                        ? LONG.get(lower)
                        : BCStyle.INSTANCE.attrNameToOID(name);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a subject has no part `" + name + "`", e);
            }
        }
    }

    static Subject of(OpensslCsrModule.Params params) {
        List<Part> parts = new ArrayList<>();
        add(parts, BCStyle.C, params.countryName());
        add(parts, BCStyle.ST, params.stateOrProvinceName());
        add(parts, BCStyle.L, params.localityName());
        add(parts, BCStyle.O, params.organizationName());
        add(parts, BCStyle.OU, params.organizationalUnitName());
        add(parts, BCStyle.CN, params.commonName());
        add(parts, BCStyle.E, params.emailAddress());
        params.subject().ifPresent(more -> more.forEach((name, value) -> add(parts, name, value)));
        if (params.subjectOrdered().isEmpty()) {
            return new Subject(parts, false);
        }
        if (!parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "subject_ordered cannot be combined with any other subject field");
        }
        for (Object each : params.subjectOrdered().get()) {
            if (!(each instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("subject_ordered needs a list of mappings");
            }
            map.forEach((name, value) -> add(parts, name.toString(), value));
        }
        return new Subject(parts, true);
    }

    private static void add(List<Part> parts, ASN1ObjectIdentifier kind, Optional<String> value) {
        value.filter(text -> !text.isEmpty()).ifPresent(text -> parts.add(new Part(kind, text)));
    }

    private static void add(List<Part> parts, String name, Object value) {
        if (value instanceof List<?> many) {
            many.forEach(each -> parts.add(Part.of(name, each)));
        } else {
            parts.add(Part.of(name, value));
        }
    }

    Optional<String> commonName() {
        return parts.stream().filter(p -> p.kind().equals(BCStyle.CN)).map(Part::value).findFirst();
    }

    X500Name name() {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        parts.forEach(part -> builder.addRDN(part.kind(), part.value()));
        return builder.build();
    }

    /** Whether a name has the same parts. */
    boolean is(X500Name name) {
        List<Part> has = new ArrayList<>();
        for (RDN rdn : name.getRDNs()) {
            has.add(
                    new Part(
                            rdn.getFirst().getType(),
                            IETFUtils.valueToString(rdn.getFirst().getValue())
                                    .replaceAll("\\\\(.)", "$1")));
        }
        return ordered ? has.equals(parts) : new HashSet<>(has).equals(new HashSet<>(parts));
    }

    /** As pairs of a name and a value, for {@code register}. */
    List<Object> told() {
        List<Object> told = new ArrayList<>();
        for (Part part : parts) {
            String name = BCStyle.INSTANCE.oidToDisplayName(part.kind());
            told.add(List.of(name == null ? part.kind().getId() : name, part.value()));
        }
        return told;
    }
}
