package io.miprov.lookup;

import io.miprov.lang.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a lookup stands: the variables that it sees, and the files that names mean there. */
public interface Site {

    /** The variables; values may still hold templates. */
    Scope variables();

    /** Whether a variable of this name is there, whoever set it. */
    List<String> variableNames();

    /** The playbook's folder. */
    Path home();

    /** The folders that relative names are looked for in, the nearest first. */
    List<Path> folders();

    /** The folder of its own that the task's files have: files, templates or vars. */
    String kind();

    /**
     * A file or folder of the controller, where Ansible looks for it.
     *
     * @param kind the folder for such files: files, templates, vars
     */
    Optional<Path> find(String name, String kind);

    /** What to say of a name that is nowhere. */
    String missing(String name, String kind);

    /** What is in a file. */
    byte[] read(Path file) throws IOException;

    /**
     * Fills in a template file.
     *
     * @param name as the lookup has it
     * @param more variables above all others
     * @param marks what stands for the marks of templates, by the names of the lookup's options
     */
    String fill(Path file, String name, Map<String, Object> more, Map<String, String> marks);

    /** The hosts that a pattern means. */
    List<String> hosts(String pattern);

    /**
     * What a command prints, run by {@code /bin/sh} in the playbook's folder.
     *
     * @throws IllegalArgumentException when it fails; the message has its status
     */
    String run(String command);

    /** A setting by its name in ansible.cfg's manual, or {@link Scope#NOTHING}. */
    Object setting(String name);

    /** Tells the user of something that is not an error. */
    void warn(String message);
}
