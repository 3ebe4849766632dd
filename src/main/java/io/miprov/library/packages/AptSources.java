package io.miprov.library.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of {@code sources.list(5)} in the one-line style, edited as Ansible's {@code
 * apt_repository} does: a source is found wherever it stands, even commented out.
 */
final class AptSources {
    private static final Set<String> KINDS = Set.of("deb", "deb-src");
    private static final String FOLDER = "/etc/apt/sources.list.d/";

    private final Map<String, List<String>> files = new LinkedHashMap<>();

    /**
     * @param told what {@code apt_sources} of {@code apt.sh} prints
     */
    static AptSources read(String told) {
        AptSources sources = new AptSources();
        for (String part : told.split("\036")) {
            int eol = part.indexOf('\n');
            if (eol > 0) {
                sources.files.put(
                        part.substring(0, eol),
                        new ArrayList<>(part.substring(eol + 1).lines().toList()));
            }
        }
        return sources;
    }

    /** What a line says: the source with single spaces, and whether it is commented out. */
    private record Line(String source, boolean enabled) {}

    private static Optional<Line> parse(String text) {
        String line = text.strip();
        boolean enabled = !line.startsWith("#");
        line = enabled ? line : line.substring(1);
        int comment = line.indexOf('#');
        String source = (comment > 0 ? line.substring(0, comment) : line).strip();
        String[] words = source.split("\\s+");
        return KINDS.contains(words[0])
                ? Optional.of(new Line(String.join(" ", words), enabled))
                : Optional.empty();
    }

    /** A source as it is compared; empty when it is none, or one that is commented out. */
    static Optional<String> source(String text) {
        return parse(text).filter(Line::enabled).map(Line::source);
    }

    /** Has this source, in this file when it is nowhere yet. */
    void add(String source, String file) {
        boolean found = false;
        for (List<String> lines : files.values()) {
            for (int i = 0; i < lines.size(); i++) {
                Optional<Line> line = parse(lines.get(i));
                if (line.filter(l -> l.source().equals(source)).isPresent()) {
                    found = true;
                    if (!line.get().enabled()) {
                        lines.set(i, lines.get(i).strip().substring(1).strip());
                    }
                }
            }
        }
        if (!found) {
            files.computeIfAbsent(file, any -> new ArrayList<>()).add(source);
        }
    }

    void remove(String source) {
        files.values()
                .forEach(
                        lines ->
                                lines.removeIf(
                                        each ->
                                                parse(each)
                                                        .equals(
                                                                Optional.of(
                                                                        new Line(source, true)))));
    }

    /** Each file and its text; an empty text means that there is to be no file. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach(
                (file, lines) ->
                        texts.put(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n"));
        return texts;
    }

    /** The file of a new source: by its name if one is wanted, else after what is fetched. */
    static String file(String source, Optional<String> name) {
        if (name.isPresent()) {
            return name.get().contains("/") ? name.get() + ".list" : FOLDER + name.get() + ".list";
        }
        String plain = source.replaceAll("\\[[^\\]]+\\]", "").replaceAll("\\w+://", "");
        for (String word : plain.strip().split("\\s+")) {
            if (!KINDS.contains(word)) {
                String host = word.contains("@") ? word.substring(word.indexOf('@') + 1) : word;
                String spaced = host.replaceAll("[^a-zA-Z0-9]", " ").strip();
                return FOLDER + spaced.replaceAll("\\s+", "_") + ".list";
            }
        }
        return FOLDER + "source.list";
    }
}
