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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@Doc(
        """
        Turns a boolean of SELinux on or off, now, and over reboots too.

        - seboolean:
            name: httpd_can_network_connect
            state: true
            persistent: true
        """)
public final class SebooleanModule implements Module<SebooleanModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the boolean") String name,
            @Doc("whether it should be on") boolean state,
            @Doc(value = "whether it stays so over a reboot", orElse = "no") boolean persistent,
            @Doc(
                            value =
                                    "whether only what is kept for the next boot counts, as in the making of an image",
                            orElse = "no")
                    boolean ignoreSelinuxState) {

        String word() {
            return state ? "on" : "off";
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh words = Sh.resource(SebooleanModule.class, "selinux.sh");
        Sh question =
                params.ignoreSelinuxState()
                        ? Sh.of(
                                "{ boolean_state {} 2>/dev/null || printf '\\n\\n'; }",
                                params.name())
                        : Sh.of("boolean_state {}", params.name());
        return new Decide(
                words.then(question), answer -> change(params, answer.split("\n", -1)), Map.of());
    }

    private static Change change(Params params, String[] told) {
        String now = told[0].strip();
        String kept = told[1].strip();
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("name", params.name());
        says.put("persistent", params.persistent());
        says.put("state", params.state());
        boolean live = now.equals(params.word());
        boolean lasts = (kept.isEmpty() ? now : kept).equals(params.word());
        if (live && (lasts || !params.persistent())) {
            return new Answer(Outcome.ok(says));
        }
        List<String> options = params.persistent() ? List.of("-P") : List.of();
        return new Act(
                Sh.of("setsebool {} {} {}", options, params.name(), params.word()),
                says,
                new Outcome.TextDiff(
                        "SELinux boolean " + params.name(), now + "\n", params.word() + "\n"));
    }
}
