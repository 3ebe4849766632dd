package io.miprov.engine;

import io.miprov.diag.Secret;
import io.miprov.host.Become;
import io.miprov.host.Target;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads from a host's variables where it is and whom to be there. Variables win over keywords,
 * keywords over the command line.
 */
final class Targets {
    private final Vars vars;
    private final Job job;
    private final Login login;

    /**
     * @param vars of the host that is connected to
     */
    Targets(Vars vars, Job job, Login login) {
        this.vars = vars;
        this.job = job;
        this.login = login;
    }

    Target target() {
        String name = vars.host().name;
        return new Target(
                name,
                connection(),
                vars.text("ansible_host", "ansible_ssh_host").orElse(name),
                text("port", "ansible_port", "ansible_ssh_port").map(Targets::number),
                text("remote_user", "ansible_user", "ansible_ssh_user").or(login::user),
                secret("ansible_password", "ansible_ssh_pass", "ansible_ssh_password")
                        .or(login::password),
                keys(),
                hostKeys(),
                sshArgs(),
                vars.text("ansible_timeout", "ansible_ssh_timeout")
                        .map(seconds -> Duration.ofSeconds(number(seconds)))
                        .orElse(login.connectTimeout()),
                vars.text("ansible_ssh_retries").map(Targets::number).orElse(login.retries()),
                vars.text("ansible_shell_executable").orElse("/bin/sh"));
    }

    private String connection() {
        String connection = text("connection", "ansible_connection").orElse(login.connection());
        return switch (connection) {
            case "smart", "paramiko", "paramiko_ssh", "ansible.builtin.ssh" -> "ssh";
            case "ansible.builtin.local" -> "local";
            default -> connection;
        };
    }

    private List<Path> keys() {
        List<Path> keys = new ArrayList<>();
        vars.text("ansible_ssh_private_key_file", "ansible_private_key_file")
                .map(key -> Files.home(vars.run().options.here(), key))
                .ifPresent(keys::add);
        keys.addAll(login.keys());
        return keys;
    }

    private Target.HostKeys hostKeys() {
        return vars.text("ansible_ssh_host_key_checking", "ansible_host_key_checking")
                .map(
                        said ->
                                said.equals("accept-new")
                                        ? Target.HostKeys.ACCEPT_NEW
                                        : Vars.truth(said)
                                                ? Target.HostKeys.STRICT
                                                : Target.HostKeys.OFF)
                .orElse(login.hostKeys());
    }

    private List<String> sshArgs() {
        List<String> args = new ArrayList<>(login.sshArgs());
        for (String name : List.of("ansible_ssh_common_args", "ansible_ssh_extra_args")) {
            vars.text(name).ifPresent(said -> args.addAll(Words.of(said)));
        }
        return args;
    }

    /** Who to be; empty: who logged in. */
    Optional<Become> become() {
        boolean wanted = text("become", "ansible_become").map(Vars::truth).orElse(login.become());
        if (!wanted) {
            return Optional.empty();
        }
        String said = text("become_method", "ansible_become_method").orElse(login.becomeMethod());
        String method = said.substring(said.lastIndexOf('.') + 1);
        return Optional.of(
                new Become(
                        text("become_user", "ansible_become_user", "ansible_" + method + "_user")
                                .orElse(login.becomeUser()),
                        method,
                        text("become_exe", "ansible_become_exe", "ansible_" + method + "_exe")
                                .filter(program -> !program.isBlank())
                                .orElse(method),
                        text("become_flags", "ansible_become_flags", "ansible_" + method + "_flags")
                                .orElse(""),
                        secret(
                                        "ansible_become_password",
                                        "ansible_become_pass",
                                        "ansible_sudo_pass",
                                        "ansible_" + method + "_password",
                                        "ansible_" + method + "_pass")
                                .or(login::becomePassword)));
    }

    /** What a variable says, else what the keyword does. */
    private Optional<String> text(String keyword, String... names) {
        Optional<String> said = vars.text(names);
        return said.isPresent()
                ? said
                : Optional.ofNullable(job.word(keyword, vars)).map(Object::toString);
    }

    private Optional<Secret> secret(String... names) {
        Optional<Secret> secret = vars.text(names).map(Secret::new);
        secret.ifPresent(vars.run().teller.mask::learn);
        return secret;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`" + text + "` is no number", e);
        }
    }

    /** The environment of a task, the innermost winning. */
    static java.util.Map<String, Object> environment(Job job, Scope scope) {
        java.util.Map<String, Object> all = new java.util.LinkedHashMap<>();
        for (Object each : job.keywords.list("environment")) {
            if (each instanceof java.util.Map<?, ?> map) {
                map.forEach((name, value) -> put(String.valueOf(name), value, job, scope, all));
            } else if (Template.resolve(each, scope) instanceof java.util.Map<?, ?> map) {
                map.forEach((name, value) -> all.put(String.valueOf(name), value));
            }
        }
        all.values().removeIf(Magic.OMIT::equals);
        return all;
    }

    /** What comes of the host's own environment is not known while that is asked for. */
    private static void put(
            String name, Object value, Job job, Scope scope, java.util.Map<String, Object> all) {
        try {
            all.put(name, Template.resolve(value, scope));
        } catch (TemplateError e) {
            if (!job.action.equals("setup") && !job.action.equals("gather_facts")) {
                throw e;
            }
        }
    }
}
