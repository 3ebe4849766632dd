package io.miprov.library.core;

import io.miprov.lang.PythonRegex;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes sure that a line is in a text, or is not, by the rules of Ansible's {@code lineinfile}: the
 * last line that matches (the first with {@code firstmatch}) is replaced; if none does and the line
 * is not there, it goes after or before the last line that matches another pattern, or to the end.
 *
 * @param regexp the line to replace; empty: by {@code search}, or the very line
 * @param search a text in the line to replace; empty: none
 * @param line the line, without its end
 * @param backrefs put groups of the match into the line, and do nothing where nothing matches
 * @param after a pattern, {@code EOF}, {@code BOF}, or empty
 * @param before a pattern, {@code BOF}, or empty
 */
record LineEdit(
        String regexp,
        String search,
        String line,
        boolean backrefs,
        String after,
        String before,
        boolean firstMatch) {

    /** Replaces, adds, or leaves as it is. */
    String present(String text) {
        List<String> lines = Lines.of(text);
        int found = index(lines, matching());
        if (found >= 0) {
            lines.set(found, replacement(lines.get(found)) + "\n");
        } else if (!backrefs && index(lines, each -> Lines.bare(each).equals(line)) < 0) {
            insert(lines);
        }
        return String.join("", lines);
    }

    /** Takes out every line that matches. */
    String absent(String text) {
        List<String> lines = Lines.of(text);
        Predicate<String> gone =
                regexp.isEmpty() && search.isEmpty()
                        ? each -> Lines.bare(each).equals(line)
                        : matching();
        lines.removeIf(gone);
        return String.join("", lines);
    }

    private Predicate<String> matching() {
        if (!regexp.isEmpty()) {
            Pattern pattern = PythonRegex.compile(regexp, false);
            return each -> pattern.matcher(each).find();
        }
        return search.isEmpty() ? each -> false : each -> each.contains(search);
    }

    private String replacement(String old) {
        String made = line;
        if (backrefs) {
            Matcher match = PythonRegex.compile(regexp, false).matcher(old);
            made = match.find() ? PythonRegex.expand(line, match) : old;
        }
        return Lines.bare(made);
    }

    private int index(List<String> lines, Predicate<String> wanted) {
        int found = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (wanted.test(lines.get(i))) {
                found = i;
                if (firstMatch) {
                    return found;
                }
            }
        }
        return found;
    }

    private void insert(List<String> lines) {
        if (after.equals("BOF") || before.equals("BOF")) {
            lines.add(0, line + "\n");
            return;
        }
        int at = place(lines).orElse(lines.size());
        if (at == lines.size()) {
            Lines.close(lines);
        }
        lines.add(at, line + "\n");
    }

    private Optional<Integer> place(List<String> lines) {
        String beside = after.isEmpty() ? before : after;
        if (beside.isEmpty() || beside.equals("EOF")) {
            return Optional.empty();
        }
        Pattern pattern = PythonRegex.compile(beside, false);
        int found = index(lines, each -> pattern.matcher(each).find());
        return found < 0 ? Optional.empty() : Optional.of(after.isEmpty() ? found : found + 1);
    }
}
