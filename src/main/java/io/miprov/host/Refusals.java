package io.miprov.host;

import java.util.Locale;

/** The words for what can go wrong between a log-in that worked and a shell that answers. */
final class Refusals {
    private Refusals() {}

    static HostRefused noShell(Launcher launcher, Identity identity, String reason, String said) {
        String text = said.strip();
        String who = who(launcher);
        if (identity.become().isEmpty()) {
            return new HostRefused(
                    who
                            + ": logged in, but no POSIX shell answered"
                            + quoted(reason, text)
                            + "\n  help: the account needs a shell that runs commands, and "
                            + String.join(" ", identity.shell())
                            + " (ansible_shell_executable) must exist there");
        }
        Become become = identity.become().get();
        return new HostRefused(
                who
                        + ": can not become "
                        + become.user()
                        + " by "
                        + become.method()
                        + quoted(reason, text)
                        + "\n  help: "
                        + help(become, reason, text));
    }

    static String who(Launcher launcher) {
        return launcher.name() + " (" + launcher.place() + ")";
    }

    private static String quoted(String reason, String text) {
        String shown = text.length() > 600 ? text.substring(0, 600) + " ..." : text;
        return (reason.isEmpty() ? "" : ": " + reason)
                + (shown.isEmpty() ? "" : ": " + shown.replace("\n", "\n    "));
    }

    private static String help(Become become, String reason, String said) {
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("tty")) {
            return "there is no terminal; write `Defaults:USER !requiretty` in sudoers for the user who logs in";
        }
        if (!reason.isEmpty() && become.password().isPresent()) {
            return "give the password of the user who logs in, by ansible_become_password or -K";
        }
        if (text.contains("password") && become.password().isEmpty()) {
            return "give the password by ansible_become_password or -K, or allow NOPASSWD in sudoers";
        }
        if (text.contains("not found")) {
            return "install " + become.program() + " there, or log in as " + become.user();
        }
        if (become.method().equals("su")) {
            return "su asks everybody but root for the password of "
                    + become.user()
                    + "; give it by ansible_become_password or -K";
        }
        return "the user who logs in must be allowed to become "
                + become.user()
                + "; try `"
                + become.method()
                + " -u "
                + become.user()
                + " id` there";
    }
}
