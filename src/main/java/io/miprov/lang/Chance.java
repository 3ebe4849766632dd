package io.miprov.lang;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Filters that choose by chance; with a seed the choice is the same each time, and Python's. */
final class Chance {
    private Chance() {}

    static Object random(Call call) {
        Object first = call.arg(0, "start", null);
        Object step = call.arg(1, "step", null);
        PythonRandom random = PythonRandom.of(call.arg(2, "seed", null));
        if (Numbers.whole(call.input())) {
            BigInteger start = BigInteger.valueOf(number("start", first, 0, call));
            BigInteger by = BigInteger.valueOf(number("step", step, 1, call));
            return number(start, Numbers.big(call.input()), by, random);
        }
        if (first != null && Python.truth(first) || step != null && Python.truth(step)) {
            throw Fault.of(
                    "start and step can only be used with integer values",
                    "this is " + Python.kind(call.input()));
        }
        Object input = Python.defined(call.input());
        if (input == null || input instanceof Boolean || Numbers.is(input)) {
            throw Fault.of(
                    "random can only be used on sequences and integers",
                    "this is " + Python.kind(input));
        }
        List<Object> items = call.items();
        if (items.isEmpty()) {
            throw Fault.of("there is nothing to choose from", "the list is empty");
        }
        return items.get(random.below(items.size()));
    }

    private static int number(String name, Object given, int otherwise, Call call) {
        return given == null || !Python.truth(given) ? otherwise : call.whole(name, given);
    }

    private static Object number(
            BigInteger start, BigInteger end, BigInteger by, PythonRandom random) {
        BigInteger width = end.subtract(start);
        BigInteger count =
                by.signum() == 0
                        ? BigInteger.ZERO
                        : width.add(by).subtract(BigInteger.valueOf(by.signum())).divide(by);
        if (count.signum() <= 0) {
            throw Fault.of("there is no number to choose from");
        }
        return Numbers.of(start.add(by.multiply(random.below(count))));
    }

    static Object shuffle(Call call) {
        PythonRandom random = PythonRandom.of(call.arg(0, "seed", null));
        if (!(call.input() instanceof List<?> list)) {
            return call.input();
        }
        List<Object> items = new ArrayList<>(list);
        random.shuffle(items);
        return items;
    }
}
