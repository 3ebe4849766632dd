package io.miprov.playbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.playbook.Words.Kind;
import io.miprov.playbook.Words.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What each keyword of a playbook is, for people and for editors. Where they may stand is
 * ansible-core's list (its page "Playbook Keywords").
 */
public final class KeywordGuide {

    /**
     * One keyword.
     *
     * @param places where it may stand: play, role, block, task, handler
     * @param takes what it takes, as {@link Takes}
     * @param about what it is for, in a phrase
     */
    public record Entry(String name, List<String> places, Takes takes, String about) {}

    /** What a keyword takes. */
    public enum Takes {
        VALUE("a value"),
        TEXT("text"),
        FLAG("true or false"),
        NUMBER("a number"),
        CONDITIONS("an expression, or a list of them"),
        NAMES("a name, or a list of them"),
        MAPS("a mapping, or a list of them"),
        LIST("a list");

        private final String phrase;

        Takes(String phrase) {
            this.phrase = phrase;
        }

        /** For people. */
        public String phrase() {
            return phrase;
        }
    }

    private static final Set<String> LISTS =
            Set.of(
                    "always",
                    "block",
                    "handlers",
                    "post_tasks",
                    "pre_tasks",
                    "rescue",
                    "roles",
                    "tasks",
                    "vars_prompt");

    private static final Map<String, Entry> ALL = read();

    private KeywordGuide() {}

    /** All keywords, by name. */
    public static Map<String, Entry> all() {
        return ALL;
    }

    private static Map<String, Entry> read() {
        Map<String, String> phrases = phrases();
        Map<String, Entry> all = new TreeMap<>();
        for (Level level : Level.values()) {
            Words.at(level)
                    .forEach(
                            (name, kind) ->
                                    all.computeIfAbsent(
                                                    name,
                                                    any ->
                                                            new Entry(
                                                                    name,
                                                                    new ArrayList<>(),
                                                                    takes(name, kind),
                                                                    phrases.getOrDefault(name, "")))
                                            .places()
                                            .add(level.shown));
        }
        return Collections.unmodifiableMap(all);
    }

    /** The keywords that may stand here: play, role, block, task or handler. */
    public static Set<String> at(String place) {
        Set<String> names = new TreeSet<>();
        ALL.values().stream()
                .filter(entry -> entry.places().contains(place))
                .forEach(entry -> names.add(entry.name()));
        return names;
    }

    private static Takes takes(String name, Kind kind) {
        return switch (kind) {
            case TEXT, DEBUGGER -> Takes.TEXT;
            case FLAG -> Takes.FLAG;
            case NUMBER -> Takes.NUMBER;
            case CONDITIONS -> Takes.CONDITIONS;
            case NAMES -> Takes.NAMES;
            case MAPS -> Takes.MAPS;
            case VALUE, OWN -> LISTS.contains(name) ? Takes.LIST : Takes.VALUE;
        };
    }

    private static Map<String, String> phrases() {
        Map<String, String> phrases = new TreeMap<>();
        try (InputStream in = KeywordGuide.class.getResourceAsStream("keywords.tsv")) {
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .forEach(parts -> phrases.put(parts[0], parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return phrases;
    }
}
