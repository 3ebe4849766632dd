package io.miprov.host;

import io.miprov.diag.Secret;
import java.util.Optional;

/**
 * Who to be on a machine.
 *
 * @param user the user to become
 * @param method {@code sudo}, {@code su} or {@code doas}
 * @param program what is run for it, a name or a path; Ansible's {@code become_exe}
 * @param flags further flags for the method, as Ansible's {@code become_flags}; may be empty
 * @param password asked by the method, when it asks
 */
public record Become(
        String user, String method, String program, String flags, Optional<Secret> password) {

    /** By the program that has the name of the method. */
    public Become(String user, String method, String flags, Optional<Secret> password) {
        this(user, method, method, flags, password);
    }

    public static Become sudo(String user) {
        return new Become(user, "sudo", "", Optional.empty());
    }
}
