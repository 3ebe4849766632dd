package io.miprov.library.core;

import io.miprov.lang.PythonRegex;
import io.miprov.module.Edit;
import java.util.List;
import java.util.Map;
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
 * @param search a text in the line to replace
 * @param line the line, without its end
 * @param backrefs put groups of the match into the line, and do nothing where nothing matches
 * @param after a pattern, {@code EOF}, {@code BOF}, or empty
 * @param before a pattern, {@code BOF}, or empty
 */
record LineEdit(
        Optional<String> regexp,
        Optional<String> search,
        String line,
        boolean backrefs,
        String after,
        String before,
        boolean firstMatch) {

    /** Replaces, adds, or leaves as it is. */
    Edit.Edited present(String text) {
        List<String> lines = Lines.of(text);
        boolean sought = regexp.isPresent() || search.isPresent();
        int found = sought ? index(lines, matching()) : -1;
        boolean same = found < 0 && index(lines, each -> Lines.bare(each).equals(line)) >= 0;
        String message = "";
        if (found >= 0) {
            String replaced = replacement(lines.get(found)) + "\n";
            message = replaced.equals(lines.set(found, replaced)) ? "" : "line replaced";
        } else if (same) {
            int at = index(lines, each -> Lines.bare(each).equals(line));
            message = lines.get(at).equals(line + "\n") ? "" : "line replaced";
            lines.set(at, line + "\n");
        } else if (!backrefs) {
            insert(lines);
            message = "line added";
        }
        return edited(lines, Map.of("msg", message, "backup", ""));
    }

    /** Takes out every line that matches. */
    Edit.Edited absent(String text) {
        List<String> lines = Lines.of(text);
        int before = lines.size();
        Predicate<String> gone =
                regexp.isEmpty() && search.isEmpty()
                        ? each -> Lines.bare(each).equals(line)
                        : matching();
        lines.removeIf(gone);
        long found = (long) before - lines.size();
        String message = found == 0 ? "" : found + " line(s) removed";
        return edited(lines, Map.of("found", found, "msg", message, "backup", ""));
    }

    private static Edit.Edited edited(List<String> lines, Map<String, Object> tells) {
        return new Edit.Edited(String.join("", lines), tells);
    }

    private Predicate<String> matching() {
        if (regexp.isPresent()) {
            Pattern pattern = PythonRegex.compile(regexp.get(), false);
            return each -> pattern.matcher(each).find();
        }
        return each -> search.filter(each::contains).isPresent();
    }

    private String replacement(String old) {
        String made = line;
        if (backrefs && regexp.isPresent()) {
            Matcher match = PythonRegex.compile(regexp.get(), false).matcher(old);
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
