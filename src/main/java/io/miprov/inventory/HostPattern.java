package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which hosts are meant: {@code web:!web3}, {@code ~db\d+}, {@code web[0:2],&staging}. First come
 * all that are named, then {@code &} keeps and {@code !} takes away, in whatever order they stand.
 * Commas with nothing between them mean all hosts.
 */
public final class HostPattern {
    private static final Pattern WITH_COLONS = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^\\]]*\\])+");

    private final String written;
    private final List<HostTerm> terms;

    private HostPattern(String written, List<HostTerm> terms) {
        this.written = written;
        this.terms = terms;
    }

    /** Reads a pattern; terms are parted by commas, or by colons. */
    public static HostPattern parse(Text text, Problems problems) {
        return new HostPattern(text.text(), terms(text, problems));
    }

    /** Reads a list of patterns, as {@code hosts} may have one. */
    public static HostPattern parse(List<Text> texts, Problems problems) {
        List<HostTerm> terms = new ArrayList<>();
        texts.forEach(text -> terms.addAll(terms(text, problems)));
        return new HostPattern(
                String.join(",", texts.stream().map(Text::text).toList()), List.copyOf(terms));
    }

    /** Reads what {@code --limit} says: a pattern, in which {@code @file} is a file of patterns. */
    public static HostPattern limit(String written, Problems problems) {
        List<HostTerm> terms = new ArrayList<>();
        for (Part part : parts(written)) {
            Span span = new Span(new Source("--limit", written), part.from(), part.to());
            if (part.text(written).startsWith("@")) {
                terms.addAll(file(Path.of(part.text(written).substring(1)), span, problems));
            } else {
                HostTerm.parse(part.text(written), span, problems).ifPresent(terms::add);
            }
        }
        return new HostPattern(written, List.copyOf(terms));
    }

    private static List<HostTerm> file(Path file, Span span, Problems problems) {
        List<HostTerm> terms = new ArrayList<>();
        try {
            Source source = new Source(file.toString(), Files.readString(file));
            int from = 0;
            for (String line : source.text().split("\n", -1)) {
                String name = line.strip();
                int start = from + line.indexOf(name);
                Span at = new Span(source, start, start + name.length());
                if (!name.isEmpty()) {
                    HostTerm.parse(name, at, problems).ifPresent(terms::add);
                }
                from += line.length() + 1;
            }
        } catch (IOException e) {
            problems.add(
                    Diagnostic.error(
                                    Files.isDirectory(file)
                                            ? "the file of hosts must be a file, and is a folder: "
                                                    + file
                                            : "the file of hosts can not be read: " + file,
                                    span)
                            .help("after `@` comes a file with one host a line"));
        }
        return terms;
    }

    private static List<HostTerm> terms(Text text, Problems problems) {
        List<HostTerm> terms = new ArrayList<>();
        for (Part part : parts(text.text())) {
            HostTerm.parse(part.text(text.text()), text.span(part.from(), part.to()), problems)
                    .ifPresent(terms::add);
        }
        return terms;
    }

    /** A part of the text, by its ends. */
    private record Part(int from, int to) {
        String text(String whole) {
            return whole.substring(from, to);
        }
    }

    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        if (text.contains(",")) {
            int from = 0;
            for (String each : text.split(",", -1)) {
                add(text, from, from + each.length(), parts);
                from += each.length() + 1;
            }
        } else if (text.indexOf(':') < 0 || HostNames.Address.of(text).isPresent()) {
            add(text, 0, text.length(), parts);
        } else {
            Matcher term = WITH_COLONS.matcher(text);
            while (term.find()) {
                add(text, term.start(), term.end(), parts);
            }
        }
        return parts;
    }

    private static void add(String text, int from, int to, List<Part> parts) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            parts.add(new Part(start, end));
        }
    }

    /** The hosts that are meant, in the order of the inventory, each once. */
    public List<String> select(Inventory inventory) {
        Set<String> selected = new LinkedHashSet<>();
        if (terms.stream().noneMatch(term -> term.kind() == HostTerm.Kind.ADD)
                && !written.isEmpty()) {
            selected.addAll(inventory.hosts());
        }
        of(HostTerm.Kind.ADD).forEach(term -> selected.addAll(term.matches(inventory)));
        of(HostTerm.Kind.KEEP)
                .forEach(term -> selected.retainAll(new LinkedHashSet<>(term.matches(inventory))));
        of(HostTerm.Kind.TAKE).forEach(term -> term.matches(inventory).forEach(selected::remove));
        return List.copyOf(selected);
    }

    private List<HostTerm> of(HostTerm.Kind kind) {
        return terms.stream().filter(term -> term.kind() == kind).toList();
    }

    /**
     * A warning for each term that matches no host and no group, with what was meant, perhaps. A
     * group may still come to be while the run goes on.
     */
    public List<Diagnostic> unmatched(Inventory inventory) {
        Set<String> known = new LinkedHashSet<>(inventory.groups().keySet());
        known.addAll(inventory.hosts());
        List<Diagnostic> warnings = new ArrayList<>();
        for (HostTerm term : terms) {
            if (term.matches(inventory).isEmpty() && !known.contains(term.name())) {
                Diagnostic warning =
                        Diagnostic.warning(
                                "`" + term.name() + "` matches no host and no group", term.span());
                warnings.add(
                        Suggestion.closest(term.name(), known)
                                .map(word -> warning.help("did you mean `" + word + "`?"))
                                .orElse(
                                        warning.help(
                                                "see what there is: miprov inventory --graph")));
            }
        }
        return warnings;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return written;
    }
}
