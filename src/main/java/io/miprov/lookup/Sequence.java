package io.miprov.lookup;

import io.miprov.lang.PythonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lookup {@code sequence}: numbers as texts, from a start to an end. */
record Sequence(long start, long end, long stride, String format) {
    private static final long MOST = 1_000_000;
    private static final String NUMBER = "(0?x?[0-9a-f]+)";
    private static final Pattern SHORT =
            Pattern.compile(
                    "(?:" + NUMBER + "-)?" + NUMBER + "(?:/" + NUMBER + ")?(?::(.+))?",
                    Pattern.CASE_INSENSITIVE);
    private static final Set<String> WORDS = Set.of("start", "end", "count", "stride", "format");

    static List<Object> answer(Request request) {
        List<Object> found = new ArrayList<>();
        if (request.terms().isEmpty()) {
            Map<String, String> said = new HashMap<>();
            for (String word : WORDS) {
                if (request.has(word)) {
                    said.put(word, request.text(word, ""));
                }
            }
            return new ArrayList<>(of(said).texts());
        }
        request.texts().forEach(term -> found.addAll(of(said(term)).texts()));
        return found;
    }

    /** {@code start=0 end=4 stride=2 count=3 format=x%02d}, or {@code 1-5/2:x%02d}. */
    private static Map<String, String> said(String term) {
        Matcher match = SHORT.matcher(term);
        Map<String, String> said = new HashMap<>();
        if (match.matches()) {
            String[] names = {"start", "end", "stride", "format"};
            for (int i = 0; i < names.length; i++) {
                if (match.group(i + 1) != null) {
                    said.put(names[i], match.group(i + 1));
                }
            }
            return said;
        }
        KeyValues words = KeyValues.of(term);
        said.putAll(words.named());
        said.keySet().removeAll(WORDS);
        if (!said.isEmpty() || !words.bare().isEmpty()) {
            List<String> unknown = new ArrayList<>(said.keySet());
            if (!words.bare().isEmpty()) {
                unknown.add("_raw_params");
            }
            throw new IllegalArgumentException(
                    "unrecognized arguments to with_sequence: " + PythonText.repr(unknown));
        }
        return words.named();
    }

    private static Sequence of(Map<String, String> said) {
        if (!said.containsKey("count") && !said.containsKey("end")) {
            throw new IllegalArgumentException("must specify count or end in with_sequence");
        }
        if (said.containsKey("count") && said.containsKey("end")) {
            throw new IllegalArgumentException("can't specify both count and end in with_sequence");
        }
        String format = said.getOrDefault("format", "%d");
        if (format.chars().filter(c -> c == '%').count() != 1) {
            throw new IllegalArgumentException("bad formatting string: " + format);
        }
        long start = number(said, "start", 1);
        long stride = number(said, "stride", 1);
        long count = number(said, "count", -1);
        if (count == 0) {
            return new Sequence(0, 0, 0, format);
        }
        long end = count < 0 ? number(said, "end", 0) : start + count * stride - 1;
        if (stride > 0 && end < start) {
            throw new IllegalArgumentException("to count backwards make stride negative");
        }
        if (stride < 0 && end > start) {
            throw new IllegalArgumentException("to count forward don't make stride negative");
        }
        if (stride != 0 && Math.abs(end - start) / Math.abs(stride) > MOST) {
            throw new IllegalArgumentException(
                    "the sequence is too long: from " + start + " to " + end);
        }
        return new Sequence(start, end, stride, format);
    }

    private static long number(Map<String, String> said, String name, long otherwise) {
        String text = said.get(name);
        try {
            return text == null ? otherwise : Long.decode(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Invalid type for `" + name + "`: `" + text + "` is no whole number", e);
        }
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (long n = start; stride > 0 && n <= end || stride < 0 && n >= end; n += stride) {
            texts.add(PythonText.format(format, n));
        }
        return texts;
    }
}
