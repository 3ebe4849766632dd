package io.miprov.module;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What bytes come to, found in one reading: SHA-256 for us, SHA-1 and MD5 for {@code register}.
 *
 * @param size bytes
 * @param sha256 hexadecimal digits, like the other two
 */
public record Sums(long size, String sha256, String sha1, String md5) {
    private static final int BLOCK = 1 << 16;

    /** More files than a run copies one by one; a cache that reaches it starts anew. */
    private static final int MOST = 10_000;

    private static final Map<Snapshot, Sums> KNOWN = new ConcurrentHashMap<>();

    /** Reads to the end. */
    public static Sums of(InputStream in) throws IOException {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest sha1 = digest("SHA-1");
        MessageDigest md5 = digest("MD5");
        long size = 0;
        byte[] block = new byte[BLOCK];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            sha256.update(block, 0, read);
            sha1.update(block, 0, read);
            md5.update(block, 0, read);
            size += read;
        }
        return new Sums(size, hex(sha256), hex(sha1), hex(md5));
    }

    /** The SHA-256 alone, of bytes that are there already; hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
    }

    /** Those of a file as it is on the disk; it is read once, however many hosts want it. */
    static Sums of(Path file) throws IOException {
        Optional<Snapshot> state = Snapshot.settled(file);
        if (state.isEmpty()) {
            return read(file);
        }
        if (KNOWN.size() > MOST) {
            KNOWN.clear();
        }
        try {
            return KNOWN.computeIfAbsent(state.get(), any -> readUnchecked(file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Sums readUnchecked(Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sums read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
