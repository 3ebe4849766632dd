package io.miprov.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers as texts, from a start to an end. */
record Sequence(long start, long end, long stride, String format) {
    private static final long MOST = 1_000_000;

    static Sequence of(Object term) {
        Map<String, String> said = new HashMap<>();
        if (term instanceof Map<?, ?> map) {
            map.forEach((key, value) -> said.put(String.valueOf(key), String.valueOf(value)));
        } else {
            words(String.valueOf(term), said);
        }
        long start = number(said, "start", 1);
        long stride = number(said, "stride", 1);
        long end =
                said.containsKey("count")
                        ? start + (number(said, "count", 0) - 1) * stride
                        : number(said, "end", start);
        if (stride == 0 || Math.abs(end - start) / Math.abs(stride) > MOST) {
            throw new IllegalArgumentException("`" + term + "` never ends");
        }
        return new Sequence(start, end, stride, said.getOrDefault("format", "%d"));
    }

    private static void words(String text, Map<String, String> said) {
        if (text.contains("=")) {
            for (String word : text.strip().split("\\s+")) {
                int equals = word.indexOf('=');
                said.put(word.substring(0, Math.max(0, equals)), word.substring(equals + 1));
            }
            return;
        }
        String[] formatted = text.strip().split(":", 2);
        String[] strided = formatted[0].split("/", 2);
        int dash = strided[0].lastIndexOf('-');
        if (dash > 0) {
            said.put("start", strided[0].substring(0, dash));
        }
        said.put("end", strided[0].substring(dash > 0 ? dash + 1 : 0));
        if (strided.length > 1) {
            said.put("stride", strided[1]);
        }
        if (formatted.length > 1) {
            said.put("format", formatted[1]);
        }
    }

    private static long number(Map<String, String> said, String name, long otherwise) {
        String text = said.get(name);
        try {
            return text == null ? otherwise : Long.decode(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`" + text + "` is no number", e);
        }
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (long n = start; stride > 0 ? n <= end : n >= end; n += stride) {
            texts.add(String.format(Locale.ROOT, format, n));
        }
        return texts;
    }
}
