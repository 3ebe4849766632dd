package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.playbook.Actions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is told of a module that does not exist here. */
final class MissingModule {
    /** Those that are left out on purpose, and what to do instead. */
    private static final Map<String, String> INSTEAD =
            Map.of(
                    "pip",
                    "it needs Python on the host; install a package, or use `command: pip install …` with"
                            + " `creates`",
                    "expect",
                    "it needs Python on the host; give the answers by `stdin` of `command`, or by options"
                            + " of the program",
                    "easy_install",
                    "it needs Python on the host; install a package");

    /** Beginnings of names, and what they are for. */
    private static final Map<String, String> ELSEWHERE =
            Map.of(
                    "win_", "Windows hosts are not managed",
                    "ec2", "clouds are not managed; let an inventory script tell the hosts",
                    "docker_", "containers are not managed",
                    "k8s", "Kubernetes is not managed");

    private MissingModule() {}

    /** With the nearest name of these, or with what to do instead. */
    static Diagnostic told(String written, Span at, Set<String> known) {
        String name = Actions.plain(written);
        Diagnostic missing =
                Diagnostic.error("there is no module `" + written + "`", at)
                        .label("neither a module nor a keyword");
        return instead(name)
                .or(
                        () ->
                                Suggestion.closest(name, known)
                                        .map(near -> "did you mean `" + near + "`?"))
                .map(missing::help)
                .orElse(missing.help("see what there is: miprov doc"));
    }

    private static Optional<String> instead(String name) {
        String plain = name.substring(name.lastIndexOf('.') + 1);
        return Optional.ofNullable(INSTEAD.get(plain))
                .or(
                        () ->
                                ELSEWHERE.entrySet().stream()
                                        .filter(each -> plain.startsWith(each.getKey()))
                                        .map(Map.Entry::getValue)
                                        .findFirst());
    }
}
