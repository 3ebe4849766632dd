package io.miprov.module;

import io.miprov.host.Reply;
import java.util.Map;

/** Reads a reply that is no success. */
final class Failures {
    private Failures() {}

    static Outcome of(Reply reply) {
        String said = reply.err().isBlank() ? reply.out().strip() : reply.err().strip();
        String message =
                reply.timedOut()
                        ? "timed out and was killed" + (said.isEmpty() ? "" : "; it said: " + said)
                        : said.isEmpty() ? "exit status " + reply.status() : said;
        return Outcome.failed(message).with(Map.of("rc", (long) reply.status()));
    }
}
