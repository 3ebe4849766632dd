package io.miprov.library.packages;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

@Doc(
        """
        Has rpm trust a key, or no longer. The host needs no gpg for it.

        - rpm_key:
            key: https://example.org/RPM-GPG-KEY
            fingerprint: EBC6 E12C 62B1 C734 026B 2122 A20E 5214 6B8D 79E6
        """)
public final class RpmKeyModule implements Module<RpmKeyModule.Params> {
    private static final Pattern ID =
            Pattern.compile("(0[xX])?(\\p{XDigit}{8}|\\p{XDigit}{16}|\\p{XDigit}{40})");

    /** What it takes. */
    public record Params(
            @Doc("the key: a URL, a file of the host, or, to take it out, its identifier in hex")
                    String key,
            @Doc(value = "whether it should be trusted", orElse = "present") State state,
            @Doc("the fingerprints, of which the key must have one")
                    Optional<List<String>> fingerprint,
            @Doc(value = "whether the certificate of the URL is checked", orElse = "yes")
                    boolean validateCerts) {

        boolean byId() {
            return ID.matcher(key.strip()).matches();
        }

        /** Where the key is, as words for {@code key_to}. */
        List<String> source() {
            if (!key.contains("://")) {
                return List.of("file", key);
            }
            return List.of(validateCerts ? "url" : "insecure", key);
        }
    }

    /** Whether it should be trusted. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.byId() && params.state() == State.PRESENT) {
            throw new BadParams("key", "an identifier is no key; say a URL or a file with it");
        }
        Sh words =
                Sh.resource(RpmKeyModule.class, "apt.sh")
                        .then(Sh.resource(RpmKeyModule.class, "rpm.sh"));
        Sh question = Sh.of("rpm_keys");
        return new Decide(
                words.then(
                        params.byId()
                                ? question
                                : question.and(Sh.of("rpm_key {}", params.source()))),
                answer -> change(params, words, answer.split("\036", 2)),
                Map.of());
    }

    private static Change change(Params params, Sh words, String[] told) {
        byte[] bytes = params.byId() ? new byte[0] : Base64.getMimeDecoder().decode(told[1]);
        String id = params.byId() ? plain(params.key()) : checked(params, OpenPgpKey.read(bytes));
        List<String> trusted =
                told[0].lines().filter(each -> same(plain(each), id)).map(String::strip).toList();
        boolean present = params.state() == State.PRESENT;
        if (present != trusted.isEmpty()) {
            return new Answer(Outcome.ok(Map.of()));
        }
        Sh act =
                present
                        ? words.then(Sh.of("rpm_trusts {}", Bytes.of(bytes)))
                        : Sh.of("rpm --erase --allmatches gpg-pubkey-{} >&2", trusted.get(0));
        return new Act(
                act,
                Map.of(),
                new Outcome.TextDiff(
                        "keys that rpm trusts",
                        present ? "" : id + "\n",
                        present ? id + "\n" : ""));
    }

    private static String checked(Params params, OpenPgpKey key) {
        List<String> wanted =
                params.fingerprint().orElse(List.of()).stream()
                        .map(each -> each.replace(" ", "").toUpperCase(Locale.ROOT))
                        .toList();
        if (!wanted.isEmpty() && key.fingerprints().stream().noneMatch(wanted::contains)) {
            throw new IllegalArgumentException(
                    "The specified fingerprint, '"
                            + String.join("', '", wanted)
                            + "', does not match any key fingerprints in '"
                            + String.join("', '", key.fingerprints())
                            + "'");
        }
        return key.id();
    }

    private static String plain(String id) {
        return id.strip().toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
    }

    /** Programs show as many of the last digits as they like. */
    private static boolean same(String one, String two) {
        return one.endsWith(two) || two.endsWith(one);
    }
}
