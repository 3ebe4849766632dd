package io.miprov.library.mi;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A name that a certificate is good for: of a host, or an address.
 *
 * @param address whether it is one
 */
record AltName(boolean address, String value) {
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]+|::");
    private static final Pattern HOST =
            Pattern.compile(
                    "(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9])?(\\.[A-Za-z0-9_-]+)*\\.?");

    /** Reads {@code DNS:name}, {@code IP:address}, or a bare one of either. */
    static AltName parse(String text) {
        String value = text.strip();
        String upper = value.toUpperCase(Locale.ROOT);
        boolean saysIp = upper.startsWith("IP:");
        boolean saysDns = upper.startsWith("DNS:");
        value = saysIp ? value.substring(3) : saysDns ? value.substring(4) : value;
        boolean isIp = IPV4.matcher(value).matches() || IPV6.matcher(value).matches();
        if (saysIp && !isIp) {
            throw new IllegalArgumentException("`" + text + "` is no IP address");
        }
        if (!saysDns && isIp) {
            return new AltName(true, normal(value));
        }
        if (!HOST.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is neither a host name nor an IP address");
        }
        return new AltName(false, value.toLowerCase(Locale.ROOT));
    }

    static boolean host(String text) {
        return HOST.matcher(text).matches();
    }

    /** An address as the JDK writes it, so that equal ones are equal texts. */
    private static String normal(String address) {
        try {
            // a literal address: nothing is looked up
            return java.net.InetAddress.getByName(address).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException("`" + address + "` is no IP address", e);
        }
    }

    @Override
    public String toString() {
        return (address ? "IP:" : "DNS:") + value;
    }

    /** The names that a certificate has, as text, sorted. */
    static Set<String> of(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> each : all == null ? List.<List<?>>of() : all) {
                Object kind = each.get(0);
                if (kind.equals(DNS)) {
                    names.add("DNS:" + each.get(1).toString().toLowerCase(Locale.ROOT));
                } else if (kind.equals(IP)) {
                    names.add("IP:" + normal(each.get(1).toString()));
                } else {
                    names.add("other:" + each.get(1));
                }
            }
        } catch (CertificateParsingException e) {
            names.add("damaged");
        }
        return names;
    }
}
