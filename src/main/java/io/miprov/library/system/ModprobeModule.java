package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

@Doc(
        """
        Loads a module of the kernel or takes it out, now and at boot.

        - modprobe:
            name: nf_conntrack
            persistent: present
        """)
public final class ModprobeModule implements Module<ModprobeModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the module of the kernel") String name,
            @Doc(value = "its parameters", orElse = "") String params,
            @Doc(value = "whether it should be loaded now", orElse = "present") State state,
            @Doc(value = "whether it is loaded at boot; disabled: as it is", orElse = "disabled")
                    Persistent persistent) {

        List<String> options() {
            return params.isBlank() ? List.of() : List.of(params.strip().split("\\s+"));
        }
    }

    /** Whether it should be loaded. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** Whether it should be loaded at boot. */
    public enum Persistent {
        DISABLED,
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh words = Sh.resource(ModprobeModule.class, "modprobe.sh");
        return new Decide(
                words.then(Sh.of("module_state {}", params.name())),
                answer -> change(params, words, answer.lines().toList()),
                says(params));
    }

    private static Map<String, Object> says(Params params) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("name", params.name());
        says.put("params", params.params());
        says.put("state", params.state().name().toLowerCase(Locale.ROOT));
        return says;
    }

    /**
     * @param told loaded or not; kept or not; then the parameters that are kept, a line each
     */
    private static Change change(Params params, Sh words, List<String> told) {
        boolean loaded = told.get(0).equals("loaded");
        boolean kept = told.get(1).equals("kept");
        Set<String> options = new TreeSet<>(told.subList(2, told.size()));
        Sh script = words;
        if (params.state() == State.PRESENT && !loaded) {
            script = script.then(Sh.of("modprobe {} {}", params.name(), params.options()));
        } else if (params.state() == State.ABSENT && loaded) {
            script = script.then(Sh.of("modprobe -r {}", params.name()));
        }
        script = boot(params, script, kept, options, words);
        return script.equals(words)
                ? new Answer(Outcome.ok(says(params)))
                : new Act(script, says(params), diff(params, loaded, kept));
    }

    @SuppressWarnings("ReferenceEquality")
    private static Sh boot(Params params, Sh script, boolean kept, Set<String> options, Sh words) {
        boolean wanted = params.persistent() == Persistent.PRESENT;
        boolean same = options.equals(new TreeSet<>(params.options()));
        boolean right = wanted ? kept && same : !kept && options.isEmpty();
        if (params.persistent() == Persistent.DISABLED || right) {
            return script;
        }
        String lines =
                params.options().stream()
                        .map(option -> "options " + params.name() + " " + option + "\n")
                        .collect(Collectors.joining());
        Sh keep =
                wanted
                        ? Sh.of("keep_module {} {}", params.name(), lines)
                        : Sh.of("drop_module {}", params.name());
        return script == words ? script.then(keep) : script.and(keep);
    }

    private static Outcome.TextDiff diff(Params params, boolean loaded, boolean kept) {
        boolean boot =
                params.persistent() == Persistent.DISABLED
                        ? kept
                        : params.persistent() == Persistent.PRESENT;
        return new Outcome.TextDiff(
                "kernel module " + params.name(),
                described(loaded, kept),
                described(params.state() == State.PRESENT, boot));
    }

    private static String described(boolean loaded, boolean kept) {
        return String.join(
                "",
                Arrays.asList(
                        loaded ? "loaded\n" : "not loaded\n",
                        kept ? "loaded at boot\n" : "not loaded at boot\n"));
    }
}
