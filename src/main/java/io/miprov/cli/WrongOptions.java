package io.miprov.cli;

/** Options that do not go together, or one too few; Ansible's programs end with status 5 then. */
final class WrongOptions extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongOptions(String message) {
        super(message, null, false, false);
    }
}
