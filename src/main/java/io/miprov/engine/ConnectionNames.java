package io.miprov.engine;

import io.miprov.host.Target;
import io.miprov.lang.Scope;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a task sees of its own connection under the names that inventories say it by, such as {@code
 * ansible_host}, when nobody gave these a value. The names are those that ansible-core 2.16 fills
 * in; {@code hostvars} do not have them.
 */
final class ConnectionNames {
    private static final Set<String> NAMES =
            Set.of(
                    "ansible_connection",
                    "ansible_host",
                    "ansible_port",
                    "ansible_private_key_file",
                    "ansible_shell_executable",
                    "ansible_ssh_host",
                    "ansible_ssh_port",
                    "ansible_ssh_private_key_file",
                    "ansible_ssh_timeout",
                    "ansible_ssh_user",
                    "ansible_timeout",
                    "ansible_user");

    private ConnectionNames() {}

    static boolean has(String name) {
        return NAMES.contains(name);
    }

    /** The value, or {@link Scope#NOTHING}: then Ansible has none either, or another host acts. */
    static Object get(String name, Vars vars, Job job) {
        if (job.task.local() || job.keywords.value("delegate_to") != null) {
            return Scope.NOTHING;
        }
        Target target = new Targets(vars, job, vars.run().options.login()).target();
        return switch (name.replace("_ssh", "")) {
            case "ansible_connection" -> target.connection();
            case "ansible_host" -> target.address();
            case "ansible_port" -> or(target.port().map(Integer::longValue));
            case "ansible_private_key_file" ->
                    or(target.keys().stream().findFirst().map(Path::toString));
            case "ansible_shell_executable" -> target.shell();
            case "ansible_timeout" -> target.connectTimeout().toSeconds();
            default -> or(target.user());
        };
    }

    private static Object or(Optional<?> value) {
        return value.isPresent() ? value.get() : Scope.NOTHING;
    }
}
