package io.miprov.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of the controller as it is now, to know whether what was read of it is still true.
 *
 * @param inode what tells it from another file of its name; may be the text {@code null}
 * @param size bytes
 */
public record Snapshot(Path path, String inode, long size, FileTime changed) {
    private static final int SECONDS_TO_SETTLE = 2;

    /** Empty when it changed so lately that it may change again without looking newer. */
    public static Optional<Snapshot> settled(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        FileTime changed = found.lastModifiedTime();
        if (changed.toInstant().isAfter(Instant.now().minusSeconds(SECONDS_TO_SETTLE))) {
            return Optional.empty();
        }
        String inode = String.valueOf(found.fileKey());
        return Optional.of(new Snapshot(file.toAbsolutePath(), inode, found.size(), changed));
    }
}
