package io.miprov.lookup;

import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import java.util.List;
import java.util.Map;

/** What the lookup {@code config} can ask for. */
final class Settings {

    /** A value, and which part of the configuration it comes from. */
    record Found(Object value, String origin) {
        static final Found NOTHING = new Found(Scope.NOTHING, "");
    }

    /** The variables that set an option of a plugin, the strongest first, and its usual value. */
    private record Option(Object usual, List<String> variables) {}

    private static final Map<String, Option> OF_PLUGINS =
            Map.ofEntries(
                    option("connection.ssh.remote_user", null, "ansible_user", "ansible_ssh_user"),
                    option("connection.ssh.port", null, "ansible_port", "ansible_ssh_port"),
                    option("connection.ssh.timeout", 10L, "ansible_ssh_timeout"),
                    option("connection.ssh.pipelining", false, "ansible_ssh_pipelining"),
                    option("connection.ssh.private_key_file", null, "ansible_private_key_file"),
                    option("become.sudo.become_user", "root", "ansible_become_user"),
                    option("become.sudo.become_exe", "sudo", "ansible_become_exe"),
                    option("become.sudo.become_flags", "-H -S -n", "ansible_become_flags"),
                    option("become.su.become_user", "root", "ansible_become_user"),
                    option("shell.sh.remote_tmp", "~/.ansible/tmp", "ansible_remote_tmp"));

    private static final Map<String, Object> USUAL =
            Map.ofEntries(
                    Map.entry("ANSIBLE_COW_ACCEPTLIST", List.of("default", "meow", "moose", "tux")),
                    Map.entry("ANSIBLE_PIPELINING", true),
                    Map.entry("COLOR_CHANGED", "yellow"),
                    Map.entry("COLOR_ERROR", "red"),
                    Map.entry("COLOR_OK", "green"),
                    Map.entry("COLOR_SKIP", "cyan"),
                    Map.entry("COLOR_UNREACHABLE", "bright red"),
                    Map.entry("COLOR_WARN", "bright purple"),
                    Map.entry("DEFAULT_HASH_BEHAVIOUR", "replace"),
                    Map.entry("DEFAULT_MANAGED_STR", "Ansible managed"),
                    Map.entry("DEFAULT_MODULE_NAME", "command"),
                    Map.entry("DEFAULT_STRATEGY", "linear"),
                    Map.entry("DEFAULT_TRANSPORT", "ssh"),
                    Map.entry("RETRY_FILES_ENABLED", false));

    private Settings() {}

    private static Map.Entry<String, Option> option(
            String name, Object usual, String... variables) {
        return Map.entry(name, new Option(usual, List.of(variables)));
    }

    /** A setting of the whole run. */
    static Found global(String name, Site site) {
        if (!name.equals(name.toUpperCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "Invalid setting \"" + name + "\" attempted: they are written in capitals");
        }
        Object value = site.setting(name);
        return value != Scope.NOTHING
                ? new Found(value, "run")
                : USUAL.containsKey(name) ? new Found(USUAL.get(name), "default") : Found.NOTHING;
    }

    /** A setting of a connection, a way to become, or a shell. */
    static Found ofPlugin(String kind, String plugin, String name, Site site) {
        Option option = OF_PLUGINS.get(kind + "." + plugin + "." + name);
        if (option == null) {
            return Found.NOTHING;
        }
        for (String variable : option.variables()) {
            Object value = site.variables().get(variable);
            if (value != Scope.NOTHING) {
                return new Found(Template.resolve(value, site.variables()), "var: " + variable);
            }
        }
        return new Found(option.usual(), "default");
    }
}
