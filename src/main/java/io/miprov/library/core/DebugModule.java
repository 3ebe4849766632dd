package io.miprov.library.core;

import com.google.gson.GsonBuilder;
import io.miprov.diag.Secret;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Expression;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Verbosity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Prints a message, or what a variable holds.

        - debug:
            msg: "{{ inventory_hostname }} listens on {{ mi_http_port }}"
        """)
public final class DebugModule implements Module<DebugModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the message, or any value") Optional<Object> msg,
            @Doc("the name of a variable, or an expression") Optional<Expression> var,
            @Doc(value = "how many -v it takes to be shown", orElse = "0") Verbosity verbosity) {}

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
        if (params.msg().isPresent() && params.var().isPresent()) {
            throw new BadParams("var", "`msg` and `var` are both given; it takes one of them");
        }
        if (!params.verbosity().reached()) {
            String why = "Verbosity threshold not met.";
            return new Answer(Outcome.skipped("").with(Map.of("skipped_reason", why)));
        }
        return new Answer(params.var().map(DebugModule::told).orElseGet(() -> told(params.msg())));
    }

    private static Outcome told(Expression var) {
        Object value = var.value().orElse("VARIABLE IS NOT DEFINED!");
        return new Outcome(
                Outcome.Status.OK,
                var.text() + ": " + shown(value),
                Map.of(var.text(), value),
                List.of(),
                Map.of(),
                Map.of());
    }

    private static Outcome told(Optional<Object> msg) {
        Object value = msg.orElse("Hello world!");
        return Outcome.of(Outcome.Status.OK, shown(value), Map.of("msg", value));
    }

    private static String shown(Object value) {
        if (value instanceof String || value instanceof Secret || value instanceof Number) {
            return value.toString();
        }
        return new GsonBuilder()
                .disableHtmlEscaping()
                .serializeNulls()
                .setPrettyPrinting()
                .registerTypeAdapter(
                        Secret.class,
                        (com.google.gson.JsonSerializer<Secret>)
                                (secret, type, context) ->
                                        new com.google.gson.JsonPrimitive(secret.toString()))
                .create()
                .toJson(value);
    }
}
