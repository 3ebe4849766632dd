package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One term of a host pattern.
 *
 * @param name the pattern without sign and subscript
 * @param matcher for a regular expression or a glob; empty when only the name itself is meant
 * @param subscript which of the matched hosts; empty for all
 */
record HostTerm(
        Kind kind,
        String name,
        Optional<Predicate<String>> matcher,
        Optional<Subscript> subscript,
        Span span) {
    private static final Pattern WITH_SUBSCRIPT =
            Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})[:-]([0-9]{0,9}))\\]");

    /** What a term does with the hosts it matches. */
    enum Kind {
        ADD,
        KEEP,
        TAKE
    }

    /** {@code [first]}, or {@code [first:last]} with both ends. */
    record Subscript(int first, Optional<Integer> last) {
        List<String> of(List<String> hosts) {
            int size = hosts.size();
            if (last.isEmpty() || last.get() == 0) {
                int index = first < 0 ? size + first : first;
                return index < 0 || index >= size ? List.of() : List.of(hosts.get(index));
            }
            int end = last.get() < 0 ? size : Math.min(size, last.get() + 1);
            return first >= end ? List.of() : hosts.subList(first, end);
        }
    }

    /** Reads a term; empty when it is nothing, or wrong, which problems then tells. */
    static Optional<HostTerm> parse(String written, Span span, Problems problems) {
        Kind kind =
                written.startsWith("!")
                        ? Kind.TAKE
                        : written.startsWith("&") ? Kind.KEEP : Kind.ADD;
        String rest = kind == Kind.ADD ? written : written.substring(1);
        if (rest.isEmpty()) {
            problems.add(
                    Diagnostic.error("`" + written + "` says nothing", span)
                            .label("expected a host or a group after it"));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    rest.startsWith("~") ? regex(kind, rest, span) : word(kind, rest, span));
        } catch (PatternSyntaxException e) {
            problems.add(
                    Diagnostic.error("`" + rest + "` is no regular expression", span)
                            .label(e.getDescription()));
            return Optional.empty();
        }
    }

    private static HostTerm regex(Kind kind, String written, Span span) {
        Pattern pattern = Pattern.compile(written.substring(1).replace("(?P<", "(?<"));
        Predicate<String> matcher = name -> pattern.matcher(name).lookingAt();
        return new HostTerm(kind, written, Optional.of(matcher), Optional.empty(), span);
    }

    private static HostTerm word(Kind kind, String written, Span span) {
        Matcher subscripted = WITH_SUBSCRIPT.matcher(written);
        if (!subscripted.matches()) {
            return new HostTerm(kind, written, glob(written), Optional.empty(), span);
        }
        String name = subscripted.group(1);
        boolean one = subscripted.group(2) != null;
        int first = Integer.parseInt(subscripted.group(one ? 2 : 3));
        Optional<Integer> last = one ? Optional.empty() : Optional.of(last(subscripted.group(4)));
        Subscript subscript = new Subscript(first, last);
        return new HostTerm(kind, name, glob(name), Optional.of(subscript), span);
    }

    private static int last(String digits) {
        return digits.isEmpty() ? -1 : Integer.parseInt(digits);
    }

    private static Optional<Predicate<String>> glob(String written) {
        if (written.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
            return Optional.empty();
        }
        Pattern pattern = Pattern.compile(translate(written), Pattern.DOTALL);
        return Optional.of(name -> pattern.matcher(name).matches());
    }

    /** A shell's pattern as a regular expression, as Python's {@code fnmatch} does it. */
    private static String translate(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', Math.min(glob.length(), i + 2)) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                String set = glob.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[');
                regex.append(
                        set.startsWith("!")
                                ? "^" + set.substring(1)
                                : set.replaceFirst("^\\^", "\\\\^"));
                regex.append(']');
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    /** The hosts that it matches. */
    List<String> matches(Inventory inventory) {
        if (subscript.isEmpty() && inventory.has(name)) {
            return List.of(name);
        }
        List<String> found = found(inventory);
        return subscript.map(part -> part.of(found)).orElse(found);
    }

    private List<String> found(Inventory inventory) {
        Map<String, List<String>> groups = inventory.groups();
        Set<String> found = new LinkedHashSet<>();
        List<String> named = matching(groups.keySet());
        named.forEach(group -> found.addAll(groups.get(group)));
        if (named.isEmpty() || matcher.isPresent() || name.contains(".")) {
            found.addAll(matching(inventory));
        }
        if (found.isEmpty() && named.isEmpty() && Inventory.LOCALHOST.contains(name)) {
            found.add(inventory.localhost(name));
        }
        return List.copyOf(found);
    }

    private List<String> matching(Inventory inventory) {
        if (matcher.isEmpty()) {
            return inventory.has(name) ? List.of(name) : List.of();
        }
        return matching(inventory.named());
    }

    private List<String> matching(Collection<String> names) {
        if (matcher.isEmpty()) {
            return names.contains(name) ? List.of(name) : List.of();
        }
        List<String> found = new ArrayList<>();
        for (String each : names) {
            if (matcher.get().test(each)) {
                found.add(each);
            }
        }
        return found;
    }
}
