package io.miprov.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Parts a play's hosts as {@code serial} says, in the order that {@code order} says. */
final class Batches {
    private Batches() {}

    /**
     * The batches.
     *
     * @param serial a number, a percentage, or a list of them of which the last goes on; null: all
     *     at once
     */
    static <T> List<List<T>> of(List<T> hosts, Object serial) {
        List<?> sizes = serial instanceof List<?> list ? list : Collections.singletonList(serial);
        List<List<T>> batches = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < hosts.size(); i++) {
            Object written = sizes.isEmpty() ? null : sizes.get(Math.min(i, sizes.size() - 1));
            int size = size(written, hosts.size());
            int to = size <= 0 ? hosts.size() : Math.min(hosts.size(), from + size);
            batches.add(List.copyOf(hosts.subList(from, to)));
            from = to;
        }
        return batches;
    }

    /** Zero or less means all. A percentage is rounded down, and is at least one. */
    private static int size(Object written, int all) {
        if (written == null || written.equals("")) {
            return 0;
        }
        if (written instanceof Number number) {
            return number.intValue();
        }
        String text = written.toString().strip();
        try {
            return text.endsWith("%")
                    ? Math.max(
                            1,
                            (int)
                                    (Double.parseDouble(text.substring(0, text.length() - 1))
                                            / 100
                                            * all))
                    : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "`serial` is a number of hosts or a percentage, not `" + text + "`", e);
        }
    }

    static List<String> ordered(List<String> hosts, String order) {
        List<String> ordered = new ArrayList<>(hosts);
        switch (order) {
            case "", "inventory" -> {}
            case "reverse_inventory" -> Collections.reverse(ordered);
            case "sorted" -> Collections.sort(ordered);
            case "reverse_sorted" -> ordered.sort(Comparator.reverseOrder());
            case "shuffle" -> Collections.shuffle(ordered);
            default ->
                    throw new IllegalArgumentException(
                            "`order` is inventory, reverse_inventory, sorted, reverse_sorted or"
                                    + " shuffle, not `"
                                    + order
                                    + "`");
        }
        return ordered;
    }
}
