package io.miprov.host.ssh;

import io.miprov.host.HostRefused;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Options as they are given to {@code ssh} on its command line; those that we do not have are
 * refused.
 */
final class SshArgs {
    /** Options that change what we do. */
    private static final Set<String> KNOWN =
            Set.of(
                    "connectionattempts",
                    "connecttimeout",
                    "globalknownhostsfile",
                    "hashknownhosts",
                    "hostkeyalias",
                    "hostname",
                    "identitiesonly",
                    "identityagent",
                    "identityfile",
                    "kbdinteractiveauthentication",
                    "passwordauthentication",
                    "port",
                    "proxycommand",
                    "proxyjump",
                    "pubkeyauthentication",
                    "serveralivecountmax",
                    "serveraliveinterval",
                    "stricthostkeychecking",
                    "user",
                    "userknownhostsfile");

    /** Options that have nothing to do here, or that say what is so anyway. */
    private static final Set<String> NEEDLESS =
            Set.of(
                    "addkeystoagent",
                    "batchmode",
                    "challengeresponseauthentication",
                    "checkhostip",
                    "compression",
                    "controlmaster",
                    "controlpath",
                    "controlpersist",
                    "exitonforwardfailure",
                    "gssapiauthentication",
                    "ipqos",
                    "loglevel",
                    "preferredauthentications",
                    "requesttty",
                    "tcpkeepalive",
                    "updatehostkeys",
                    "visualhostkey");

    private static final String FLAGS_IGNORED = "CqTnxav46";
    private final String host;
    private final SshOptions options;

    SshArgs(String host, SshOptions options) {
        this.host = host;
        this.options = options;
    }

    /** Adds them all; gives the configuration file of {@code -F}. */
    Optional<Path> read(List<String> args) {
        Optional<Path> file = Optional.empty();
        Deque<String> left = new ArrayDeque<>(args);
        while (!left.isEmpty()) {
            String arg = left.pop();
            if (arg.length() < 2 || arg.charAt(0) != '-') {
                throw refused(arg);
            }
            char flag = arg.charAt(1);
            if ("oipJFl".indexOf(flag) < 0) {
                ignore(arg);
                continue;
            }
            String value = arg.length() > 2 ? arg.substring(2) : left.isEmpty() ? "" : left.pop();
            switch (flag) {
                case 'o' -> option(value);
                case 'i' -> options.add("IdentityFile", List.of(value));
                case 'p' -> options.add("Port", List.of(value));
                case 'J' -> options.add("ProxyJump", List.of(value));
                case 'l' -> options.add("User", List.of(value));
                default -> file = Optional.of(options.file(value));
            }
        }
        return file;
    }

    private void option(String text) {
        List<String> words = SshConfig.words(text);
        String keyword = words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT);
        if (words.size() < 2 || !KNOWN.contains(keyword) && !NEEDLESS.contains(keyword)) {
            throw refused("-o " + text);
        }
        options.add(keyword, SshConfig.values(keyword, words, text));
    }

    private void ignore(String arg) {
        for (char flag : arg.substring(1).toCharArray()) {
            if (FLAGS_IGNORED.indexOf(flag) < 0) {
                throw refused(arg);
            }
        }
    }

    private HostRefused refused(String arg) {
        return new HostRefused(
                host
                        + ": the ssh option `"
                        + arg
                        + "` is not known here\n  help: take it out of ansible_ssh_common_args or"
                        + " ansible_ssh_extra_args; there are -i, -p, -l, -J, -F and -o with "
                        + String.join(", ", KNOWN.stream().sorted().toList()));
    }
}
