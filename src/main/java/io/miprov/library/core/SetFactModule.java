package io.miprov.library.core;

import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

@Doc(
        """
        Sets variables on the host, for the rest of the run.

        - set_fact:
            java_home: /usr/lib/jvm/java-17-openjdk-amd64
        """)
public final class SetFactModule implements Module<SetFactModule.Params> {
    /** What it takes. */
    public record Params(
            @Doc(
                            value =
                                    "makes them facts too, in `ansible_facts`; they are kept from run to run where `fact_caching` is set",
                            orElse = "no")
                    boolean cacheable,
            @Doc(value = "the variables and their values", rest = true)
                    Map<String, Object> variables) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public boolean readsTruth() {
        return true;
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.variables().isEmpty()) {
            throw new BadParams("", "names no variable to set");
        }
        Map<String, Object> set = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : params.variables().entrySet()) {
            if (!each.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new BadParams(
                        each.getKey(), "`" + each.getKey() + "` can not be the name of a variable");
            }
            set.put(each.getKey(), each.getValue());
        }
        Outcome outcome = Outcome.ok(Map.of("ansible_facts", set)).withVariables(set);
        if (!params.cacheable()) {
            return new Answer(outcome);
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        set.forEach((name, value) -> kept.put(name.replaceFirst("^ansible_", ""), value));
        return new Answer(outcome.withFacts(kept));
    }
}
