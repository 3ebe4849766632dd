package io.miprov.library.core;

import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Condition;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Fails unless all of its conditions are true.

        - assert:
            that:
              - groups['micro_integrators'] | length >= 2
            fail_msg: This needs at least two nodes.
        """)
public final class AssertModule implements Module<AssertModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("conditions, as `when` takes them") List<Condition> that,
            @Doc(value = "what to say when one is not true", aliases = "msg")
                    Optional<Object> failMsg,
            @Doc("what to say when all are true") Optional<Object> successMsg,
            @Doc(value = "whether little is said when all are true", orElse = "no")
                    boolean quiet) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        for (Condition condition : params.that()) {
            if (!condition.holds()) {
                return new Answer(failed(params, condition));
            }
        }
        Object msg = params.successMsg().orElse("All assertions passed");
        return new Answer(Outcome.ok(params.quiet() ? Map.of() : Map.of("msg", msg)));
    }

    private static Outcome failed(Params params, Condition condition) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("assertion", condition.text());
        values.put("evaluated_to", false);
        values.put("msg", params.failMsg().orElse("Assertion failed"));
        String message =
                params.failMsg().map(CopyModule::text).orElse("not true: " + condition.text());
        return Outcome.of(Outcome.Status.FAILED, message, values);
    }
}
