package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Secret;
import io.miprov.diag.Span;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Text;
import io.miprov.playbook.Play;
import io.miprov.playbook.Prompt;
import io.miprov.playbook.Variables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks for what {@code vars_prompt} names, unless {@code -e} says it. */
final class Prompts {
    private final Asker asker;
    private final Run run;

    Prompts(Asker asker, Run run) {
        this.asker = asker;
        this.run = run;
    }

    /** The play with the answers among its variables. */
    CompiledPlay asked(CompiledPlay play) {
        if (play.play().prompts().isEmpty()) {
            return play;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Span> places = new LinkedHashMap<>();
        for (Prompt prompt : play.play().prompts()) {
            if (!run.extra.values().containsKey(prompt.name())) {
                values.put(prompt.name(), answer(prompt, filled(prompt, play.play())));
                places.put(prompt.name(), prompt.span());
            }
        }
        return play.with(play.play().withVars(new Variables(values, places)));
    }

    private Map<?, ?> filled(Prompt prompt, Play play) {
        try {
            return (Map<?, ?>)
                    Template.resolve(
                            prompt.said(), new StaticScope(List.of(run.extra, play.vars())));
        } catch (TemplateError e) {
            throw new BadInput(e.diagnostic());
        }
    }

    private Object answer(Prompt prompt, Map<?, ?> said) {
        Object otherwise = said.get("default");
        String text = Objects.toString(said.get("prompt"), "");
        String question =
                text.isEmpty()
                        ? "input for " + prompt.name() + ": "
                        : text + (otherwise == null ? "" : " [" + otherwise + "]") + ": ";
        boolean hidden = said.get("private") == null || Vars.truth(said.get("private"));
        Optional<String> typed = typed(question, hidden, Vars.truth(said.get("confirm")));
        if (typed.isEmpty()) {
            run.teller.warning(
                    Diagnostic.warning(
                                    "nobody can be asked for `" + prompt.name() + "`",
                                    prompt.span())
                            .help("it gets its default; give it with -e " + prompt.name() + "=…"));
        }
        typed.filter(answer -> !answer.isEmpty() && Vars.truth(said.get("private")))
                .ifPresent(answer -> run.teller.mask.learn(new Secret(answer)));
        Object answer =
                typed.filter(each -> !each.isEmpty())
                        .map(each -> (Object) each)
                        .orElse(otherwise == null ? typed.orElse("") : otherwise);
        if (said.get("encrypt") != null) {
            return encrypted(answer, said, prompt);
        }
        boolean template =
                !Vars.truth(said.get("unsafe")) && Template.looksLikeOne(answer.toString());
        return template
                ? Template.parse(Text.at(answer.toString(), prompt.span()), new Problems())
                : answer;
    }

    private Optional<String> typed(String question, boolean hidden, boolean twice) {
        Optional<String> first = asker.ask(question, hidden);
        if (!twice || first.isEmpty()) {
            return first;
        }
        Optional<String> second = asker.ask("confirm " + question, hidden);
        return first.equals(second)
                ? first
                : typed("VALUES ENTERED DO NOT MATCH\n" + question, hidden, true);
    }

    private Object encrypted(Object answer, Map<?, ?> said, Prompt prompt) {
        Map<String, Object> vars = new LinkedHashMap<>();
        vars.put("answer", String.valueOf(answer));
        vars.put("scheme", String.valueOf(said.get("encrypt")).replaceFirst("_crypt$", ""));
        vars.put("salt", said.get("salt"));
        Template hash =
                Template.expression(
                        Text.at("answer | password_hash(scheme, salt)", prompt.span()),
                        new Problems());
        try {
            return hash.value(new StaticScope(List.of(new Variables(vars, Map.of()))));
        } catch (TemplateError e) {
            throw new BadInput(e.diagnostic());
        }
    }
}
