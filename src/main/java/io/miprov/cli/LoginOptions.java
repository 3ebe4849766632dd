package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Secret;
import io.miprov.engine.Login;
import io.miprov.host.Target;
import io.miprov.playbook.Actions;
import io.miprov.playbook.Ways;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How to get into the hosts, and whom to be there. */
final class LoginOptions {
    private static final int USUAL_TIMEOUT = 10;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "log in as this user")
    private String user = "";

    @Option(
            names = {"--private-key", "--key-file"},
            paramLabel = "FILE",
            description = "log in with this key")
    private String key = "";

    @Option(
            names = {"-c", "--connection"},
            paramLabel = "ssh|local",
            description = "how to reach the hosts; usually ssh")
    private String connection = "";

    @Option(
            names = {"-T", "--timeout"},
            paramLabel = "SECONDS",
            description = "for connecting and for logging in; usually 10")
    private Integer timeout;

    @Option(
            names = "--host-key-checking",
            paramLabel = "strict|accept-new|off",
            description = "unknown host keys are refused, written down, or not looked at")
    private String hostKeys = "";

    @Option(
            names = {"--ssh-common-args", "--ssh-extra-args"},
            paramLabel = "OPTIONS",
            description = "options as for ssh, such as \"-o ProxyJump=bastion\"")
    private List<String> sshArgs = new ArrayList<>();

    @Option(
            names = {"-k", "--ask-pass"},
            description = "ask for the password to log in with")
    private boolean askPassword;

    @Option(
            names = {"--connection-password-file", "--conn-pass-file"},
            paramLabel = "FILE",
            description = "the password to log in with")
    private String passwordFile = "";

    @Option(
            names = {"-b", "--become"},
            description = "become another user on the hosts")
    private boolean become;

    @Option(names = "--become-user", paramLabel = "USER", description = "which one; usually root")
    private String becomeUser = "";

    @Option(
            names = "--become-method",
            paramLabel = "sudo|su|doas",
            description = "how; usually sudo")
    private String becomeMethod = "";

    @Option(
            names = {"-K", "--ask-become-pass"},
            description = "ask for the password of sudo")
    private boolean askBecomePassword;

    @Option(
            names = {"--become-password-file", "--become-pass-file"},
            paramLabel = "FILE",
            description = "the password of sudo")
    private String becomePasswordFile = "";

    /** What of this would ask somebody. */
    List<String> asks(Settings settings) {
        List<String> all = new ArrayList<>();
        if (asksForPassword(settings) && passwordFile.isEmpty()) {
            all.add("--ask-pass");
        }
        if (asksToBecome(settings) && becomePasswordFile.isEmpty()) {
            all.add("--ask-become-pass");
        }
        return all;
    }

    private boolean asksForPassword(Settings settings) {
        return askPassword || settings.isTrue("ASK_PASS", "defaults.ask_pass");
    }

    private boolean asksToBecome(Settings settings) {
        return askBecomePassword
                || settings.isTrue("BECOME_ASK_PASS", "privilege_escalation.become_ask_pass");
    }

    Login login(Settings settings) {
        Optional<Secret> password =
                password(asksForPassword(settings), passwordFile, settings, "SSH password: ");
        return new Login(
                known(
                                Ways.CONNECTION,
                                "--connection",
                                or(
                                        connection,
                                        settings.text("TRANSPORT", "defaults.transport"),
                                        "ssh"))
                        .replace("smart", "ssh"),
                Optional.of(or(user, settings.text("REMOTE_USER", "defaults.remote_user"), ""))
                        .filter(name -> !name.isEmpty()),
                keys(settings),
                password,
                hostKeys(settings),
                List.copyOf(sshArgs),
                Duration.ofSeconds(timeout(settings)),
                settings.number("SSH_RETRIES", "ssh_connection.retries", 0),
                become || settings.isTrue("BECOME", "privilege_escalation.become"),
                or(
                        becomeUser,
                        settings.text("BECOME_USER", "privilege_escalation.become_user"),
                        "root"),
                known(
                        Ways.BECOME,
                        "--become-method",
                        or(
                                becomeMethod,
                                settings.text(
                                        "BECOME_METHOD", "privilege_escalation.become_method"),
                                "sudo")),
                becomePassword(settings, password));
    }

    private static String known(Ways ways, String option, String name) {
        if (!ways.has(name)) {
            throw new BadInput(
                    "error: `"
                            + option
                            + " "
                            + name
                            + "` is not known here\n  = help: there are "
                            + ways.shown()
                            + "\n");
        }
        return Actions.plain(name);
    }

    private int timeout(Settings settings) {
        if (timeout != null && timeout < 0) {
            throw new BadInput(
                    "error: `--timeout "
                            + timeout
                            + "` is no time\n  = help: give a number of seconds\n");
        }
        return timeout != null
                ? timeout
                : settings.number("TIMEOUT", "defaults.timeout", USUAL_TIMEOUT);
    }

    private static String or(String given, Optional<String> set, String usual) {
        return given.isEmpty() ? set.orElse(usual) : given;
    }

    private List<Path> keys(Settings settings) {
        List<String> set = settings.paths("PRIVATE_KEY_FILE", "defaults.private_key_file", "\n");
        List<String> files = key.isEmpty() ? set : List.of(settings.home(key));
        for (String file : files) {
            if (!Files.isReadable(Path.of(file))) {
                throw new BadInput(
                        "error: the key "
                                + file
                                + " can not be read\n  = help: name a private key with --private-key\n");
            }
        }
        return files.stream().map(Path::of).toList();
    }

    private Target.HostKeys hostKeys(Settings settings) {
        String wanted =
                or(
                        hostKeys,
                        settings.text("HOST_KEY_CHECKING", "defaults.host_key_checking"),
                        "strict");
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "strict", "true", "yes", "on", "1" -> Target.HostKeys.STRICT;
            case "accept-new" -> Target.HostKeys.ACCEPT_NEW;
            case "off", "false", "no", "0" -> Target.HostKeys.OFF;
            default ->
                    throw new BadInput(
                            "error: `"
                                    + wanted
                                    + "` is no way to check host keys\n"
                                    + "  = help: take strict, accept-new or off\n");
        };
    }

    /** An empty answer means: the same as for the log-in, as in Ansible. */
    private Optional<Secret> becomePassword(Settings settings, Optional<Secret> login) {
        Optional<Secret> given =
                password(
                        asksToBecome(settings),
                        becomePasswordFile,
                        settings,
                        "BECOME password" + (login.isPresent() ? " [as SSH]" : "") + ": ");
        return given.isPresent() && given.get().value().isEmpty() ? login : given;
    }

    private static Optional<Secret> password(
            boolean ask, String file, Settings settings, String prompt) {
        if (!file.isEmpty()) {
            return Optional.of(fromFile(Path.of(settings.home(file))));
        }
        if (!ask) {
            return Optional.empty();
        }
        Console console = Terminal.keyboard().orElseThrow(LoginOptions::nobodyToAsk);
        char[] answer = console.readPassword("%s", prompt);
        return Optional.of(new Secret(answer == null ? "" : new String(answer)));
    }

    private static BadInput nobodyToAsk() {
        return new BadInput(
                """
                error: a password is to be asked for, and there is no terminal to ask on
                  = help: use --connection-password-file or --become-password-file
                """);
    }

    private static Secret fromFile(Path file) {
        try {
            return new Secret(Files.readString(file).stripTrailing());
        } catch (IOException e) {
            throw new BadInput(
                    "error: the password file "
                            + file
                            + " can not be read\n"
                            + "  = help: it holds the password and nothing else\n");
        }
    }
}
