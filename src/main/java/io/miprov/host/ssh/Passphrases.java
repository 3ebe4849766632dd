package io.miprov.host.ssh;

import io.miprov.diag.Secret;
import java.util.Optional;

/** Asks a person for the passphrase of a key; a program without a terminal has nobody to ask. */
public interface Passphrases {
    Passphrases NOBODY = question -> Optional.empty();

    /** The answer to a question like {@code passphrase of /home/me/.ssh/id_ed25519}. */
    Optional<Secret> ask(String question);
}
