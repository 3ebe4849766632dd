package io.miprov.playbook;

import java.util.List;

/** The ways to reach hosts and to become another user there, by their names in Ansible. */
public enum Ways {
    CONNECTION("connection", List.of("ssh", "local"), List.of("smart", "paramiko", "paramiko_ssh")),
    BECOME("become_method", List.of("sudo", "su", "doas"), List.of());

    private final String keyword;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> names;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> others;

    Ways(String keyword, List<String> names, List<String> others) {
        this.keyword = keyword;
        this.names = names;
        this.others = others;
    }

    /** The keyword that takes one of them. */
    String keyword() {
        return keyword;
    }

    /** Whether there is a way of this name, with or without its collection. */
    public boolean has(String name) {
        String plain = Actions.plain(name);
        return names.contains(plain) || others.contains(plain);
    }

    /** Those that people are told of. */
    public String shown() {
        return String.join(", ", names.subList(0, names.size() - 1))
                + " and "
                + names.get(names.size() - 1);
    }
}
