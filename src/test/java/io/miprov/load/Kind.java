package io.miprov.load;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What kinds of requests there are, and how often each is sent. */
enum Kind {
    GET_KEPT(550, true),
    GET_NEW(170, false),
    POST_KEPT(190, true),
    POST_NEW(80, false),
    /** Takes 5 to 20 seconds, on a connection of its own. */
    SLOW(10, false),
    WEBSOCKET(0, false);

    private static final int SUM = 1000;

    private final int share;
    private final boolean kept;

    Kind(int share, boolean kept) {
        this.share = share;
        this.kept = kept;
    }

    /** Whether it uses a connection that has been used before, when there is one. */
    boolean kept() {
        return kept;
    }

    boolean posts() {
        return this == POST_KEPT || this == POST_NEW;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Some kind, in proportion to the shares; slow ones as often as said, in thousandths. */
    static Kind any(Random random, int slowShare) {
        if (random.nextInt(SUM) < slowShare) {
            return SLOW;
        }
        int at = random.nextInt(SUM - SLOW.share);
        for (Kind kind : List.of(GET_KEPT, GET_NEW, POST_KEPT)) {
            at -= kind.share;
            if (at < 0) {
                return kind;
            }
        }
        return POST_NEW;
    }
}
