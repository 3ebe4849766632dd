package io.miprov.lookup;

import io.miprov.diag.Suggestion;
import io.miprov.lang.PythonText;
import io.miprov.lang.Undefined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One use of a lookup: what it is asked for, with which options, and where. */
final class Request {
    private final String name;
    private final List<Object> terms;
    private final Map<String, Object> options;
    private final Site site;
    private final Set<String> taken = new TreeSet<>();

    Request(String name, List<Object> terms, Map<String, Object> options, Site site) {
        this.name = name;
        this.terms = terms;
        this.options = options;
        this.site = site;
    }

    String name() {
        return name;
    }

    Site site() {
        return site;
    }

    List<Object> terms() {
        return terms;
    }

    /** The terms, each of which must be a text. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Object term : terms) {
            if (term instanceof List || term instanceof Map || term == null) {
                throw new IllegalArgumentException(
                        "it needs a text, and this is " + PythonText.repr(term));
            }
            texts.add(PythonText.str(term));
        }
        return texts;
    }

    /** The same lookup with other options beside those of this. */
    Request with(List<Object> others, Map<?, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        more.forEach((key, value) -> all.put(PythonText.str(key), value));
        return new Request(name, others, all, site);
    }

    /** Whether an option was given. */
    boolean has(String option) {
        taken.add(option);
        return options.containsKey(option);
    }

    Object option(String option, Object otherwise) {
        return has(option) ? options.get(option) : otherwise;
    }

    String text(String option, String otherwise) {
        Object value = option(option, otherwise);
        if (value instanceof Undefined missing) {
            throw new IllegalArgumentException("`" + missing.name() + "` is undefined");
        }
        return value == null ? otherwise : PythonText.str(value);
    }

    boolean flag(String option, boolean otherwise) {
        return truth(option(option, otherwise));
    }

    /** Whether an option's value means yes. */
    static boolean truth(Object value) {
        if (value instanceof String text) {
            return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
                case "yes", "true", "on", "y", "t", "1" -> true;
                default -> false;
            };
        }
        return Boolean.TRUE.equals(value)
                || value instanceof Number number && number.longValue() != 0;
    }

    int whole(String option, int otherwise) {
        String text = text(option, String.valueOf(otherwise));
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "`" + option + "` must be a whole number, and this is `" + text + "`", e);
        }
    }

    /** A list of texts; one text is parted at these characters. */
    List<String> list(String option, String separators) {
        List<String> all = new ArrayList<>();
        Object value = option(option, List.of());
        for (Object each : value instanceof List<?> list ? list : List.of(value)) {
            all.addAll(List.of(PythonText.str(each).split("[" + separators + "]")));
        }
        all.replaceAll(String::strip);
        return all;
    }

    /** The file of that name, which must be there. */
    Path file(String wanted, String kind) {
        return site.find(wanted, kind)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no file `"
                                                + wanted
                                                + "`; "
                                                + site.missing(wanted, kind)));
    }

    String read(Path file) {
        return read(file, "utf-8");
    }

    String read(Path file, String encoding) {
        try {
            return new String(
                    site.read(file),
                    encoding.equalsIgnoreCase("utf-8")
                            ? StandardCharsets.UTF_8
                            : java.nio.charset.Charset.forName(encoding));
        } catch (IOException e) {
            throw new IllegalArgumentException("`" + file + "` can not be read", e);
        }
    }

    /** Refuses options that were given and not asked for. */
    void finish() {
        for (String option : options.keySet()) {
            if (!taken.contains(option)) {
                throw new IllegalArgumentException(
                        "it has no option `"
                                + option
                                + "`; "
                                + Suggestion.closest(option, taken)
                                        .map(near -> "did you mean `" + near + "`?")
                                        .orElse(
                                                taken.isEmpty()
                                                        ? "it takes none"
                                                        : "it takes " + String.join(", ", taken)));
            }
        }
    }
}
