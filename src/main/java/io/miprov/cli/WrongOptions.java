package io.miprov.cli;

/**
 * Options that do not go together, or one too few; Ansible's programs have statuses of their own.
 */
final class WrongOptions extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** Ansible looks at them after it has read them all. */
    WrongOptions(String message) {
        this(message, AnsibleNames.WRONG_OPTIONS);
    }

    /**
     * @param status of Ansible's program
     */
    WrongOptions(String message, int status) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
