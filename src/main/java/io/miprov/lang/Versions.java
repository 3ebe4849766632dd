package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares versions, as Ansible's test {@code version} does: loosely, strictly, or by semver. */
final class Versions {
    private Versions() {}

    static boolean holds(Call call) {
        Object other = Python.defined(call.arg(0, "version"));
        String operator = call.text(1, "operator", "eq");
        Object strict = call.arg(2, "strict", null);
        String given = call.text(3, "version_type", "");
        if (strict != null && !given.isEmpty()) {
            throw Fault.of("give `strict` or `version_type`, not both");
        }
        String kind = given.isEmpty() ? Python.truth(strict) ? "strict" : "loose" : given;
        String left = Python.str(Python.defined(call.input())).strip();
        String right = Python.str(other).strip();
        if (left.isEmpty() || right.isEmpty()) {
            throw Fault.of(
                    left.isEmpty()
                            ? "Input version value cannot be empty"
                            : "Version parameter to compare against cannot be empty");
        }
        return holds(operator, compare(left, right, kind));
    }

    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "==", "=", "eq" -> order == 0;
            case "!=", "<>", "ne" -> order != 0;
            case "<", "lt" -> order < 0;
            case "<=", "le" -> order <= 0;
            case ">", "gt" -> order > 0;
            case ">=", "ge" -> order >= 0;
            default ->
                    throw Fault.of("`" + operator + "` compares no versions")
                            .help("==, !=, <, <=, > and >= do");
        };
    }

    private static int compare(String a, String b, String kind) {
        return switch (kind) {
            case "loose" -> Python.compare(loose(a), loose(b));
            case "strict" -> Python.compare(strict(a), strict(b));
            case "semver", "semantic" -> semver(a, b);
            case "pep440" -> Pep440.of(a).compareTo(Pep440.of(b));
            default ->
                    throw Fault.of("there is no version type `" + kind + "`")
                            .help("there are loose, strict, semver and pep440");
        };
    }

    /** Numbers and words in turn, as Python's LooseVersion reads them. */
    private static List<Object> loose(String version) {
        List<Object> parts = new ArrayList<>();
        Matcher part = Pattern.compile("\\d+|[a-z]+|[^\\d.a-z]+").matcher(version);
        while (part.find()) {
            String text = part.group();
            parts.add(
                    Character.isDigit(text.charAt(0))
                            ? Numbers.of(new java.math.BigInteger(text))
                            : text);
        }
        return parts;
    }

    private static List<Object> strict(String version) {
        Matcher match =
                Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?(?:([ab])(\\d+))?").matcher(version);
        if (!match.matches()) {
            throw Fault.of("this is no strict version", Python.repr(version))
                    .help("write it as 1.2.3");
        }
        List<Object> parts = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            parts.add(match.group(i) == null ? 0L : Long.parseLong(match.group(i)));
        }
        parts.add(match.group(4) == null ? "z" : match.group(4));
        parts.add(match.group(5) == null ? 0L : Long.parseLong(match.group(5)));
        return parts;
    }

    private static int semver(String a, String b) {
        String[] left = semver(a);
        String[] right = semver(b);
        int order = Python.compare(loose(left[0]), loose(right[0]));
        if (order != 0 || left[1].equals(right[1])) {
            return order;
        }
        if (left[1].isEmpty() || right[1].isEmpty()) {
            return left[1].isEmpty() ? 1 : -1;
        }
        return early(left[1].split("\\."), right[1].split("\\."));
    }

    /** Number and pre-release. */
    private static String[] semver(String version) {
        Matcher match =
                Pattern.compile(
                                "v?(\\d+\\.\\d+\\.\\d+)(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?")
                        .matcher(version);
        if (!match.matches()) {
            throw Fault.of("this is no semantic version", Python.repr(version))
                    .help("write it as 1.2.3");
        }
        return new String[] {match.group(1), match.group(2) == null ? "" : match.group(2)};
    }

    private static int early(String[] a, String[] b) {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            boolean x = a[i].matches("\\d+");
            boolean y = b[i].matches("\\d+");
            int order =
                    x && y
                            ? Long.compare(Long.parseLong(a[i]), Long.parseLong(b[i]))
                            : x != y ? (x ? -1 : 1) : a[i].compareTo(b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }
}
