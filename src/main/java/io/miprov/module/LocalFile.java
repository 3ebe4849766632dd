package io.miprov.module;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file or folder of the controller that was found for a task, to be read and never written. */
public record LocalFile(Path path) {

    public boolean folder() {
        return Files.isDirectory(path);
    }

    public long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its bytes, to be put on a host; reads the whole file for its digest. */
    public Tree.Content content() {
        return new Tree.Content(size(), sha256(), this::open);
    }

    public InputStream open() throws IOException {
        return Files.newInputStream(path);
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
