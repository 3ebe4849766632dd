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
     * Whether the password is written before anybody asks: {@code su} can not be told how to ask,
     * and does so in the language of the host. It reads standard input where there is no terminal.
     */
    boolean unasked() {
        return become.filter(to -> to.method().equals("su")).isPresent();
    }

    /**
     * The command that makes a shell wait as this user; it asks for a password with this prompt.
     */
    List<String> command(String prompt, String hello) {
        if (become.isEmpty()) {
            return Boot.words(shell);
        }
        return switch (become.get().method()) {
            case "sudo" -> sudo(become.get(), prompt, inner(hello));
            case "doas" -> doas(become.get(), inner(hello));
            case "su" -> su(become.get(), inner(hello));
            default -> throw new HostRefused(unknown(become.get().method()));
        };
    }

    private List<String> inner(String hello) {
        if (password().isEmpty()) {
            return Boot.words(shell);
        }
        return unasked() ? Boot.skippingWords(shell, hello) : Boot.tellingWords(shell, hello);
    }

    private static List<String> sudo(Become to, String prompt, List<String> inner) {
        List<String> words = new ArrayList<>(List.of(to.program()));
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
        List<String> words = new ArrayList<>(List.of(to.program()));
        words.addAll(flags(to, "-n"));
        words.addAll(List.of("-n", "-u", to.user(), "--"));
        words.addAll(inner);
        return words;
    }

    private static List<String> su(Become to, List<String> inner) {
        List<String> words = new ArrayList<>(List.of(to.program()));
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
