package io.miprov.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Edits a text; a missing file is a failure. */
    public static Rewrite existingText(String path, UnaryOperator<String> edit) {
        return new TextRewrite(edit, Optional.empty(), path);
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
            return Outcome.failed(path + " is not a regular file; nothing was written").with(says);
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
        if (before.isEmpty() && after.length == 0) {
            return Outcome.ok(says);
        }
        boolean same = before.isPresent() && Arrays.equals(before.get(), after);
        if (same && there.placed(placement)) {
            return Outcome.ok(says);
        }
        Outcome changed = Outcome.changed(says);
        if (mode.diff()) {
            changed = changed.withDiffs(List.of(diff(there, same, before, after)));
        }
        return mode.check() ? changed : write(host, there, same, after, changed);
    }

    private Outcome.TextDiff diff(
            FileState there, boolean same, Optional<byte[]> before, byte[] after) {
        if (same) {
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
        Reply reply = host.run(same ? there.place(placement, false) : put(there, after));
        if (!reply.ok()) {
            return Failures.of(reply).with(says);
        }
        return backup && !reply.out().isBlank()
                ? changed.with(Map.of("backup_file", reply.out().strip()))
                : changed;
    }

    private Sh put(FileState there, byte[] after) {
        return Sh.of(
                "put_if {} {} {} {} {} {} {} {}",
                there.path(),
                there.absent() ? "absent" : there.sha256(),
                FileState.octal(there.wantedMode(placement, false)),
                placement.owner().orElse(""),
                placement.group().orElse(""),
                validate,
                backup ? "backup" : "",
                Bytes.of(after));
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
