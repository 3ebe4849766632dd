package io.miprov.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.host.Host;
import io.miprov.host.Payload;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with bytes that the controller has. Asked by digest, sent only when it differs, proven by
 * digest, put in place by one rename. One round trip when nothing changes, two when something does;
 * large files go as a stream.
 *
 * @param dest the path; a folder (or a path that ends with a slash) means the file {@code name} in
 *     it
 * @param name the file's name, for that; empty: the path is the file
 * @param readable whether people can read it, so that a diff may show it
 */
public record Put(
        String dest,
        String name,
        Tree.Content content,
        Placement placement,
        Options options,
        boolean readable,
        Map<String, Object> says)
        implements Change {
    private static final long SMALL = 48 * 1024;
    private static final long SHOWN = 64 * 1024;
    private static final String BINARY = "(binary)\n";

    /**
     * How it is put.
     *
     * @param validate a command with {@code %s} for the new file that must succeed first; may be
     *     empty
     * @param backup keep the old file beside it, with the time in its name
     * @param force replace a file that is there and differs
     * @param follow write through a symbolic link instead of replacing it
     */
    public record Options(String validate, boolean backup, boolean force, boolean follow) {
        public static final Options PLAIN = new Options("", false, true, false);
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        boolean show = mode.diff() && readable && content.size() <= SHOWN;
        Reply reply = host.run(question(show));
        if (!reply.ok()) {
            return Failures.of(reply).with(says);
        }
        // the state; whether the folder is there; free kilobytes there; the old bytes in base64
        String[] answer = reply.out().split("\n", 4);
        FileState there = FileState.read(answer[0]);
        Map<String, Object> told = new LinkedHashMap<>(says);
        told.put("dest", there.path());
        boolean same = there.file() && there.sha256().equals(content.sha256());
        String refused = refused(there, same, answer, mode);
        if (!refused.isEmpty()) {
            return Outcome.failed(refused).with(told);
        }
        told.putAll(there.values());
        told.put("state", "file");
        told.put("size", content.size());
        boolean theirs = !there.absent() && !options.force() && !same;
        if (theirs || (same && there.placed(placement))) {
            return Outcome.ok(told);
        }
        Outcome changed = Outcome.changed(told);
        if (mode.diff()) {
            changed = changed.withDiffs(List.of(diff(there, same, show, answer[3])));
        }
        return mode.check() ? changed : write(host, there, same, changed);
    }

    private Sh question(boolean show) {
        return Sh.of(
                "place_state {} {} {} {}",
                dest,
                name,
                options.follow() ? "follow" : "",
                show ? Long.toString(SHOWN) : "");
    }

    private String refused(FileState there, boolean same, String[] answer, Mode mode) {
        if (there.directory()) {
            return name.isEmpty()
                    ? "can not use content with a dir as dest: " + there.path()
                    : there.path() + " is a folder, and should be a file; nothing was written";
        }
        if (there.kind() == FileState.Kind.OTHER) {
            return there.path() + " is neither a file nor a folder; nothing was written";
        }
        if (answer[1].equals("none") && !mode.check() && !dest.endsWith("/")) {
            return "the folder of " + there.path() + " does not exist; nothing was written";
        }
        long free = answer[2].isEmpty() ? Long.MAX_VALUE : Long.parseLong(answer[2]) * 1024;
        if (!same && content.size() > free) {
            return there.path()
                    + " needs "
                    + content.size()
                    + " bytes, and only "
                    + free
                    + " are free there; nothing was written. Make room and try again";
        }
        return "";
    }

    private Outcome.TextDiff diff(FileState there, boolean same, boolean show, String base64) {
        if (same) {
            return new Outcome.TextDiff(
                    there.path(), there.described(Placement.AS_IT_IS), there.described(placement));
        }
        String before =
                there.absent() ? "" : "sha256 " + there.sha256() + ", " + there.size() + " bytes\n";
        String after = "sha256 " + content.sha256() + ", " + content.size() + " bytes\n";
        if (show && there.size() <= SHOWN) {
            return new Outcome.TextDiff(
                    there.path(), text(Base64.getMimeDecoder().decode(base64)), text(bytes()));
        }
        return new Outcome.TextDiff(there.path(), before, after);
    }

    private static String text(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return BINARY;
            }
        }
        return new String(bytes, UTF_8);
    }

    private byte[] bytes() {
        try (InputStream in = content.opener().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException("can not read the file here: " + e.getMessage(), e);
        }
    }

    private Outcome write(Host host, FileState there, boolean same, Outcome changed) {
        Reply reply;
        try {
            reply =
                    same
                            ? host.run(again(there.place(placement, false), there))
                            : send(host, there);
        } catch (IllegalArgumentException e) {
            return Outcome.failed(e.getMessage()).with(says);
        }
        if (!reply.ok()) {
            return Failures.of(reply).with(Map.of("dest", there.path())).with(says);
        }
        String[] lines = reply.out().strip().split("\n");
        Map<String, Object> now =
                new LinkedHashMap<>(FileState.read(lines[lines.length - 1]).values());
        if (lines.length > 1 && options.backup()) {
            now.put("backup_file", String.join("\n", Arrays.copyOf(lines, lines.length - 1)));
        }
        return changed.with(now);
    }

    private static Sh again(Sh script, FileState there) {
        return script.and(FileState.question(there.path(), true, false));
    }

    private Reply send(Host host, FileState there) {
        List<String> how =
                List.of(
                        there.path(),
                        there.absent() ? "absent" : there.sha256(),
                        FileState.octal(there.wantedMode(placement, false)),
                        placement.owner().orElse(""),
                        placement.group().orElse(""),
                        options.validate(),
                        options.backup() ? "backup" : "",
                        content.sha256());
        Sh folder = dest.endsWith("/") ? Sh.of("mkdir -p {}", dest) : Sh.NOTHING;
        if (content.size() > SMALL) {
            Sh take = again(folder.and(Sh.of("take_in {}", how)), there);
            return host.send(take, new Payload(content.size(), content::writeTo));
        }
        Bytes bytes = Bytes.of(bytes());
        return host.run(
                again(
                        folder.and(Sh.of("printf %s {} | base64 -d | take_in {}", bytes, how)),
                        there));
    }
}
