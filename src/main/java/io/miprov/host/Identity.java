package io.miprov.host;

import io.miprov.diag.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who a shell runs as, and the words that make it so.
 *
 * @param become empty: who logged in
 */
record Identity(Optional<Become> become, List<String> shell) {

    /** Whether a password has to be typed, perhaps. */
    Optional<Secret> password() {
        return become.flatMap(Become::password);
    }

    /**
     * The command that makes a shell wait as this user; it asks for a password with this prompt.
     */
    List<String> command(String prompt, String hello) {
        List<String> inner =
                password().isPresent() ? Boot.tellingWords(shell, hello) : Boot.words(shell);
        if (become.isEmpty()) {
            return inner;
        }
        return switch (become.get().method()) {
            case "sudo" -> sudo(become.get(), prompt, inner);
            case "doas" -> doas(become.get(), inner);
            case "su" -> su(become.get(), inner);
            default -> throw new HostRefused(unknown(become.get().method()));
        };
    }

    private static List<String> sudo(Become to, String prompt, List<String> inner) {
        List<String> words = new ArrayList<>(List.of("sudo"));
        words.addAll(to.flags().isBlank() ? List.of("-H") : flags(to, "-n", "-S"));
        words.addAll(to.password().isPresent() ? List.of("-S", "-p", prompt) : List.of("-n"));
        words.addAll(List.of("-u", to.user(), "--"));
        words.addAll(inner);
        return words;
    }

    private static List<String> doas(Become to, List<String> inner) {
        if (to.password().isPresent()) {
            throw new HostRefused(
                    "doas asks for its password on a terminal only, and there is none"
                            + "\n  help: write `permit nopass` in doas.conf, or use become_method: sudo");
        }
        List<String> words = new ArrayList<>(List.of("doas"));
        words.addAll(flags(to, "-n"));
        words.addAll(List.of("-n", "-u", to.user(), "--"));
        words.addAll(inner);
        return words;
    }

    private static List<String> su(Become to, List<String> inner) {
        if (to.password().isPresent()) {
            throw new HostRefused(
                    "su asks for its password on a terminal, and there is none"
                            + "\n  help: use become_method: sudo, or su without a password where"
                            + " root logs in");
        }
        List<String> words = new ArrayList<>(List.of("su"));
        words.addAll(flags(to));
        words.addAll(
                List.of(to.user(), "-s", "/bin/sh", "-c", "exec " + Sh.of("{}", inner).text()));
        return words;
    }

    private static List<String> flags(Become to, String... ours) {
        List<String> flags = new ArrayList<>();
        for (String flag : to.flags().trim().split("\\s+")) {
            if (!flag.isEmpty() && !List.of(ours).contains(flag)) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static String unknown(String method) {
        return "become_method: "
                + method
                + " is not known here\n  help: there are sudo, su and doas";
    }
}
