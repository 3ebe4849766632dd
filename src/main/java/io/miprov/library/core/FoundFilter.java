package io.miprov.library.core;

import io.miprov.lang.PythonRegex;
import io.miprov.module.BadParams;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of the files that {@code find} comes by are wanted, by all that a file's state tells. */
final class FoundFilter {
    private static final Pattern AMOUNT = Pattern.compile("(-?\\d+)([a-z])?");
    private static final Map<String, Long> SECONDS =
            Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);
    private static final Map<String, Long> BYTES =
            Map.of("b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);

    private final FindModule.Params params;
    private final Optional<Long> age;
    private final Optional<Long> size;
    private final Optional<Integer> mode;
    private final List<Pattern> patterns;
    private final List<Pattern> excludes;

    FoundFilter(FindModule.Params params) {
        this.params = params;
        this.age = params.age().map(text -> amount("age", text, SECONDS));
        this.size = params.size().map(text -> amount("size", text, BYTES));
        this.mode = params.mode().map(wanted -> wanted.bits(0));
        this.patterns = regexes("patterns", params.patterns());
        this.excludes = regexes("excludes", params.excludes());
    }

    private static long amount(String name, String text, Map<String, Long> units) {
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        String unit = amount.matches() && amount.group(2) != null ? amount.group(2) : "";
        if (!amount.matches() || !unit.isEmpty() && !units.containsKey(unit)) {
            throw new BadParams(name, "failed to process " + name + ": `" + text + "`");
        }
        return Long.parseLong(amount.group(1)) * units.getOrDefault(unit, 1L);
    }

    private List<Pattern> regexes(String name, List<String> texts) {
        try {
            return params.useRegex()
                    ? texts.stream().map(text -> PythonRegex.compile(text, false)).toList()
                    : List.of();
        } catch (IllegalArgumentException e) {
            throw new BadParams(name, e.getMessage());
        }
    }

    /**
     * Whether a file is wanted.
     *
     * @param now the time on the host, in seconds
     */
    boolean wants(Map<String, Object> stat, long now) {
        String path = stat.get("path").toString();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return ofKind(stat)
                && (patterns.isEmpty() || begins(patterns, name))
                && !begins(excludes, name)
                && ofMode(stat)
                && ofAge(stat, now)
                && ofSize(stat);
    }

    private static boolean begins(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).lookingAt());
    }

    private boolean ofKind(Map<String, Object> stat) {
        return switch (params.fileType()) {
            case ANY -> true;
            case DIRECTORY -> stat.get("isdir").equals(true);
            case FILE -> stat.get("isreg").equals(true);
            case LINK -> stat.get("islnk").equals(true);
        };
    }

    private boolean ofMode(Map<String, Object> stat) {
        int has = Integer.parseInt(stat.get("mode").toString(), 8);
        return mode.map(bits -> params.exactMode() ? has == bits : (has & bits) != 0).orElse(true);
    }

    private boolean ofAge(Map<String, Object> stat, long now) {
        String stamp = params.ageStamp().name().toLowerCase(Locale.ROOT);
        long old = now - ((Double) stat.get(stamp)).longValue();
        return age.map(limit -> limit >= 0 ? old >= limit : old <= -limit).orElse(true);
    }

    private boolean ofSize(Map<String, Object> stat) {
        if (!stat.get("isreg").equals(true)) {
            return true;
        }
        long has = (Long) stat.get("size");
        return size.map(limit -> limit >= 0 ? has >= limit : has <= -limit).orElse(true);
    }
}
