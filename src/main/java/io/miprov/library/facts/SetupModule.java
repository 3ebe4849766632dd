package io.miprov.library.facts;

import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Doc(
        """
        Tells the facts of the host: system, network, memory, processors, mounts, user, time.

        - setup:
            filter: [ansible_distribution*]
        """)
public final class SetupModule implements Module<SetupModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value =
                                    "which subjects: all, min, network, hardware, …; with ! before it, not",
                            orElse = "all")
                    List<String> gatherSubset,
            @Doc(value = "taken for Ansible's sake", orElse = "10") int gatherTimeout,
            @Doc(value = "names of facts, with * and ?; others are not told", orElse = "")
                    List<String> filter,
            @Doc(value = "the folder with facts of your own", orElse = "/etc/ansible/facts.d")
                    String factPath) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Set<String> subjects = subjects(params);
        return new Ask(
                Sh.resource(SetupModule.class, "facts.sh")
                        .then(Sh.of("facts {}", params.factPath())),
                reply -> {
                    if (!reply.ok()) {
                        return Outcome.failed(reply.err().strip());
                    }
                    Map<String, Object> all = HostFacts.read(reply.out(), subjects);
                    Map<String, Object> told = filtered(params, all);
                    Map<String, Object> named = prefixed(told);
                    if (told == all) {
                        named.put("gather_subset", params.gatherSubset());
                        named.put("module_setup", true);
                    }
                    return Outcome.ok(Map.of("ansible_facts", named)).withFacts(told);
                });
    }

    private static Set<String> subjects(Params params) {
        try {
            return Subset.subjects(params.gatherSubset());
        } catch (IllegalArgumentException e) {
            throw new BadParams("gather_subset", "`gather_subset` " + e.getMessage());
        }
    }

    private static Map<String, Object> filtered(Params params, Map<String, Object> all) {
        if (params.filter().isEmpty() || params.filter().contains("*")) {
            return all;
        }
        Map<String, Object> some = new LinkedHashMap<>();
        all.forEach(
                (name, value) -> {
                    if (params.filter().stream().anyMatch(f -> matches("ansible_" + name, f))) {
                        some.put(name, value);
                    }
                });
        return some;
    }

    private static boolean matches(String name, String filter) {
        String full = filter.startsWith("ansible_") ? filter : "ansible_" + filter;
        return name.matches(
                full.replaceAll("[^A-Za-z0-9_*?]", "\\\\$0").replace("*", ".*").replace("?", "."));
    }

    private static Map<String, Object> prefixed(Map<String, Object> facts) {
        Map<String, Object> named = new LinkedHashMap<>();
        facts.forEach((name, value) -> named.put("ansible_" + name, value));
        return named;
    }
}
