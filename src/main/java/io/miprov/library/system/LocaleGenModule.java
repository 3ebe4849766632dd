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
import java.util.Locale;
import java.util.Map;

@Doc(
        """
        Makes a locale on Debian and Ubuntu, or takes it out.

        - locale_gen:
            name: en_GB.UTF-8
        """)
public final class LocaleGenModule implements Module<LocaleGenModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the locale, with its encoding") String name,
            @Doc(value = "whether it should be there", orElse = "present") State state) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh words = Sh.resource(LocaleGenModule.class, "locale_gen.sh");
        Map<String, Object> says = Map.of("name", params.name());
        String wanted = params.state().name().toLowerCase(Locale.ROOT);
        return new Decide(
                words.then(Sh.of("locale_state {}", params.name())),
                answer ->
                        answer.strip().equals(wanted)
                                ? new Answer(Outcome.ok(says))
                                : new Act(
                                        words.then(
                                                Sh.of("make_locale {} {}", wanted, params.name())),
                                        says,
                                        new Outcome.TextDiff(
                                                "locale " + params.name(), answer, wanted + "\n")),
                says);
    }
}
