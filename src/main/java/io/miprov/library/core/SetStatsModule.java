package io.miprov.library.core;

import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.Map;

@Doc(
        """
        Tells statistics of your own, which show in the results and in JSON events.

        - set_stats:
            data: {deployed: 3}
        """)
public final class SetStatsModule implements Module<SetStatsModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the names of the statistics, with their values") Map<String, Object> data,
            @Doc(value = "whether they are this host's", orElse = "no") boolean perHost,
            @Doc(value = "whether they are added to those told before", orElse = "yes")
                    boolean aggregate) {}

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        for (String name : params.data().keySet()) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new BadParams("data", "`" + name + "` can not be the name of a variable");
            }
        }
        Map<String, Object> told =
                Map.of(
                        "data", params.data(),
                        "per_host", params.perHost(),
                        "aggregate", params.aggregate());
        return new Answer(Outcome.ok(Map.of("ansible_stats", told)));
    }
}
