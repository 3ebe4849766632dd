package io.miprov.library.crypto;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From when until when a certificate is valid. */
record Validity(Instant from, Instant until) {
    private static final DateTimeFormatter ASN1 = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'");
    private static final Pattern RELATIVE =
            Pattern.compile(
                    "([+-])(?:(\\d+)[wW])?(?:(\\d+)[dD])?(?:(\\d+)[hH])?(?:(\\d+)[mM])?(?:(\\d+)[sS]?)?");
    private static final long DAYS_OF_WEEK = 7;

    static Validity of(X509CertificateModule.Params params, Instant now) {
        return params.selfSigned()
                ? new Validity(
                        at("selfsigned_not_before", params.selfsignedNotBefore(), now),
                        at("selfsigned_not_after", params.selfsignedNotAfter(), now))
                : new Validity(
                        at("ownca_not_before", params.owncaNotBefore(), now),
                        at("ownca_not_after", params.owncaNotAfter(), now));
    }

    /** A time as ASN.1 writes it, or so long from now. */
    private static Instant at(String parameter, String text, Instant now) {
        Matcher match = RELATIVE.matcher(text);
        if (match.matches()) {
            Duration away =
                    Duration.ofDays(DAYS_OF_WEEK * number(match.group(2)) + number(match.group(3)))
                            .plusHours(number(match.group(4)))
                            .plusMinutes(number(match.group(5)))
                            .plusSeconds(number(match.group(6)));
            Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
            return match.group(1).equals("+") ? whole.plus(away) : whole.minus(away);
        }
        try {
            return LocalDateTime.parse(text, ASN1).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The time spec \""
                            + text
                            + "\" for "
                            + parameter
                            + " is invalid; write +1w2d3h4m5s, or YYYYMMDDHHMMSSZ",
                    e);
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** As ASN.1 writes it. */
    static String written(Instant time) {
        return ASN1.format(time.atOffset(ZoneOffset.UTC));
    }
}
