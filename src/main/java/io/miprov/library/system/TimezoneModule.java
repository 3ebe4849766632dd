package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Sets the time zone of the host, and whether its hardware clock runs in it.

        - timezone:
            name: Europe/Berlin
        """)
public final class TimezoneModule implements Module<TimezoneModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the time zone, as below /usr/share/zoneinfo") Optional<String> name,
            @Doc(value = "what the hardware clock runs in: UTC or local", aliases = "rtc")
                    Optional<Clock> hwclock) {}

    /** What a hardware clock runs in. */
    public enum Clock {
        LOCAL("local"),
        UTC("UTC");

        private final String word;

        Clock(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.name().isEmpty() && params.hwclock().isEmpty()) {
            throw new BadParams("name", "nothing to do: say `name` or `hwclock`");
        }
        Sh words = Sh.resource(TimezoneModule.class, "timezone.sh");
        return new Decide(
                words.then(Sh.of("timezone_state {}", params.name().orElse(""))),
                answer -> change(params, words, answer.lines().toList()),
                Map.of());
    }

    private static Change change(Params params, Sh words, List<String> told) {
        String zone = told.get(0);
        String clock = told.get(1);
        String wantedZone = params.name().orElse(zone);
        String wantedClock = params.hwclock().map(Clock::toString).orElse(clock);
        if (zone.equals(wantedZone) && clock.equals(wantedClock)) {
            return new Answer(Outcome.ok(Map.of()));
        }
        Sh set =
                Sh.of(
                        "set_timezone {} {}",
                        zone.equals(wantedZone) ? "" : wantedZone,
                        clock.equals(wantedClock) ? "" : wantedClock);
        return new Act(
                words.then(set),
                Map.of(),
                new Outcome.TextDiff(
                        "time zone", described(zone, clock), described(wantedZone, wantedClock)));
    }

    private static String described(String zone, String clock) {
        return "name: " + zone + "\nhwclock: " + clock + "\n";
    }
}
