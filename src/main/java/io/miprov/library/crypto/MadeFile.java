package io.miprov.library.crypto;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.FileState;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * A file of the host that is made of what it was and of other files there, with one question. What
 * is in it is never shown.
 *
 * @param sources paths of the other files
 * @param says what {@code register} gets, whatever happens
 */
record MadeFile(
        String path,
        Set<String> sources,
        Placement placement,
        boolean backup,
        Map<String, Object> says) {

    /** Makes the file. */
    interface Maker {

        /**
         * The file as it should be.
         *
         * @param was its bytes; empty when it is not there
         * @throws IllegalArgumentException with what is wrong when it can not be made
         */
        Made made(Optional<byte[]> was, Inputs inputs);
    }

    /** A file as it should be. */
    static final class Made {
        private final byte[] bytes;
        private final Map<String, Object> tells;
        private final String before;
        private final String after;

        /**
         * A file with these bytes.
         *
         * @param bytes the same as before when nothing is to change
         * @param tells what {@code register} gets besides, when it was written or is as it should
         *     be
         * @param before what a diff shows of it
         * @param after what a diff shows of it afterwards
         */
        Made(byte[] bytes, Map<String, Object> tells, String before, String after) {
            this.bytes = bytes;
            this.tells = tells;
            this.before = before;
            this.after = after;
        }
    }

    /** The other files, as the host has them. */
    record Inputs(Map<String, byte[]> files) {

        /** The bytes of a file that must be there. */
        byte[] bytes(String path) {
            byte[] bytes = files.get(path);
            if (bytes == null) {
                throw new NotYet(path + " does not exist");
            }
            return bytes;
        }

        /** What a file holds, or what is given instead of it. */
        Optional<byte[]> either(Optional<String> path, Optional<Secret> content) {
            return text(path, content.map(Secret::value));
        }

        /** The same of what is no secret. */
        Optional<byte[]> text(Optional<String> path, Optional<String> content) {
            return content.map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .or(() -> path.map(this::bytes));
        }

        /** The private key in a file, or given instead of it under this other name. */
        Optional<PrivateKeyInfo> key(
                Optional<String> path,
                Optional<Secret> content,
                String name,
                Optional<Secret> passphrase) {
            return either(path, content)
                    .map(pem -> PemForms.keyInfo(pem, path.orElse(name), passphrase));
        }
    }

    /** The paths that are given. */
    @SafeVarargs
    static Set<String> paths(Optional<String>... paths) {
        Set<String> all = new LinkedHashSet<>();
        for (Optional<String> each : paths) {
            each.ifPresent(all::add);
        }
        return all;
    }

    /** Has the file there. */
    Change present(Maker maker) {
        List<String> names = new ArrayList<>(sources);
        return new Decide(
                Sh.of("read_file {} && printf '\\036' && show_files {}", path, names),
                answer -> settle(answer.split("\036", 2), names, maker),
                says);
    }

    private Change settle(String[] answer, List<String> names, Maker maker) {
        String[] read = answer[0].split("\n", 2);
        FileState there = FileState.read(read[0]);
        if (!there.absent() && !there.file()) {
            throw new IllegalArgumentException(
                    path + " is not a regular file; nothing was written");
        }
        Optional<byte[]> was =
                there.absent()
                        ? Optional.empty()
                        : Optional.of(Base64.getMimeDecoder().decode(read[1]));
        Made made = maker.made(was, inputs(names, answer[1]));
        boolean same = was.filter(bytes -> Arrays.equals(bytes, made.bytes)).isPresent();
        Map<String, Object> told = new LinkedHashMap<>(says);
        if (same && there.placed(placement)) {
            told.putAll(made.tells);
            return new Answer(Outcome.ok(told));
        }
        return same
                ? new Act(
                        there.place(placement, false),
                        told,
                        new Outcome.TextDiff(
                                path,
                                there.described(Placement.AS_IT_IS),
                                there.described(placement)))
                : new Act(
                                there.replace(made.bytes, placement, "", backup),
                                told,
                                new Outcome.TextDiff(path, made.before, made.after))
                        .reading(out -> tells(made, out.strip()));
    }

    private static Map<String, Object> tells(Made made, String kept) {
        Map<String, Object> tells = new LinkedHashMap<>(made.tells);
        if (!kept.isEmpty()) {
            tells.put("backup_file", kept);
        }
        return tells;
    }

    private static Inputs inputs(List<String> names, String answer) {
        Map<String, byte[]> files = new HashMap<>();
        List<String> lines = answer.lines().toList();
        for (int i = 0; i < names.size(); i++) {
            String[] words = lines.get(i).split(" ", 2);
            if (words.length == 2) {
                files.put(names.get(i), Base64.getDecoder().decode(words[1]));
            }
        }
        return new Inputs(files);
    }

    /** Has no such file. */
    Change absent() {
        return new Decide(
                FileState.question(path, false, false),
                answer ->
                        FileState.read(answer).absent()
                                ? new Answer(Outcome.ok(says))
                                : new Act(
                                                keep().and(Sh.of("rm -f -- {}", path)),
                                                says,
                                                new Outcome.TextDiff(path, "file\n", "absent\n"))
                                        .reading(MadeFile::kept),
                says);
    }

    private Sh keep() {
        return backup
                ? Sh.of(
                        "kept={}.$$.$(date +%Y-%m-%d@%H:%M:%S)~ && cp -p -- {} \"$kept\" && printf '%s\\n' \"$kept\"",
                        path, path)
                : Sh.NOTHING;
    }

    private static Map<String, Object> kept(String out) {
        return out.isBlank() ? Map.of() : Map.of("backup_file", out.strip());
    }
}
