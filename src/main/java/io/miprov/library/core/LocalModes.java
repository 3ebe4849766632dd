package io.miprov.library.core;

import io.miprov.module.FileMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The permissions that a file has on the controller. */
final class LocalModes {
    private static final long PERMISSIONS = 07777;

    private LocalModes() {}

    static FileMode of(Path file) {
        try {
            return FileMode.of((Integer) Files.getAttribute(file, "unix:mode") & PERMISSIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
