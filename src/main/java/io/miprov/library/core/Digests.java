package io.miprov.library.core;

import io.miprov.module.LocalFile;
import io.miprov.module.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests of bytes, in one reading: SHA-256 for us, SHA-1 and MD5 for {@code register}. */
final class Digests {
    private static final int BLOCK = 1 << 16;

    private Digests() {}

    /** Bytes for a host, and their digests as Ansible tells them. */
    record Both(Tree.Content content, String sha1, String md5) {}

    static Both of(byte[] bytes) {
        return of(() -> new ByteArrayInputStream(bytes), "the text");
    }

    static Both of(LocalFile file) {
        return of(file::open, file.path().toString());
    }

    private static Both of(Tree.Content.Opener opener, String name) {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest sha1 = digest("SHA-1");
        MessageDigest md5 = digest("MD5");
        long size = 0;
        try (InputStream in = opener.open()) {
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                sha256.update(block, 0, read);
                sha1.update(block, 0, read);
                md5.update(block, 0, read);
                size += read;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("can not read " + name + ": " + e.getMessage(), e);
        }
        return new Both(new Tree.Content(size, hex(sha256), opener), hex(sha1), hex(md5));
    }

    /** One digest of bytes, in hex. */
    static String hex(String algorithm, byte[] bytes) {
        return HexFormat.of().formatHex(digest(algorithm).digest(bytes));
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
