package io.miprov.module;

import java.nio.file.Path;
import java.util.Optional;

/** Opens files of the controller that are in a vault. */
public interface Decryption {
    /** Takes every file as it is. */
    Decryption NONE = file -> Optional.empty();

    /**
     * What is in a vault; empty when the file is none. Throws {@link io.miprov.diag.BadInput} when
     * no password that is known opens it.
     */
    Optional<byte[]> of(Path file);
}
