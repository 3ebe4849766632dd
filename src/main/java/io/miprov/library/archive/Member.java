package io.miprov.library.archive;

import io.miprov.module.Tree;
import java.util.Optional;

/**
 * One file, folder or link of an archive.
 *
 * @param path relative, with {@code /}, without a slash at the end; proven harmless
 * @param mode the permissions, when the archive has them
 * @param size how many bytes a file has
 * @param linkTarget where a link points to, proven to stay inside
 * @param opener reads the bytes of a file and complains when they are damaged
 */
public record Member(
        String path,
        Tree.Entry.Kind kind,
        Optional<Integer> mode,
        long size,
        String linkTarget,
        Tree.Content.Opener opener) {

    public boolean file() {
        return kind == Tree.Entry.Kind.FILE;
    }

    public boolean executable() {
        return mode.isPresent() && (mode.get() & 0100) != 0;
    }
}
