package io.miprov.module;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        return new Tree.Content(size(), sha256(), this::open);
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

    /** The SHA-256 of its bytes, in hex; reads the whole file. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(open(), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
