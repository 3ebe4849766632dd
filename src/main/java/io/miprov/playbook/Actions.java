package io.miprov.playbook;

/** What the names of modules have in common. */
public final class Actions {
    private static final String BUILTIN = "ansible.builtin.";
    private static final String LEGACY = "ansible.legacy.";

    private Actions() {}

    /** The name without the collection that everybody has. */
    public static String plain(String name) {
        if (name.startsWith(BUILTIN)) {
            return name.substring(BUILTIN.length());
        }
        return name.startsWith(LEGACY) ? name.substring(LEGACY.length()) : name;
    }
}
