package io.miprov.module;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file or folder of the controller that was found for a task, to be read and never written. Of a
 * file in a vault, what is in it.
 */
public record LocalFile(Path path, Decryption decryption) {

    public LocalFile(Path path) {
        this(path, Decryption.NONE);
    }

    /** Another file, of the folder that this is. */
    public LocalFile member(Path file) {
        return new LocalFile(file, decryption);
    }

    /** The file as it is written, in its vault. */
    public LocalFile encrypted() {
        return new LocalFile(path);
    }

    public boolean folder() {
        return Files.isDirectory(path);
    }

    public long size() {
        Optional<byte[]> plain = decryption.of(path);
        try {
            return plain.isPresent() ? plain.get().length : Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its bytes, to be put on a host; reads the whole file for its digest. */
    public Tree.Content content() {
        Sums sums = sums();
        return new Tree.Content(sums.size(), sums.sha256(), this::open);
    }

    public InputStream open() throws IOException {
        Optional<byte[]> plain = decryption.of(path);
        return plain.isPresent()
                ? new ByteArrayInputStream(plain.get())
                : Files.newInputStream(path);
    }

    /**
     * A path with its bytes, for who must seek in it: its own, or, of a file in a vault, that of a
     * temporary file which only this user reads and which goes with this program.
     */
    public Path seekable() {
        Optional<byte[]> plain = decryption.of(path);
        if (plain.isEmpty()) {
            return path;
        }
        try {
            Path copy = Files.createTempFile("miprov", path.getFileName().toString());
            copy.toFile().deleteOnExit();
            return Files.write(copy, plain.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of its bytes, in hex. */
    public String sha256() {
        return sums().sha256();
    }

    /** Size and digests of its bytes; reads the whole file, unless that was done before. */
    public Sums sums() {
        Optional<byte[]> plain = decryption.of(path);
        try {
            return plain.isPresent()
                    ? Sums.of(new ByteArrayInputStream(plain.get()))
                    : Sums.of(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
