package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.library.crypto.Pem;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

@Doc(
        """
        Makes a private key and a certificate for it, as NAME.key and NAME.crt in a folder, and
        makes the certificate anew when it no longer fits or will soon expire; the key stays, but
        with `force`. Run it with `delegate_to: localhost`, so that keys are made on the controller.
        Beside an authority that signs itself it keeps NAME-bundle.crt: its certificate, and those
        before it until they end, for whoever has to trust both while an authority is changed.
        Registers `key`, `certificate`, `bundle`, `expires`, `backup_files`, and `reasons`, which
        say why it was made anew.

        - certificate:
            path: pki
            name: cluster
            common_name: mi.example.org
            subject_alt_names: [mi.example.org, 192.0.2.10]
            signed_by: ca
          delegate_to: localhost
        """)
public final class CertificateModule implements Module<CertificateModule.Params> {
    private static final int LEAST_RSA = 2048;
    private static final Bytes NONE = Bytes.of("");
    private static final Pattern DAYS = Pattern.compile("([0-9]{1,5}) *([dw]?)");
    private static final Set<Integer> EC_SIZES = Set.of(256, 384, 521);

    private final Clock clock;

    public CertificateModule(Clock clock) {
        this.clock = clock;
    }

    /** Which kind of key. */
    public enum Type {
        RSA,
        EC
    }

    /** What it takes. */
    public record Params(
            @Doc("the folder of the key and the certificate") String path,
            @Doc("their file name, without .key and .crt") String name,
            @Doc("the name of whom the certificate is for") String commonName,
            @Doc(
                            value =
                                    "the host names and addresses it is good for, with or without"
                                            + " DNS: and IP: before them; for none, a common name"
                                            + " that is a host name is taken",
                            orElse = "")
                    List<String> subjectAltNames,
            @Doc(value = "the kind of key", orElse = "rsa") Type type,
            @Doc("the bits of the key: 2048 or more for rsa (2048), 256 or 384 for ec (256)")
                    Optional<Integer> size,
            @Doc("for how many days it is valid: 825, an authority's 3650") Optional<Integer> days,
            @Doc(value = "make the certificate of an authority, which signs others", orElse = "no")
                    boolean ca,
            @Doc("the name of the authority in the same folder; without it, it signs itself")
                    Optional<String> signedBy,
            @Doc(
                            value =
                                    "do not sign: write a request for another authority to NAME.csr,"
                                            + " whose answer belongs into NAME.crt",
                            orElse = "no")
                    boolean csr,
            @Doc(
                            "what the private key of the authority is encrypted with: its own key"
                                    + " with `ca`, else that of `signed_by`; keep it in a vault")
                    Optional<Secret> passphrase,
            @Doc(
                            value = "how long before its end it is made anew: days, or 30d, 8w",
                            orElse = "30d")
                    String renewBefore,
            @Doc(
                            value =
                                    "make a new key and certificate now, which is a change each"
                                            + " time; for a key that others may have",
                            orElse = "no")
                    boolean force,
            @Doc(
                            value = "keep what is made anew beside it, with the time in its name",
                            orElse = "no")
                    boolean backup,
            @Doc(
                            value =
                                    "keep the certificates before an authority's in"
                                            + " NAME-bundle.crt until they end",
                            orElse = "yes")
                    boolean keepPrevious,
            @Doc(value = "the permissions of the key", orElse = "0600") FileMode mode) {}

    @Override
    public Change plan(Params params, Facts facts) {
        check(params);
        Set<AltName> names = names(params);
        String folder = params.path();
        String stem = folder + "/" + params.name();
        List<String> files = new ArrayList<>(List.of(stem + ".key", stem + ".crt"));
        params.signedBy()
                .ifPresent(
                        by -> {
                            files.add(folder + "/" + by + ".key");
                            files.add(folder + "/" + by + ".crt");
                        });
        if (bundles(params)) {
            files.add(stem + "-bundle.crt");
        }
        if (params.csr()) {
            CertificateRequest request =
                    new CertificateRequest(
                            params, names, wantedKey(params), clock.instant(), renewBefore(params));
            return request.change();
        }
        return new Decide(
                Sh.of("show_files {}", files),
                answer ->
                        change(
                                params,
                                names,
                                KeyFiles.read(files, answer, params.ca(), params.passphrase())),
                Map.of("key", stem + ".key", "certificate", stem + ".crt"));
    }

    private static void check(Params params) {
        int size = size(params);
        if (params.type() == Type.RSA && size < LEAST_RSA) {
            throw new BadParams("size", "needs at least " + LEAST_RSA + " bits for an RSA key");
        }
        if (params.type() == Type.EC && !EC_SIZES.contains(size)) {
            throw new BadParams("size", "needs 256, 384 or 521 bits for an EC key");
        }
        if (params.csr() && (params.ca() || params.signedBy().isPresent())) {
            throw new BadParams("csr", "is for another authority; leave `ca` and `signed_by` away");
        }
        if (params.csr() && params.force()) {
            throw new BadParams(
                    "force",
                    "would part the key from its certificate until the authority answers; ask for"
                            + " one with another `name`");
        }
        if (params.passphrase().isPresent() && !params.ca() && params.signedBy().isEmpty()) {
            throw new BadParams("passphrase", "is for authorities; give `ca` or `signed_by`");
        }
        if (days(params) <= renewBefore(params)) {
            throw new BadParams(
                    "renew_before",
                    "needs fewer days than the certificate is valid, which is " + days(params));
        }
        if (params.name().contains("/") || params.name().isEmpty()) {
            throw new BadParams("name", "needs a file name without folders");
        }
        if (params.signedBy().equals(Optional.of(params.name()))) {
            throw new BadParams("signed_by", "needs another name than its own");
        }
    }

    private static int size(Params params) {
        return params.size().orElse(params.type() == Type.RSA ? LEAST_RSA : 256);
    }

    private static int days(Params params) {
        return params.days().orElse(params.ca() ? 3650 : 825);
    }

    private static int renewBefore(Params params) {
        Matcher days = DAYS.matcher(params.renewBefore());
        if (!days.matches()) {
            throw new BadParams("renew_before", "needs days, such as 30 or 30d, or weeks, as 4w");
        }
        return Integer.parseInt(days.group(1)) * ("w".equals(days.group(2)) ? 7 : 1);
    }

    private static String wantedKey(Params params) {
        return params.type() + " " + size(params);
    }

    private static Set<AltName> names(Params params) {
        Set<AltName> names = new LinkedHashSet<>();
        try {
            params.subjectAltNames().forEach(name -> names.add(AltName.parse(name)));
        } catch (IllegalArgumentException e) {
            throw new BadParams("subject_alt_names", e.getMessage());
        }
        boolean ownName = names.isEmpty() && !params.ca() && AltName.host(params.commonName());
        if (ownName) {
            names.add(AltName.parse(params.commonName()));
        }
        return names;
    }

    /** Whether those that trust it may have to trust another one, too. */
    private static boolean bundles(Params params) {
        return params.ca() && params.signedBy().isEmpty();
    }

    private Change change(Params params, Set<AltName> names, KeyFiles files) {
        Issuer.Subject subject =
                new Issuer.Subject(
                        params.commonName(),
                        names,
                        params.ca(),
                        clock.instant(),
                        days(params),
                        files.authority(params.signedBy(), params.path(), clock.instant()));
        KeyFiles.Judgement judged =
                files.judge(subject, wantedKey(params), renewBefore(params), params.force());
        Map<String, Object> says = new LinkedHashMap<>();
        String stem = params.path() + "/" + params.name();
        says.put("key", stem + ".key");
        says.put("certificate", stem + ".crt");
        if (judged.fits()) {
            says.put("expires", judged.expires());
            Optional<Bytes> encrypted = files.keyToEncrypt();
            Optional<Sh> bundle = bundle(params, files, files.certificate().orElseThrow(), says);
            return files.keyHasMode(params.mode()) && encrypted.isEmpty() && bundle.isEmpty()
                    ? new Answer(Outcome.ok(says))
                    : put(params, encrypted.orElse(NONE), false, NONE, bundle, says);
        }
        KeyFiles.Made made =
                files.make(subject, judged.keepsKey(), params.type() == Type.RSA, size(params));
        says.put("expires", CertificateFit.day(made.certificate().getNotAfter().toInstant()));
        says.put("reasons", judged.reasons());
        says.put("msg", "made anew, since " + String.join("; ", judged.reasons()));
        return put(
                params,
                made.key(),
                made.newKey(),
                Bytes.of(Pem.written(made.certificate())),
                bundle(params, files, made.certificate(), says),
                says);
    }

    /** Puts the bundle; empty: it is as it should be, or there should be none. */
    private Optional<Sh> bundle(
            Params params, KeyFiles files, X509Certificate now, Map<String, Object> says) {
        if (!bundles(params)) {
            return Optional.empty();
        }
        String path = params.path() + "/" + params.name() + "-bundle.crt";
        says.put("bundle", path);
        TrustBundle bundle = TrustBundle.read(path, files.last());
        return bundle.after(now, files.certificate(), params.keepPrevious(), clock.instant())
                .map(bytes -> Sh.of("put {} 0644 '' '' '' '' {}", path, bytes));
    }

    private static Change put(
            Params params,
            Bytes key,
            boolean newKey,
            Bytes certificate,
            Optional<Sh> bundle,
            Map<String, Object> says) {
        String backup = params.backup() ? "backup" : "";
        Sh pair =
                Sh.of(
                        "put_key_pair {} {} {} {} {} {} {} {}",
                        params.path(),
                        params.name() + ".key",
                        params.mode(),
                        key,
                        newKey ? backup : "",
                        params.name() + ".crt",
                        certificate,
                        backup);
        return new Act(bundle.map(pair::and).orElse(pair), says)
                .reading(
                        out ->
                                out.isBlank()
                                        ? Map.of()
                                        : Map.of("backup_files", out.lines().toList()));
    }
}
