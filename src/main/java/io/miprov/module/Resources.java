package io.miprov.module;

/**
 * What the controller hands to a task. Each throws {@link IllegalArgumentException} that says what
 * is missing.
 */
public interface Resources {

    /** Finds a file or folder the way Ansible does: the role's {@code files}, the playbook's, … */
    LocalFile file(String path);

    /** Finds a template and fills it in. */
    Rendered template(String path);

    /** Where the controller is to write what has this path; a relative one is the playbook's. */
    LocalTarget target(String path);

    /** A path on the host, with {@code ~} and variables as the host's user has them. */
    String onHost(String path);

    Condition condition(Object expression);

    Expression expression(String text);

    /** How many {@code -v} the run was started with. */
    int verbosity();
}
