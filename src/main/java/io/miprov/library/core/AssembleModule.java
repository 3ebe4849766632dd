package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.lang.PythonRegex;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.FileState;
import io.miprov.module.Module;
import io.miprov.module.Origin;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import io.miprov.module.Put;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

@Doc(
        value =
                """
                Makes one file of the files of a folder, in the order of their names.

                - assemble:
                    src: /etc/sshd/conf.d
                    dest: /etc/ssh/sshd_config
                    validate: /usr/sbin/sshd -t -f %s
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class AssembleModule implements Module<AssembleModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the folder with the pieces", path = true) Origin src,
            @Doc(value = "the file to make", path = true) String dest,
            @Doc(value = "whether `src` is on the host already", orElse = "yes") boolean remoteSrc,
            @Doc(value = "what goes between the pieces", orElse = "") String delimiter,
            @Doc("a regular expression; only pieces with it in their names are taken")
                    Optional<String> regexp,
            @Doc(value = "whether names that begin with a dot are left out", orElse = "no")
                    boolean ignoreHidden,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(
                            value =
                                    "a command that must accept the new file first; %s stands for it",
                            orElse = "")
                    String validate,
            @Doc(value = "whether pieces encrypted with a vault are decrypted", orElse = "yes")
                    boolean decrypt,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {

        Placement placement() {
            return Placed.of(mode, owner, group);
        }
    }

    @Override
    public String missing(String parameter) {
        return "src and dest are required";
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Predicate<String> wanted = wanted(params);
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("src", params.src().path());
        says.put("dest", params.dest());
        if (params.src().local().isPresent()) {
            byte[] whole =
                    Pieces.read(params.src().local().get(), wanted).joined(params.delimiter());
            return put(params, whole, says);
        }
        return new Decide(
                Scripts.resource("assemble.sh")
                        .then(FileState.question(params.dest(), true, true))
                        .and(Sh.of("pieces {}", params.src().path())),
                answer -> settle(params, wanted, answer, says),
                says);
    }

    private static Predicate<String> wanted(Params params) {
        try {
            Optional<Pattern> regexp = params.regexp().map(r -> PythonRegex.compile(r, false));
            return name ->
                    !(params.ignoreHidden() && name.startsWith("."))
                            && regexp.map(r -> r.matcher(name).find()).orElse(true);
        } catch (IllegalArgumentException e) {
            throw new BadParams("regexp", "Invalid Regexp (" + e.getMessage() + ") in \"regexp\"");
        }
    }

    private static Change settle(
            Params params, Predicate<String> wanted, String answer, Map<String, Object> says) {
        String[] parts = answer.split("\n", 2);
        FileState there = FileState.read(parts[0]);
        byte[] whole = Pieces.read(parts[1], wanted).joined(params.delimiter());
        Digests.Both digests = Digests.of(whole);
        if (!there.file()
                || !there.sha256().equals(digests.content().sha256())
                || !there.placed(params.placement())) {
            return put(params, whole, says);
        }
        Map<String, Object> same = new LinkedHashMap<>(there.values());
        same.putAll(says);
        same.put("checksum", digests.sha1());
        same.put("md5sum", digests.md5());
        same.put("msg", "OK");
        return new Answer(Outcome.ok(same));
    }

    private static Change put(Params params, byte[] whole, Map<String, Object> says) {
        Digests.Both digests = Digests.of(whole);
        Map<String, Object> all = new LinkedHashMap<>(says);
        all.put("checksum", digests.sha1());
        all.put("md5sum", digests.md5());
        all.put("msg", "OK");
        return new Put(
                params.dest(),
                "",
                digests.content(),
                params.placement(),
                new Put.Options(params.validate(), params.backup(), true, true),
                true,
                all);
    }
}
