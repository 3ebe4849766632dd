package io.miprov.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A file that is made from what it was: read, rewritten here, and replaced only if nobody else
 * wrote it in between. One round trip when nothing changes, two when something does.
 *
 * @param rewrite the bytes before to the bytes after
 * @param placement mode and owner to ensure; what is empty stays as it is
 * @param validate a command with {@code %s} for the new file, that must succeed before it is put in
 *     place; may be empty
 * @param backup keep the old file beside it, with the time in its name
 */
public record Edit(
        String path,
        Rewrite rewrite,
        Placement placement,
        String validate,
        boolean backup,
        Map<String, Object> says)
        implements Change {
    private static final String PLACED = "ownership, perms or SE linux context changed";

    /** Makes the new bytes of a file from the old. */
    public interface Rewrite {

        /**
         * The bytes after; the same bytes when nothing is to change.
         *
         * @param before empty when there is no file
         * @throws IllegalArgumentException with what is wrong when this can not be; the file stays
         *     as it is
         */
        byte[] after(Optional<byte[]> before);

        /** What {@code register} gets besides, of the same bytes. */
        default Map<String, Object> tells(Optional<byte[]> before) {
            return Map.of();
        }

        /** Whether a file that is not there is made though it is empty, with the folders above. */
        default boolean creates() {
            return false;
        }

        /** Whether people can read it, so that a diff may show it. */
        default boolean readable() {
            return false;
        }
    }

    /** Edits a text that must be there; bytes that are not UTF-8 survive. */
    public static Edit text(String path, UnaryOperator<String> edit) {
        return new Edit(
                path,
                new TextRewrite(edit, Optional.empty(), path),
                Placement.AS_IT_IS,
                "",
                false,
                Map.of("path", path));
    }

    /** Edits a text; a missing file is an empty one. */
    public static Rewrite textOrEmpty(String path, UnaryOperator<String> edit) {
        return new TextRewrite(edit, Optional.of(""), path);
    }

    /** Edits a text that need not be there; nothing is made of nothing. */
    public static Rewrite optional(Function<String, Edited> edit, Map<String, Object> ifMissing) {
        return new Rewrite() {
            private final Rewrite existing = new Telling(edit, false, "");

            @Override
            public byte[] after(Optional<byte[]> before) {
                return before.isEmpty() ? new byte[0] : existing.after(before);
            }

            @Override
            public Map<String, Object> tells(Optional<byte[]> before) {
                return before.isEmpty() ? ifMissing : existing.tells(before);
            }

            @Override
            public boolean readable() {
                return true;
            }
        };
    }

    /** Edits a text; a missing file is a failure. */
    public static Rewrite existingText(String path, UnaryOperator<String> edit) {
        return new TextRewrite(edit, Optional.empty(), path);
    }

    /**
     * A text after an edit.
     *
     * @param tells what {@code register} gets besides
     */
    public record Edited(String text, Map<String, Object> tells) {}

    /**
     * Edits a text and tells of it.
     *
     * @param create whether a missing file is made, with the folders above it
     * @param missing what is wrong when there is no file and none is to be made
     */
    public record Telling(Function<String, Edited> edit, boolean create, String missing)
            implements Rewrite {
        @Override
        public byte[] after(Optional<byte[]> before) {
            if (before.isEmpty() && !create) {
                throw new NotYet(missing);
            }
            Charset charset = before.map(Edit::charset).orElse(UTF_8);
            return edited(before).text().getBytes(charset);
        }

        @Override
        public Map<String, Object> tells(Optional<byte[]> before) {
            return edited(before).tells();
        }

        private Edited edited(Optional<byte[]> before) {
            return edit.apply(before.map(Edit::readable).orElse(""));
        }

        @Override
        public boolean readable() {
            return true;
        }

        @Override
        public boolean creates() {
            return create;
        }
    }

    private record TextRewrite(UnaryOperator<String> edit, Optional<String> ifMissing, String path)
            implements Rewrite {
        @Override
        public byte[] after(Optional<byte[]> before) {
            if (before.isEmpty()) {
                String empty = ifMissing.orElseThrow(() -> new NotYet(path + " does not exist"));
                return edit.apply(empty).getBytes(UTF_8);
            }
            Charset charset = charset(before.get());
            return edit.apply(new String(before.get(), charset)).getBytes(charset);
        }

        @Override
        public boolean readable() {
            return true;
        }
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        Reply reply = host.run(Sh.of("read_file {}", path));
        if (!reply.ok()) {
            return Failures.of(reply).with(says);
        }
        // the state, then the bytes in base64
        String[] answer = reply.out().split("\n", 2);
        FileState there = FileState.read(answer[0]);
        if (!there.absent() && !there.file()) {
            return Outcome.failed(
                            there.directory()
                                    ? "Path " + path + " is a directory !"
                                    : path + " is not a regular file; nothing was written")
                    .with(says);
        }
        Optional<byte[]> before =
                there.absent()
                        ? Optional.empty()
                        : Optional.of(Base64.getMimeDecoder().decode(answer[1]));
        try {
            return settle(host, mode, there, before, rewrite.after(before));
        } catch (IllegalArgumentException e) {
            return mode.check() && e instanceof NotYet missing
                    ? missing.foreseen().with(says)
                    : Outcome.failed(e.getMessage()).with(says);
        }
    }

    private Outcome settle(
            Host host, Mode mode, FileState there, Optional<byte[]> before, byte[] after) {
        boolean same =
                before.map(bytes -> Arrays.equals(bytes, after))
                        .orElse(after.length == 0 && !rewrite.creates());
        boolean placed = before.isEmpty() && same || there.placed(placement);
        Map<String, Object> told = new LinkedHashMap<>(says);
        told.putAll(rewrite.tells(before));
        if (!placed && before.isPresent() && told.get("msg") instanceof String message) {
            told.put("msg", (same ? "" : message + " and ") + PLACED);
        }
        Outcome outcome = same && placed ? Outcome.ok(told) : Outcome.changed(told);
        if (mode.diff()) {
            outcome = outcome.withDiffs(List.of(diff(there, same && !placed, before, after)));
        }
        return mode.check() || same && placed ? outcome : write(host, there, same, after, outcome);
    }

    private Outcome.TextDiff diff(
            FileState there, boolean onlyPlaced, Optional<byte[]> before, byte[] after) {
        if (onlyPlaced) {
            return new Outcome.TextDiff(
                    path, there.described(Placement.AS_IT_IS), there.described(placement));
        }
        if (!rewrite.readable()) {
            return new Outcome.TextDiff(
                    path,
                    there.absent() ? "" : "sha256 " + there.sha256() + "\n",
                    after.length + " other bytes\n");
        }
        return new Outcome.TextDiff(path, readable(before.orElse(new byte[0])), readable(after));
    }

    private Outcome write(Host host, FileState there, boolean same, byte[] after, Outcome changed) {
        Sh script =
                same
                        ? there.place(placement, false)
                        : there.replace(after, placement, validate, backup);
        if (there.absent() && rewrite.creates()) {
            script = Sh.of("make_folder_of {}", there.path()).and(script);
        }
        Reply reply = host.run(script);
        if (!reply.ok()) {
            return Failures.of(reply).with(says);
        }
        if (!backup || reply.out().isBlank()) {
            return changed;
        }
        String kept = reply.out().strip();
        // lineinfile has it under a name of its own
        return changed.with(
                changed.values().containsKey("backup")
                        ? Map.of("backup", kept, "backup_file", kept)
                        : Map.of("backup_file", kept));
    }

    private static String readable(byte[] bytes) {
        return new String(bytes, charset(bytes));
    }

    private static Charset charset(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return UTF_8;
        } catch (CharacterCodingException e) {
            return ISO_8859_1;
        }
    }
}
