package io.miprov.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a host has at a path, as the word {@code file_state} tells it.
 *
 * @param path as the host resolved it
 * @param mode the permission bits; 0 when nothing is there
 * @param sha256 of a file, when it was asked for; else empty
 * @param target where a link points; empty for the rest
 * @param umask what new files of this user lack
 */
public record FileState(
        String path,
        Kind kind,
        int mode,
        long uid,
        long gid,
        String owner,
        String group,
        long size,
        String sha256,
        String target,
        int umask) {

    /** What is there. */
    public enum Kind {
        ABSENT,
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    /** Asks for one line. */
    public static Sh question(String path, boolean follow, boolean digest) {
        return Sh.of("file_state {} {} {}", path, follow ? "follow" : "", digest ? "digest" : "");
    }

    /** Reads the first line. */
    public static FileState read(String line) {
        String[] part = line.split("\n", 2)[0].split("\\|", -1);
        return new FileState(
                decoded(part[10]),
                Kind.valueOf(part[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(part[1], 8),
                Long.parseLong(part[2]),
                Long.parseLong(part[3]),
                part[4],
                part[5],
                Long.parseLong(part[6]),
                part[7],
                decoded(part[8]),
                Integer.parseInt(part[9], 8));
    }

    private static String decoded(String base64) {
        return new String(Base64.getMimeDecoder().decode(base64), UTF_8);
    }

    public boolean absent() {
        return kind == Kind.ABSENT;
    }

    public boolean file() {
        return kind == Kind.FILE;
    }

    public boolean directory() {
        return kind == Kind.DIRECTORY;
    }

    /**
     * The permissions it should have, with what a new file or folder would get when it is absent.
     */
    public int wantedMode(Placement placement, boolean folder) {
        int base = absent() ? (folder ? 0777 : 0666) & ~umask : mode;
        return placement.mode().map(m -> Permissions.after(m, base, folder)).orElse(base);
    }

    /** Whether mode and owner are as they should be. */
    public boolean placed(Placement placement) {
        return wantedMode(placement, directory()) == mode
                && is(placement.owner(), owner, uid)
                && is(placement.group(), group, gid);
    }

    private static boolean is(Optional<String> wanted, String name, long id) {
        return wanted.isEmpty()
                || wanted.get().equals(name)
                || wanted.get().equals(Long.toString(id));
    }

    /** Sets mode and owner of what is at the path. */
    public Sh place(Placement placement, boolean folder) {
        return Sh.of(
                "set_attributes {} {}",
                path,
                List.of(
                        octal(wantedMode(placement, folder)),
                        placement.owner().orElse(""),
                        placement.group().orElse("")));
    }

    /**
     * Replaces the file, or makes it, unless somebody else wrote it since it was looked at.
     *
     * @param validate a command with {@code %s} for the new file that must succeed first; may be
     *     empty
     * @param backup whether the old file stays beside it; its name is printed
     */
    public Sh replace(byte[] bytes, Placement placement, String validate, boolean backup) {
        return Sh.of(
                "put_if {} {} {} {} {} {} {} {}",
                path,
                absent() ? "absent" : sha256,
                octal(wantedMode(placement, false)),
                placement.owner().orElse(""),
                placement.group().orElse(""),
                validate,
                backup ? "backup" : "",
                Bytes.of(bytes));
    }

    /** Four digits. */
    public static String octal(int mode) {
        return String.format("%04o", mode);
    }

    /** The state as lines for a diff, with what it will be. */
    public String described(Placement placement) {
        return "mode: "
                + octal(wantedMode(placement, directory()))
                + "\nowner: "
                + placement.owner().orElse(owner)
                + "\ngroup: "
                + placement.group().orElse(group)
                + "\n";
    }

    /** What {@code register} gets, under Ansible's keys. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (!absent()) {
            values.put("mode", String.format("0%03o", mode));
            values.put("uid", uid);
            values.put("gid", gid);
            values.put("owner", owner);
            values.put("group", group);
            values.put("size", size);
        }
        values.put("state", kind.name().toLowerCase(Locale.ROOT));
        return values;
    }
}
