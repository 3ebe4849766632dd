package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.library.mi.toml.TomlEdit;
import io.miprov.library.mi.toml.TomlJudge;
import io.miprov.library.mi.toml.TomlKey;
import io.miprov.library.mi.toml.TomlMask;
import io.miprov.library.mi.toml.TomlValue;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.FileMode;
import io.miprov.module.FileState;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/** What a node has of secrets, and what it should have. */
final class MiVault {
    private static final Pattern REFERENCE = Pattern.compile("\\$secret\\{([^}]*)}");
    private static final String HELP = "nothing was written";

    private final MiSecretModule.Params params;
    private final TomlFile file;
    private final VaultKeys keys;
    private final List<String> encrypted = new ArrayList<>();

    private MiVault(MiSecretModule.Params params, TomlFile file, VaultKeys keys) {
        this.params = params;
        this.file = file;
        this.keys = keys;
    }

    static String toml(String home) {
        return home + "/conf/deployment.toml";
    }

    static String settings(String home) {
        return home + "/conf/security/secret-conf.properties";
    }

    static String password(String home) {
        return home + "/password-persist";
    }

    /** Makes of what was answered what is to be done. */
    static Change decide(MiSecretModule.Params params, String answer) {
        // the home with links followed, deployment.toml, the settings, the password's file, stores
        String[] parts = answer.split("\036", 5);
        TomlFile file = TomlFile.read(toml(params.home()), parts[1]);
        VaultKeys.Where where = VaultKeys.Where.of(params.home(), file.text());
        Map<String, byte[]> stores = new HashMap<>();
        for (String line : parts[4].lines().toList()) {
            String[] words = line.split(" ");
            stores.put(
                    new String(Base64.getDecoder().decode(words[0]), UTF_8),
                    Base64.getDecoder().decode(words[1]));
        }
        if (stores.containsKey(where.path())) {
            VaultKeys keys = VaultKeys.open(where, stores, params.password());
            return new MiVault(params, file, keys).change(where, parts);
        }
        return new Decide(
                Sh.of("show_files {}", where.path()),
                shown -> {
                    String[] words = shown.strip().split(" ");
                    if (words.length == 2) {
                        stores.put(where.path(), Base64.getDecoder().decode(words[1]));
                    }
                    VaultKeys keys = VaultKeys.open(where, stores, params.password());
                    return new MiVault(params, file, keys).change(where, parts);
                },
                Map.of("path", file.path()));
    }

    private Change change(VaultKeys.Where where, String[] parts) {
        String after = encryptedText();
        String settingsRead = parts[2];
        FileState settings = FileState.read(settingsRead);
        String settingsText = settings.absent() ? "" : text(settingsRead);
        String wanted = settingsText(settingsText, realPath(where, parts[0].strip()));
        FileState password = FileState.read(parts[3]);

        Map<String, Object> says = new LinkedHashMap<>();
        says.put("path", file.path());
        says.put("keystore", where.path());
        says.put("encrypted", encrypted);
        CipherForm.problem(after)
                .ifPresent(found -> says.put("warnings", List.of(file.path() + ", " + found)));
        Sh script = Sh.NOTHING;
        List<Outcome.TextDiff> diffs = new ArrayList<>();
        Placement plain = placement("0640");
        if (!wanted.equals(settingsText) || !settings.absent() && !settings.placed(plain)) {
            Sh write = settings.replace(wanted.getBytes(UTF_8), plain, "", false);
            script = script.and(folder()).and(write);
            diffs.add(new Outcome.TextDiff(settings.path(), settingsText, wanted));
        }
        Optional<Sh> persist = persist(password);
        if (persist.isPresent()) {
            script = script.and(persist.get());
            diffs.add(
                    new Outcome.TextDiff(
                            password.path(),
                            password.absent() ? "" : password.described(Placement.AS_IT_IS),
                            params.persist() ? "********, 0400\n" : ""));
        }
        if (!after.equals(file.text())) {
            byte[] bytes = (file.mark() + after).getBytes(UTF_8);
            script = script.and(file.there().replace(bytes, Placement.AS_IT_IS, "", false));
            Set<String> values = new LinkedHashSet<>();
            params.secrets().values().forEach(secret -> values.add(secret.value()));
            List<String> shown = new TomlMask(values).shown(file.text(), after);
            diffs.add(new Outcome.TextDiff(file.path(), shown.get(0), shown.get(1)));
        }
        return diffs.isEmpty()
                ? new Answer(Outcome.ok(says))
                : new Act(script, says).showing(diffs);
    }

    /** A release is told of its own store, and not of that of whichever is current. */
    private String realPath(VaultKeys.Where where, String home) {
        String start = params.home() + "/";
        return where.path().startsWith(start)
                ? home + "/" + where.path().substring(start.length())
                : where.path();
    }

    /** The Micro Integrator itself writes into it, so it belongs to the same user. */
    private Sh folder() {
        return Sh.of(
                "make_folders {} 0755 {} {}",
                params.home() + "/conf/security",
                params.owner().orElse(""),
                params.group().orElse(""));
    }

    private Placement placement(String mode) {
        return new Placement(Optional.of(FileMode.of(mode)), params.owner(), params.group());
    }

    private static String text(String read) {
        return new String(Base64.getMimeDecoder().decode(read.split("\n", 2)[1]), UTF_8);
    }

    /** Brings password-persist about; empty when it is as it should be. */
    private Optional<Sh> persist(FileState there) {
        if (!params.persist()) {
            return there.absent()
                    ? Optional.empty()
                    : Optional.of(Sh.of("rm -f -- {}", there.path()));
        }
        byte[] wanted = (params.password().value() + "\n").getBytes(UTF_8);
        Placement secret = placement("0400");
        boolean same = there.file() && there.sha256().equals(DigestUtils.sha256Hex(wanted));
        if (same && there.placed(secret)) {
            return Optional.empty();
        }
        return Optional.of(
                same
                        ? there.place(secret, false)
                        : Sh.of(
                                "(umask 077 && put_if {} {} {} {} {} '' '' {})",
                                there.path(),
                                there.absent() ? "absent" : there.sha256(),
                                FileState.octal(there.wantedMode(secret, false)),
                                params.owner().orElse(""),
                                params.group().orElse(""),
                                Bytes.of(wanted)));
    }

    /** What the file should say; one that says so already stays, in whatever order. */
    private String settingsText(String before, String store) {
        List<String> settings = keys.settings(store);
        Set<String> has = new TreeSet<>();
        before.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> has.add(line.replace("\\", "")));
        return has.equals(new TreeSet<>(settings)) ? before : String.join("\n", settings) + "\n";
    }

    private String encryptedText() {
        TomlJudge.judge(
                file.path(),
                file.text(),
                "mend the file on the host, or put a good one there; " + HELP);
        TomlEdit edit = new TomlEdit(KnownTables.NAMES);
        String text = file.text();
        for (Map.Entry<String, Optional<Secret>> each : wanted().entrySet()) {
            String alias = each.getKey();
            TomlKey key = TomlKey.of(List.of("secrets", alias));
            String has = TomlEdit.textOf(text, key).orElse("");
            Optional<String> means = has.isEmpty() ? Optional.empty() : keys.decrypted(has);
            Optional<String> secret = each.getValue().map(Secret::value);
            if (secret.isEmpty() && means.isEmpty()) {
                throw new IllegalArgumentException(
                        "`"
                                + alias
                                + "` in [secrets] was not encrypted with this key; give its value in"
                                + " `secrets`, so that it is encrypted anew, or take it away. "
                                + HELP);
            }
            if (secret.isPresent() && !means.equals(secret)) {
                String base64 = keys.encrypted(alias, each.getValue().get());
                text = edit.set(text, key, TomlValue.written(base64));
                encrypted.add(alias);
            }
        }
        checkReferences(text);
        return text;
    }

    /** The values of all secrets; empty where it is only known encrypted. */
    private Map<String, Optional<Secret>> wanted() {
        Map<String, Optional<Secret>> wanted = new LinkedHashMap<>();
        for (TomlKey key : TomlEdit.keys(file.text())) {
            List<String> names = key.names();
            if (!names.get(0).equals("secrets") || names.size() != 2) {
                continue;
            }
            String value = TomlEdit.textOf(file.text(), key).orElse("");
            boolean plain = value.startsWith("[") && value.endsWith("]");
            if (!value.startsWith("$")) {
                wanted.put(
                        names.get(1),
                        plain
                                ? Optional.of(new Secret(value.substring(1, value.length() - 1)))
                                : Optional.empty());
            }
        }
        params.secrets().forEach((alias, secret) -> wanted.put(alias, Optional.of(secret)));
        return wanted;
    }

    private static void checkReferences(String text) {
        Set<String> missing = new TreeSet<>();
        for (TomlKey key : TomlEdit.keys(text)) {
            Matcher found = REFERENCE.matcher(TomlEdit.textOf(text, key).orElse(""));
            while (found.find()) {
                if (!TomlEdit.has(text, TomlKey.of(List.of("secrets", found.group(1))))) {
                    missing.add("`" + found.group(1) + "` (" + key + ")");
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "deployment.toml refers to secrets that are not there: "
                            + String.join(", ", missing)
                            + "; give them in `secrets`, or the Micro Integrator will not start. "
                            + HELP);
        }
    }
}
