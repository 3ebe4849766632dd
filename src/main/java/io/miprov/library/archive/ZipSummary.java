package io.miprov.library.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.module.LocalFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What tells one zip from another, read from its end alone: in milliseconds, whatever its size.
 *
 * @param digest the SHA-256 of the central directory, which has the name, size and checksum of
 *     every entry
 * @param topFolder the one folder that all entries lie in; empty when there are several
 */
public record ZipSummary(String digest, Optional<String> topFolder) {
    private static final int END = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int HEADER = 46;
    private static final int MOST = 256 << 20;

    /** Throws {@link BadArchive} when it is no zip. */
    public static ZipSummary read(LocalFile zip) {
        Path path = zip.path();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            ByteBuffer directory = directory(file, path);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(directory.duplicate());
            return new ZipSummary(
                    HexFormat.of().formatHex(digest.digest()), topFolder(directory, path));
        } catch (IOException e) {
            throw new BadArchive(path, "can not be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ByteBuffer directory(RandomAccessFile file, Path path) throws IOException {
        long length = file.length();
        ByteBuffer tail = at(file, Math.max(0, length - END - LONGEST_COMMENT), length);
        int end = tail.limit() - END;
        while (end >= 0 && tail.getInt(end) != 0x06054b50) {
            end--;
        }
        if (end < 0) {
            throw new BadArchive(path, "is no zip archive, or its end is missing");
        }
        long size = tail.getInt(end + 12) & 0xffffffffL;
        long from = tail.getInt(end + 16) & 0xffffffffL;
        if (from == 0xffffffffL || size == 0xffffffffL) {
            long end64 = end < 20 ? -1 : tail.getLong(end - 12);
            if (end64 < 0 || end64 + 56 > length) {
                throw new BadArchive(path, "is damaged: its end does not fit together");
            }
            ByteBuffer record = at(file, end64, end64 + 56);
            size = record.getLong(40);
            from = record.getLong(48);
        }
        if (size < 0 || size > MOST || from < 0 || from + size > length) {
            throw new BadArchive(path, "is damaged: its table lies past its end");
        }
        return at(file, from, from + size);
    }

    private static ByteBuffer at(RandomAccessFile file, long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        file.seek(from);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Optional<String> topFolder(ByteBuffer directory, Path path) {
        Optional<String> top = Optional.empty();
        int at = 0;
        while (at + HEADER <= directory.limit() && directory.getInt(at) == 0x02014b50) {
            int length = directory.getShort(at + 28) & 0xffff;
            int more = directory.getShort(at + 30) & 0xffff;
            int comment = directory.getShort(at + 32) & 0xffff;
            if (at + HEADER + length > directory.limit()) {
                throw new BadArchive(path, "is damaged: its table ends too early");
            }
            String name = UTF_8.decode(directory.slice(at + HEADER, length)).toString();
            int slash = name.indexOf('/');
            String first = slash < 0 ? "" : name.substring(0, slash);
            if (first.isEmpty() || top.isPresent() && !top.get().equals(first)) {
                return Optional.empty();
            }
            top = Optional.of(first);
            at += HEADER + length + more + comment;
        }
        return top;
    }
}
