package io.miprov.library.core;

import io.miprov.module.LocalFile;
import io.miprov.module.Sums;
import io.miprov.module.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests of bytes, in one reading: SHA-256 for us, SHA-1 and MD5 for {@code register}. */
final class Digests {
    private Digests() {}

    /** Bytes for a host, and their digests as Ansible tells them. */
    record Both(Tree.Content content, String sha1, String md5) {}

    static Both of(byte[] bytes) {
        Tree.Content.Opener opener = () -> new ByteArrayInputStream(bytes);
        try (InputStream in = opener.open()) {
            return of(Sums.of(in), opener);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    static Both of(LocalFile file) {
        try {
            return of(file.sums(), file::open);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "can not read " + file.path() + ": " + e.getMessage(), e);
        }
    }

    private static Both of(Sums sums, Tree.Content.Opener opener) {
        return new Both(
                new Tree.Content(sums.size(), sums.sha256(), opener), sums.sha1(), sums.md5());
    }

    /** One digest of bytes, in hex. */
    static String hex(String algorithm, byte[] bytes) {
        return HexFormat.of().formatHex(digest(algorithm).digest(bytes));
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
