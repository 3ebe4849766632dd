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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Doc(
        """
        Has apt trust a key, or no longer, by apt-key and gpg. (Debian 13 has no apt-key: put the key into
        /etc/apt/keyrings with `get_url` there, and name it in `signed-by` of the source.)

        - apt_key:
            url: https://example.org/archive.asc
        """)
public final class AptKeyModule implements Module<AptKeyModule.Params> {
    private static final int SHORT = 8;
    private static final int LONG = 16;

    /** What it takes. */
    public record Params(
            @Doc("the key's identifier, in hex; spares the download where the key is there")
                    Optional<String> id,
            @Doc("the key itself") Optional<String> data,
            @Doc("a file of the host with the key") Optional<String> file,
            @Doc("where the host can get the key") Optional<String> url,
            @Doc("a keyserver; it needs `id`") Optional<String> keyserver,
            @Doc("the file of /etc/apt/trusted.gpg.d that has it") Optional<String> keyring,
            @Doc(value = "whether it should be trusted", orElse = "present") State state,
            @Doc(value = "whether the certificate of the url is checked", orElse = "yes")
                    boolean validateCerts) {

        /** Where the key is, as words for {@code key_to}. */
        List<Object> source() {
            if (file.isPresent()) {
                return List.of("file", file.get());
            }
            if (data.isPresent()) {
                return List.of("data", Bytes.of(data.get()));
            }
            return url.isPresent()
                    ? List.of(validateCerts ? "url" : "insecure", url.get())
                    : List.of("keyserver", keyserver.orElse(""));
        }
    }

    /** Whether it should be trusted. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        long sources =
                Stream.of(params.data(), params.file(), params.url(), params.keyserver())
                        .filter(Optional::isPresent)
                        .count();
        if (sources > 1) {
            throw new BadParams("state", "say one of `data`, `file`, `url` and `keyserver`");
        }
        if (params.id().isEmpty() && (sources == 0 || params.keyserver().isPresent())) {
            throw new BadParams("id", "`id` is needed, since no key is given");
        }
        if (sources == 0 && params.state() == State.PRESENT) {
            throw new BadParams("id", "say `data`, `file`, `url` or `keyserver` too");
        }
        params.id().ifPresent(AptKeyModule::checked);
        Sh words = Sh.resource(AptKeyModule.class, "apt.sh");
        boolean known = params.id().isPresent();
        Sh id = known ? Sh.of("echo {}", params.id().get()) : Sh.of("key_id {}", params.source());
        return new Decide(
                words.then(id).and(Sh.of("apt_keys {}", params.keyring().orElse(""))),
                answer -> change(params, words, answer.lines().toList()),
                Map.of());
    }

    private static String checked(String id) {
        String hex = id.toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
        if (!hex.matches("[0-9A-F]+")
                || hex.length() != SHORT && hex.length() != LONG && hex.length() < LONG) {
            throw new BadParams("id", "needs 8, 16 or more hexadecimal digits");
        }
        return hex;
    }

    /**
     * @param told the key's identifier, then each key that is trusted
     */
    private static Change change(Params params, Sh words, List<String> told) {
        String id = checked(told.get(0));
        boolean brief = id.length() == SHORT;
        String wanted = brief ? id : id.substring(id.length() - LONG);
        List<String> before = keys(told.subList(1, told.size()), brief);
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("id", told.get(0));
        says.put("key_id", id);
        says.put("fp", wanted);
        says.put("short_id", id.substring(id.length() - SHORT));
        says.put("before", new ArrayList<Object>(before));
        boolean present = params.state() == State.PRESENT;
        if (before.contains(wanted) == present) {
            return new Answer(Outcome.ok(says));
        }
        String ring = params.keyring().orElse("");
        Sh act =
                present
                        ? Sh.of("add_key {} {} {}", ring, id, params.source())
                        : Sh.of("delete_key {} {}", ring, says.get("short_id"));
        return new Act(
                        words.then(act).and(Sh.of("apt_keys {}", ring)),
                        says,
                        new Outcome.TextDiff(
                                "keys that apt trusts",
                                present ? "" : wanted + "\n",
                                present ? wanted + "\n" : ""))
                .reading(out -> after(keys(out.lines().toList(), brief), wanted, present));
    }

    private static Map<String, Object> after(List<String> keys, String wanted, boolean present) {
        if (keys.contains(wanted) != present) {
            throw new IllegalArgumentException(
                    "apt-key was content, but "
                            + wanted
                            + (present ? " is not trusted" : " is still trusted")
                            + "; is it the identifier of a subkey?");
        }
        return Map.of("after", new ArrayList<Object>(keys));
    }

    private static List<String> keys(List<String> lines, boolean brief) {
        return lines.stream().map(k -> brief ? k.substring(k.length() - SHORT) : k).toList();
    }
}
