package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Chooses which program a generic name means, by update-alternatives.

        - alternatives:
            name: java
            path: /usr/lib/jvm/java-17-openjdk-amd64/bin/java
        """)
public final class AlternativesModule implements Module<AlternativesModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the generic name") String name,
            @Doc("the program that it should mean") String path,
            @Doc("the link that has the generic name; needed where the name is new")
                    Optional<String> link,
            @Doc("the priority; 50 where the program is new") Optional<Integer> priority,
            @Doc(
                            value =
                                    "present: it can be chosen; selected: it is; auto: the highest priority is; absent: it can not be",
                            orElse = "selected")
                    State state,
            @Doc(value = "links that go along with it", aliases = "slaves")
                    Optional<List<Subcommand>> subcommands) {}

    /** A link that goes along. */
    public record Subcommand(
            @Doc("its generic name") String name,
            @Doc("the program that it means") String path,
            @Doc("the link that has the generic name") String link) {}

    /** How it should be. */
    public enum State {
        PRESENT,
        SELECTED,
        AUTO,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        return new Decide(
                Sh.of(
                        "LC_ALL=C update-alternatives --display {} 2>/dev/null || command -v update-alternatives >/dev/null",
                        params.name()),
                answer -> new AlternativesPlan(params, answer).change(),
                Map.of());
    }
}
