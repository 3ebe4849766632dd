package io.miprov.library.core;

import io.miprov.module.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets or removes an option in a section of an INI text, by the rules of {@code
 * community.general.ini_file}: a line in a comment is brought back to life, others of the same
 * option go, and a new one follows the last line of the section that says something.
 *
 * @param section empty: what stands before the first section
 * @param option empty: the section itself is meant
 * @param equals what stands between an option and its value
 * @param ignoreSpaces whether a line stays that differs in its spaces alone
 */
record IniEdit(
        Optional<String> section,
        Optional<String> option,
        List<String> values,
        boolean exclusive,
        boolean allowNoValue,
        String equals,
        boolean ignoreSpaces) {
    private static final Pattern NOTHING_SAID = Pattern.compile("[ \\t]*([#;].*)?\\s*");

    /**
     * The lines of the section, with where they are in the text; from is -1 when it is not there.
     */
    private record Part(List<String> lines, int from, int to) {}

    Edit.Edited present(String text) {
        Part part = part(text);
        if (part.from() < 0) {
            return added(part.lines());
        }
        List<String> own = new ArrayList<>(part.lines().subList(part.from(), part.to()));
        String message = "OK";
        if (option.isPresent()) {
            List<String> before = List.copyOf(own);
            List<String> left = set(own);
            message = own.equals(before) ? "OK" : "option changed";
            if (insert(own, left, before)) {
                message = "option added";
            }
        }
        return edited(part, own, message);
    }

    /** Writes the values over lines of the option; those for which there is no line are left. */
    private List<String> set(List<String> own) {
        List<String> left = new ArrayList<>(values);
        boolean[] done = new boolean[own.size()];
        for (int i = 0; i < own.size(); i++) {
            Matcher line = line(own.get(i), "[#;]?");
            boolean bare = line.matches() && values.isEmpty() && allowNoValue;
            if (bare || line.matches() && left.remove(line.group(3))) {
                done[i] = true;
                rewrite(own, i, bare ? Optional.empty() : Optional.of(line.group(3)));
                if (bare) {
                    break;
                }
            }
        }
        if (exclusive && !allowNoValue) {
            for (int i = own.size() - 1, first = 0; i >= 0; i--, first++) {
                if (!done[first] && !left.isEmpty() && line(own.get(first), "[#;]?").matches()) {
                    done[first] = true;
                    rewrite(own, first, Optional.of(left.remove(0)));
                }
            }
            for (int i = own.size() - 1; i >= 0; i--) {
                if (!done[i] && line(own.get(i), "[#;]?").matches()) {
                    own.remove(i);
                }
            }
        }
        return left;
    }

    private void rewrite(List<String> own, int at, Optional<String> value) {
        String made = said(value);
        boolean same = squeezed(made).equals(squeezed(own.get(at)));
        if (!(ignoreSpaces && same)) {
            own.set(at, made);
        }
    }

    private static String squeezed(String line) {
        return line.replaceAll("[ \\t]*=[ \\t]*", "=").strip();
    }

    private String said(Optional<String> value) {
        boolean bare = value.isEmpty() || value.get().isEmpty() && allowNoValue;
        return option.orElse("") + (bare ? "" : equals + value.get()) + "\n";
    }

    private boolean insert(List<String> own, List<String> left, List<String> before) {
        boolean bare =
                values.isEmpty()
                        && allowNoValue
                        && before.stream().noneMatch(l -> line(l, "[#;]?").matches());
        if (left.isEmpty() && !bare) {
            return false;
        }
        int at = own.size();
        while (at > 0 && NOTHING_SAID.matcher(own.get(at - 1)).matches()) {
            at--;
        }
        List<String> lines = new ArrayList<>();
        left.forEach(value -> lines.add(said(Optional.of(value))));
        if (bare) {
            lines.add(said(Optional.empty()));
        }
        own.addAll(at, lines);
        return true;
    }

    private Edit.Edited added(List<String> lines) {
        lines.add("[" + section.orElse("") + "]\n");
        if (option.isPresent() && !values.isEmpty()) {
            values.forEach(value -> lines.add(said(Optional.of(value))));
        } else if (option.isPresent() && allowNoValue) {
            lines.add(said(Optional.empty()));
        }
        return new Edit.Edited(
                String.join("", lines),
                Map.of(
                        "msg",
                        option.isPresent() ? "section and option added" : "only section added"));
    }

    Edit.Edited absent(String text) {
        Part part = part(text);
        if (part.from() < 0) {
            return new Edit.Edited(text, Map.of("msg", "OK"));
        }
        List<String> own = new ArrayList<>(part.lines().subList(part.from(), part.to()));
        if (option.isEmpty()) {
            String message = own.isEmpty() ? "OK" : "section removed";
            return edited(part, List.of(), message);
        }
        int before = own.size();
        own.removeIf(
                each -> {
                    Matcher line = line(each, "");
                    return line.matches() && (exclusive || values.contains(line.group(3)));
                });
        return edited(part, own, own.size() == before ? "OK" : "option changed");
    }

    private static Edit.Edited edited(Part part, List<String> own, String message) {
        List<String> all = new ArrayList<>(part.lines().subList(0, part.from()));
        all.addAll(own);
        all.addAll(part.lines().subList(part.to(), part.lines().size()));
        return new Edit.Edited(String.join("", all), Map.of("msg", message));
    }

    /** Groups: spaces, the equals sign, the value. */
    private Matcher line(String line, String comment) {
        return Pattern.compile(
                        comment
                                + "[ \\t]*"
                                + Pattern.quote(option.orElse(""))
                                + "([ \\t]*)(=|$)[ \\t]*(.*)")
                .matcher(Lines.bare(line));
    }

    private Part part(String text) {
        List<String> lines = Lines.of(text.startsWith("\ufeff") ? text.substring(1) : text);
        Lines.close(lines);
        int from = section.isPresent() ? -1 : 0;
        for (int i = 0; i < lines.size(); i++) {
            if (from >= 0 && lines.get(i).startsWith("[")) {
                return new Part(lines, from, i);
            }
            if (from < 0 && lines.get(i).startsWith("[" + section.get() + "]")) {
                from = i;
            }
        }
        return new Part(lines, from, lines.size());
    }
}
