package io.miprov.report;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, with three lines around them, as {@code diff -u} has it. */
public final class TextDiff {
    private static final int AROUND = 3;

    /** Beyond this many lines on both sides only the whole block is told, to stay quick. */
    private static final int MOST_COMPARED = 2000;

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    private TextDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** A line that stays, goes or comes. */
    private record Line(char sign, String text, int oldNumber, int newNumber) {}

    /** The lines of the difference without a heading; empty when there is none. */
    public static List<String> of(String before, String after) {
        TextDiff diff = new TextDiff(split(before), split(after));
        diff.compare();
        return diff.hunks();
    }

    /** A last line without an end is marked, for that is a difference too. */
    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (!text.isEmpty() && !text.endsWith("\n")) {
            int last = lines.size() - 1;
            lines.set(last, lines.get(last) + "\n\\ No newline at end of file");
        }
        return lines;
    }

    private void compare() {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            add(' ', before.get(start), start, start);
            start++;
        }
        int end = 0;
        while (end < shorter - start && same(before.size() - 1 - end, after.size() - 1 - end)) {
            end++;
        }
        middle(start, before.size() - end, after.size() - end);
        for (int i = end; i > 0; i--) {
            add(' ', before.get(before.size() - i), before.size() - i, after.size() - i);
        }
    }

    private boolean same(int old, int now) {
        return before.get(old).equals(after.get(now));
    }

    private void add(char sign, String text, int old, int now) {
        lines.add(new Line(sign, text, old, now));
    }

    private void middle(int start, int oldEnd, int newEnd) {
        int rows = oldEnd - start;
        int columns = newEnd - start;
        boolean small = (long) rows * columns <= (long) MOST_COMPARED * MOST_COMPARED;
        int[][] common = small ? common(start, rows, columns) : new int[0][0];
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            if (small && i < rows && j < columns && same(start + i, start + j)) {
                add(' ', before.get(start + i), start + i++, start + j++);
            } else if (i < rows
                    && (!small || j == columns || common[i + 1][j] >= common[i][j + 1])) {
                add('-', before.get(start + i), start + i++, start + j);
            } else {
                add('+', after.get(start + j), start + i, start + j++);
            }
        }
    }

    /** How many lines the rests from here on have in common. */
    private int[][] common(int start, int rows, int columns) {
        int[][] common = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                common[i][j] =
                        same(start + i, start + j)
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private List<String> hunks() {
        List<String> told = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).sign() == ' ') {
                at++;
                continue;
            }
            int from = Math.max(0, at - AROUND);
            int to = end(at);
            hunk(lines.subList(from, to), told);
            at = to;
        }
        return told;
    }

    /** Where the hunk that has its first change here ends: after enough lines that stay. */
    private int end(int first) {
        int lastChange = first;
        for (int i = first; i < lines.size() && i <= lastChange + 2 * AROUND; i++) {
            lastChange = lines.get(i).sign() == ' ' ? lastChange : i;
        }
        return Math.min(lines.size(), lastChange + AROUND + 1);
    }

    private static void hunk(List<Line> hunk, List<String> told) {
        long old = hunk.stream().filter(line -> line.sign() != '+').count();
        long now = hunk.stream().filter(line -> line.sign() != '-').count();
        told.add(
                "@@ -"
                        + range(hunk.get(0).oldNumber(), old)
                        + " +"
                        + range(hunk.get(0).newNumber(), now)
                        + " @@");
        for (Line line : hunk) {
            (line.sign() + line.text()).lines().forEach(told::add);
        }
    }

    private static String range(int first, long count) {
        long number = count == 0 ? first : first + 1;
        return count == 1 ? Long.toString(number) : number + "," + count;
    }
}
