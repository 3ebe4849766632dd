package io.miprov.engine;

import io.miprov.event.Event;
import java.util.List;
import java.util.Map;

/** Tells the steps of one batch of a roll. */
final class RollSteps {
    private final Run run;
    private final String play;
    private final int batch;

    /**
     * @param batch counts from one; zero: the whole play
     */
    RollSteps(Run run, String play, int batch) {
        this.run = run;
        this.play = play;
        this.batch = batch;
    }

    void begun(Event.Step step, List<String> hosts, String says) {
        tell(step, Event.Phase.BEGUN, hosts, says, Map.of());
    }

    void done(Event.Step step, List<String> hosts, String says) {
        done(step, hosts, says, Map.of());
    }

    void done(Event.Step step, List<String> hosts, String says, Map<String, Object> values) {
        tell(step, Event.Phase.DONE, hosts, says, values);
    }

    void skipped(Event.Step step, List<String> hosts, String says) {
        tell(step, Event.Phase.SKIPPED, hosts, says, Map.of());
    }

    void failed(Event.Step step, List<String> hosts, String says, Map<String, Object> values) {
        tell(step, Event.Phase.FAILED, hosts, says, values);
    }

    @SuppressWarnings("unchecked")
    private void tell(
            Event.Step step,
            Event.Phase phase,
            List<String> hosts,
            String says,
            Map<String, Object> values) {
        run.teller.tell(
                new Event.RollStep(
                        play,
                        batch,
                        step,
                        phase,
                        hosts,
                        run.teller.mask.over(says),
                        (Map<String, Object>) run.teller.mask.over((Object) values)));
    }
}
