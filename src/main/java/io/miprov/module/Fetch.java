package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of the host that the controller should have. Asked by digest, brought only when it
 * differs, proven by digest, put in place by one rename. A small file comes with the answer; a
 * large one in parts, so that it is never held as a whole.
 *
 * @param src the path on the host; links are followed
 * @param dest the path on the controller; folders above it are made
 * @param mustExist whether it is a failure when there is no such file
 * @param proven whether it is a failure when what came has another digest than the file had
 */
public record Fetch(
        String src, Path dest, boolean mustExist, boolean proven, Map<String, Object> says)
        implements Change {
    private static final int SMALL = 256 * 1024;
    private static final int BLOCK = 64 * 1024;
    private static final int BLOCKS = 64;

    @Override
    public Outcome on(Host host, Mode mode) {
        if (mode.check()) {
            return Outcome.skipped("check mode not (yet) supported for this module").with(says);
        }
        String mine = Files.isRegularFile(dest) ? new LocalFile(dest).sha256() : "";
        Reply reply = host.run(Sh.of("fetch_state {} {} {}", src, mine, SMALL));
        if (!reply.ok()) {
            return missing(reply.err().strip());
        }
        // the state, then the bytes in base64 when they are other and few
        String[] answer = reply.out().split("\n", 2);
        FileState there = FileState.read(answer[0]);
        if (there.absent()) {
            return missing("the remote file does not exist");
        }
        if (!there.file()) {
            return missing(
                    there.directory()
                            ? "remote file is a directory, fetch cannot work on directories"
                            : src + " is neither a file nor a folder");
        }
        try {
            if (there.sha256().equals(mine)) {
                Outcome same = Outcome.ok(says).with(digests(dest));
                return same.with(Map.of("file", src, "dest", dest.toString()));
            }
            Outcome changed = Outcome.changed(says).with(Map.of("dest", dest.toString()));
            return bring(host, there, answer[1], changed);
        } catch (IOException e) {
            return Outcome.failed("can not write " + dest + ": " + e.getMessage()).with(says);
        }
    }

    private Outcome missing(String why) {
        Map<String, Object> values = new LinkedHashMap<>(says);
        values.put("file", src);
        if (mustExist) {
            return Outcome.failed(why).with(values);
        }
        values.put("msg", why + ", not transferring, ignored");
        return Outcome.ok(values);
    }

    private Outcome bring(Host host, FileState there, String bytes, Outcome changed)
            throws IOException {
        Path folder = Files.createDirectories(dest.toAbsolutePath().getParent());
        if (Files.isDirectory(dest)) {
            throw new IOException("it is a folder");
        }
        Path came = Files.createTempFile(folder, "." + dest.getFileName() + ".", ".miprov");
        try {
            try (OutputStream out = Files.newOutputStream(came)) {
                if (there.size() <= SMALL) {
                    out.write(Base64.getMimeDecoder().decode(bytes));
                } else {
                    parts(host, there.size(), out);
                }
            }
            Map<String, Object> digests = digests(came);
            if (proven && !new LocalFile(came).sha256().equals(there.sha256())) {
                return Outcome.failed("checksum mismatch: " + src + " changed while it came")
                        .with(digests);
            }
            ordinary(came);
            Files.move(came, dest, StandardCopyOption.ATOMIC_MOVE);
            return changed.with(digests).with(Map.of("remote_checksum", digests.get("checksum")));
        } finally {
            Files.deleteIfExists(came);
        }
    }

    private void parts(Host host, long size, OutputStream out) throws IOException {
        for (long block = 0; block * BLOCK < size; block += BLOCKS) {
            Reply part = host.run(Sh.of("read_part {} {} {} {}", src, BLOCK, block, BLOCKS));
            if (!part.ok()) {
                throw new IOException(part.err().strip());
            }
            out.write(Base64.getMimeDecoder().decode(part.out()));
        }
    }

    /** A file made for a moment is its owner's only; this one stays. */
    private static void ordinary(Path file) throws IOException {
        Path probe = file.resolveSibling(file.getFileName() + ".mode");
        try {
            Files.setPosixFilePermissions(
                    file, Files.getPosixFilePermissions(Files.createFile(probe)));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Map<String, Object> digests(Path file) throws IOException {
        return Map.of("checksum", digest("SHA-1", file), "md5sum", digest("MD5", file));
    }

    private static String digest(String name, Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            try (OutputStream sink =
                    new java.security.DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                Files.copy(file, sink);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
