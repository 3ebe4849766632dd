package io.miprov.module;

import java.nio.file.Path;

/**
 * A template of the controller, filled in for this host.
 *
 * @param file the template itself
 */
public record Rendered(Path file, String text) {

    /** The file name of the template, without folders. */
    public String name() {
        return file.getFileName().toString();
    }
}
