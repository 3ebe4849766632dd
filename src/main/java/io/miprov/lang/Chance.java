package io.miprov.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Filters that choose by chance. With a seed the choice is the same each time, though not Python's.
 */
final class Chance {
    private Chance() {}

    static Object random(Call call) {
        int first = call.whole(0, "start", 0);
        int by = Math.max(1, call.whole(1, "step", 1));
        Random random = random(call.arg(2, "seed", null));
        if (Numbers.whole(call.input())) {
            long count = (Numbers.big(call.input()).longValue() - first + by - 1) / by;
            if (count <= 0) {
                throw Fault.of("there is no number to choose from");
            }
            return first + by * (long) (random.nextDouble() * count);
        }
        if (call.has(0, "start") || call.has(1, "step")) {
            throw Fault.of(
                    "`start` and `step` are for a number", "this is " + Python.kind(call.input()));
        }
        List<Object> items = call.items();
        if (items.isEmpty()) {
            throw Fault.of("there is nothing to choose from", "the list is empty");
        }
        return items.get(random.nextInt(items.size()));
    }

    static Object shuffle(Call call) {
        Random random = random(call.arg(0, "seed", null));
        if (!(call.input() instanceof List<?> list)) {
            return call.input();
        }
        List<Object> items = new ArrayList<>(list);
        Collections.shuffle(items, random);
        return items;
    }

    private static Random random(Object seed) {
        return seed == null ? new Random() : new Random(Python.str(seed).hashCode());
    }
}
