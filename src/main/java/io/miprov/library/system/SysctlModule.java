package io.miprov.library.system;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        """
        Sets a kernel parameter in a file that is read at boot, and now.

        - sysctl:
            name: net.core.somaxconn
            value: "4096"
            sysctl_file: /etc/sysctl.d/60-wso2.conf
            sysctl_set: true
        """)
public final class SysctlModule implements Module<SysctlModule.Params> {
    private static final Set<String> TRUE = Set.of("yes", "on", "1", "true", "t", "y");
    private static final Set<String> FALSE = Set.of("no", "off", "0", "false", "f", "n");

    /** What it takes. */
    public record Params(
            @Doc(value = "the parameter, with dots", aliases = "key") String name,
            @Doc(value = "its value", aliases = "val") Optional<String> value,
            @Doc(value = "whether it should be in the file", orElse = "present") State state,
            @Doc(value = "whether the file is read by `sysctl -p`", orElse = "yes") boolean reload,
            @Doc(value = "whether the value is compared and set now too", orElse = "no")
                    boolean sysctlSet,
            @Doc(value = "whether unknown parameters are no failure", orElse = "no")
                    boolean ignoreerrors,
            @Doc(value = "the file", orElse = "/etc/sysctl.conf") String sysctlFile) {

        String key() {
            return name.strip();
        }

        boolean present() {
            return state == State.PRESENT;
        }

        /** Yes and no are 1 and 0. */
        String wanted() {
            String text = value.orElse("").strip();
            String word = text.toLowerCase(Locale.ROOT);
            return TRUE.contains(word) ? "1" : FALSE.contains(word) ? "0" : text;
        }
    }

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.key().isEmpty()) {
            throw new BadParams("name", "is empty");
        }
        if (params.present() && params.value().filter(v -> !v.isBlank()).isEmpty()) {
            throw new BadParams("value", "`value` is needed for what should be there");
        }
        Sh words = Sh.resource(SysctlModule.class, "sysctl.sh");
        return new Decide(
                words.then(Sh.of("sysctl_state {} {}", params.key(), params.sysctlFile())),
                answer -> change(params, words, answer),
                Map.of());
    }

    private static Change change(Params params, Sh words, String answer) {
        int cut = answer.indexOf('\036');
        String now = answer.substring(0, cut);
        String text = answer.substring(cut + 1);
        SysctlFile file = SysctlFile.of(text);
        Optional<String> kept = file.value(params.key());
        boolean differs =
                params.present() ? !kept.equals(Optional.of(params.wanted())) : kept.isPresent();
        boolean live = params.present() && !sameWords(now, params.wanted());
        boolean set = params.sysctlSet() && live;
        boolean reloads = params.reload() && (differs || live);
        if (!differs && !set && !reloads) {
            return new Answer(Outcome.ok(Map.of()));
        }
        String after = differs ? file.with(params.key(), wanted(params)).text() : text;
        List<Sh> steps = new ArrayList<>();
        if (set) {
            steps.add(
                    Sh.of(
                            "sysctl_do {} -w {}",
                            skips(params),
                            params.key() + "=" + params.wanted()));
        }
        if (differs) {
            steps.add(Sh.of("put {} '' '' '' '' '' {}", params.sysctlFile(), Bytes.of(after)));
        }
        if (params.reload()) {
            steps.add(Sh.of("sysctl_do {} -p {}", skips(params), params.sysctlFile()));
        }
        Sh script = steps.stream().reduce(Sh::and).orElseThrow();
        return new Act(words.then(script), Map.of(), diff(params, now, text, after));
    }

    private static Outcome.TextDiff diff(Params params, String now, String text, String after) {
        return text.equals(after)
                ? new Outcome.TextDiff(params.key(), now.strip() + "\n", params.wanted() + "\n")
                : new Outcome.TextDiff(params.sysctlFile(), text, after);
    }

    private static Optional<String> wanted(Params params) {
        return params.present() ? Optional.of(params.wanted()) : Optional.empty();
    }

    private static List<String> skips(Params params) {
        return params.ignoreerrors() ? List.of("-e") : List.of();
    }

    private static boolean sameWords(String one, String two) {
        return Arrays.equals(one.strip().split("\\s+"), two.strip().split("\\s+"));
    }
}
