package io.miprov.module;

import io.miprov.host.Call;
import io.miprov.host.Host;
import io.miprov.host.HostLost;
import io.miprov.host.HostRefused;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until a host answers a question rightly, over new connections, after something that may
 * cost the one there is. Any loss of the connection counts as "not yet".
 *
 * @param first what makes the host go away, such as a reboot; it is a change, which check mode only
 *     tells. Without it, nothing changes, and check mode skips the waiting
 * @param delay how long to wait before the first question
 * @param question succeeds when the wait is over; asked again every {@code pause}
 * @param patience how long a single question may take
 * @param timeout how long to ask in all
 * @param says what {@code register} gets besides {@code elapsed}, in seconds
 */
public record Await(
        Optional<Sh> first,
        Duration delay,
        Sh question,
        Duration patience,
        Duration pause,
        Duration timeout,
        Map<String, Object> says)
        implements Change {

    @Override
    public Outcome on(Host host, Mode mode) {
        if (first.isPresent() && host.here()) {
            return Outcome.failed("this would take down the machine that miprov itself runs on")
                    .with(after(0));
        }
        if (mode.check()) {
            return first.isPresent()
                    ? Outcome.changed(after(0))
                    : Outcome.skipped("not waited for in check mode");
        }
        long began = System.nanoTime();
        if (first.isPresent()) {
            Optional<Outcome> refused = begin(host, first.get());
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        sleep(host, delay);
        String last = ask(host, began);
        Map<String, Object> values = after(seconds(began));
        if (!last.isEmpty()) {
            return Outcome.failed(
                            "it did not answer rightly within "
                                    + timeout.toSeconds()
                                    + " s; last: "
                                    + last)
                    .with(values);
        }
        return first.isPresent() ? Outcome.changed(values) : Outcome.ok(values);
    }

    /** Starts it; a host that is gone before it could answer has begun. */
    private Optional<Outcome> begin(Host host, Sh script) {
        try {
            Reply reply = host.run(script);
            return reply.ok() ? Optional.empty() : Optional.of(Failures.of(reply));
        } catch (HostLost e) {
            return Optional.empty();
        }
    }

    /** Asks until it is right: nothing; or until the time is up: what was told last. */
    private String ask(Host host, long began) {
        while (true) {
            host.renew();
            String told = once(host);
            if (told.isEmpty() || System.nanoTime() - began > timeout.plus(delay).toNanos()) {
                return told;
            }
            sleep(host, pause);
        }
    }

    private String once(Host host) {
        try {
            Reply reply = host.run(question, new Call(patience, Call.Watcher.NOBODY));
            if (reply.ok()) {
                return "";
            }
            String said = (reply.err() + reply.out()).strip();
            return reply.timedOut() ? "no answer" : said.isEmpty() ? "not yet" : said;
        } catch (HostLost | HostRefused e) {
            return e.getMessage();
        }
    }

    private Map<String, Object> after(long elapsed) {
        Map<String, Object> values = new LinkedHashMap<>(says);
        values.put("elapsed", elapsed);
        return values;
    }

    private static long seconds(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }

    private static void sleep(Host host, Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostLost(host.name(), "the wait was interrupted", e);
        }
    }
}
