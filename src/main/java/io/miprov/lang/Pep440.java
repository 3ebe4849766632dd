package io.miprov.lang;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as Python packages have it: {@code 1!2.0rc1.post2.dev3+local.4}. (PEP 440, "Public
 * version identifiers", and the order under "Summary of permitted suffixes and relative ordering".)
 */
record Pep440(
        BigInteger epoch,
        List<BigInteger> release,
        String stage,
        BigInteger number,
        BigInteger post,
        BigInteger dev,
        String local)
        implements Comparable<Pep440> {
    private static final Pattern FORM =
            Pattern.compile(
                    "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)"
                            + "(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\\d*))?"
                            + "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d*))?"
                            + "(?:[-_.]?(dev)[-_.]?(\\d*))?"
                            + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

    /** Smaller than every number. */
    private static final BigInteger NONE = BigInteger.ONE.negate();

    static Pep440 of(String version) {
        Matcher match = FORM.matcher(version.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            throw Fault.of("this is no version of PEP 440", Python.repr(version))
                    .help("write it as 1.2.3, 1.2rc1 or 1.2.post1");
        }
        boolean post = match.group(5) != null || match.group(6) != null;
        return new Pep440(
                number(match.group(1)),
                release(match.group(2)),
                stage(match.group(3)),
                number(match.group(4)),
                post ? number(match.group(5) == null ? match.group(7) : match.group(5)) : NONE,
                match.group(8) == null ? NONE : number(match.group(9)),
                match.group(10) == null ? "" : match.group(10).replaceAll("[-_]", "."));
    }

    private static BigInteger number(String digits) {
        return digits == null || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    private static List<BigInteger> release(String written) {
        List<BigInteger> parts = new ArrayList<>();
        for (String part : written.split("\\.")) {
            parts.add(new BigInteger(part));
        }
        while (parts.size() > 1 && parts.get(parts.size() - 1).signum() == 0) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    private static String stage(String written) {
        return switch (written == null ? "" : written) {
            case "a", "alpha" -> "a";
            case "b", "beta" -> "b";
            case "c", "rc", "pre", "preview" -> "rc";
            default -> "";
        };
    }

    @Override
    public int compareTo(Pep440 other) {
        int order = epoch.compareTo(other.epoch);
        for (int i = 0; order == 0 && i < Math.max(release.size(), other.release.size()); i++) {
            order = at(release, i).compareTo(at(other.release, i));
        }
        order = order == 0 ? rank().compareTo(other.rank()) : order;
        order = order == 0 ? number.compareTo(other.number) : order;
        order = order == 0 ? post.compareTo(other.post) : order;
        order = order == 0 ? -Boolean.compare(develops(), other.develops()) : order;
        order = order == 0 ? dev.compareTo(other.dev) : order;
        return order == 0 ? local(other) : order;
    }

    private static BigInteger at(List<BigInteger> parts, int index) {
        return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
    }

    private boolean develops() {
        return dev.signum() >= 0;
    }

    /** Of nothing but a development release comes before all else; no stage comes last. */
    private String rank() {
        boolean early = stage.isEmpty() && post.signum() < 0 && develops();
        return early ? "" : stage.isEmpty() ? "z" : stage;
    }

    private int local(Pep440 other) {
        if (local.isEmpty() || other.local.isEmpty()) {
            return Boolean.compare(!local.isEmpty(), !other.local.isEmpty());
        }
        String[] mine = local.split("\\.");
        String[] theirs = other.local.split("\\.");
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            boolean number = Character.isDigit(mine[i].charAt(0)) && mine[i].matches("\\d+");
            boolean same = number == theirs[i].matches("\\d+");
            int order =
                    !same
                            ? Boolean.compare(number, !number)
                            : number
                                    ? new BigInteger(mine[i]).compareTo(new BigInteger(theirs[i]))
                                    : mine[i].compareTo(theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.length, theirs.length);
    }
}
