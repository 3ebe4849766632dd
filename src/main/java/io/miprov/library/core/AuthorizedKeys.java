package io.miprov.library.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of a user, as sshd(8) has them under AUTHORIZED_KEYS FILE FORMAT. */
record AuthorizedKeys(List<Line> lines) {
    private static final Pattern KEY =
            Pattern.compile(
                    "(?:(?<options>(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"])+)\\s+)?"
                            + "(?<kind>(?:sk-)?(?:ssh|ecdsa)-[-a-zA-Z0-9@.]+)\\s+"
                            + "(?<key>[A-Za-z0-9+/=]+)(?:\\s+(?<comment>.*))?");

    /**
     * A line.
     *
     * @param text as written, without its end
     * @param key empty: it is no key, but a remark
     */
    record Line(String text, String options, String kind, String key, String comment) {

        boolean same(Line other) {
            return options.equals(other.options)
                    && kind.equals(other.kind)
                    && key.equals(other.key)
                    && comment.equals(other.comment);
        }
    }

    /**
     * Reads lines; throws {@link IllegalArgumentException} for one that is neither key nor remark.
     */
    static AuthorizedKeys of(String text) {
        return read(text, true);
    }

    /** Reads a file of the host; what is no key there stays as it is. */
    static AuthorizedKeys existing(String text) {
        return read(text, false);
    }

    private static AuthorizedKeys read(String text, boolean strict) {
        List<Line> lines = new ArrayList<>();
        for (String each : text.lines().toList()) {
            String line = each.strip();
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                lines.add(
                        new Line(
                                each,
                                or(key.group("options")),
                                key.group("kind"),
                                key.group("key"),
                                or(key.group("comment"))));
            } else if (!strict || line.isEmpty() || line.startsWith("#")) {
                lines.add(new Line(each, "", "", "", ""));
            } else {
                throw new IllegalArgumentException("invalid key specified: " + line);
            }
        }
        return new AuthorizedKeys(lines);
    }

    private static String or(String text) {
        return text == null ? "" : text;
    }

    /** The keys alone, with these options and this remark where they are given. */
    AuthorizedKeys dressed(Optional<String> options, Optional<String> comment) {
        List<Line> dressed = new ArrayList<>();
        for (Line line : lines) {
            if (!line.key().isEmpty()) {
                dressed.add(
                        made(
                                options.orElse(line.options()),
                                line.kind(),
                                line.key(),
                                comment.orElse(line.comment())));
            }
        }
        return new AuthorizedKeys(dressed);
    }

    private static Line made(String options, String kind, String key, String comment) {
        String text = options.isEmpty() ? "" : options + " ";
        text += kind + " " + key + (comment.isEmpty() ? "" : " " + comment);
        return new Line(text, options, kind, key, comment);
    }

    /** These and others; one with the same key but other options gives way. */
    AuthorizedKeys with(AuthorizedKeys others) {
        List<Line> all = new ArrayList<>(lines);
        for (Line wanted : others.lines) {
            if (all.stream().noneMatch(wanted::same)) {
                all.removeIf(line -> line.key().equals(wanted.key()));
                all.add(wanted);
            }
        }
        return new AuthorizedKeys(all);
    }

    /** These and no others, each as it is written in the old file where it says the same there. */
    AuthorizedKeys keeping(AuthorizedKeys old) {
        boolean asOld =
                old.lines.size() == lines.size()
                        && old.lines.stream().allMatch(line -> lines.stream().anyMatch(line::same));
        return asOld ? old : this;
    }

    AuthorizedKeys without(AuthorizedKeys others) {
        return new AuthorizedKeys(
                lines.stream()
                        .filter(
                                line ->
                                        line.key().isEmpty()
                                                || others.lines.stream()
                                                        .noneMatch(o -> o.key().equals(line.key())))
                        .toList());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }
}
