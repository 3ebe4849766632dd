package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is set outside of the command line: {@code MIPROV_*}, then {@code ANSIBLE_*}, then {@code
 * ansible.cfg}. Names that are not known are left alone: they may be meant for Ansible.
 */
final class Settings {
    /** What a key that is given twice is when nobody says; Ansible's names stand for another. */
    static final String USUAL_FOR_DUPLICATES = "MIPROV_USUAL_FOR_DUPLICATES";

    private final Map<String, String> environment;
    private final Map<String, Span> file;
    private final Path folder;

    private Settings(Map<String, String> environment, Map<String, Span> file, Path folder) {
        this.environment = environment;
        this.file = file;
        this.folder = folder;
    }

    /** Reads the first {@code ansible.cfg} that there is, in Ansible's order. */
    static Settings read(Map<String, String> environment) {
        Optional<Path> found =
                places(environment).stream().filter(Files::isRegularFile).findFirst();
        if (found.isEmpty()) {
            return new Settings(environment, Map.of(), Path.of(""));
        }
        try {
            Source source = new Source(found.get().toString(), Files.readString(found.get()));
            Path folder = Optional.ofNullable(found.get().getParent()).orElse(Path.of(""));
            return new Settings(environment, parse(source), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> places(Map<String, String> environment) {
        List<Path> places = new ArrayList<>();
        String named = environment.getOrDefault("ANSIBLE_CONFIG", "");
        if (!named.isEmpty()) {
            Path path = Path.of(named);
            places.add(Files.isDirectory(path) ? path.resolve("ansible.cfg") : path);
        }
        places.add(Path.of("ansible.cfg"));
        places.add(Path.of(environment.getOrDefault("HOME", "")).resolve(".ansible.cfg"));
        places.add(Path.of("/etc/ansible/ansible.cfg"));
        return places;
    }

    /** The values by {@code section.key}. */
    private static Map<String, Span> parse(Source source) {
        Map<String, Span> values = new HashMap<>();
        String section = "";
        int from = 0;
        for (String line : source.text().split("\n", -1)) {
            String text = line.strip();
            if (text.startsWith("[") && text.contains("]")) {
                section = text.substring(1, text.indexOf(']'));
            } else if (!text.isEmpty() && !text.startsWith("#") && !text.startsWith(";")) {
                setting(source, from, line, section, values);
            }
            from += line.length() + 1;
        }
        return values;
    }

    private static void setting(
            Source source, int from, String line, String section, Map<String, Span> values) {
        int equals = line.indexOf('=');
        int comment = line.indexOf(" ;");
        String whole = comment > equals ? line.substring(0, comment) : line;
        if (equals > 0) {
            String value = whole.substring(equals + 1).strip();
            int start = from + equals + 1 + whole.substring(equals + 1).indexOf(value);
            values.put(
                    section + "." + line.substring(0, equals).strip(),
                    new Span(source, start, start + value.length()));
        }
    }

    /** What becomes of keys that a mapping has twice. */
    Problems.Twice twice() {
        return Problems.Twice.valueOf(
                choice(
                                "DUPLICATE_YAML_DICT_KEY",
                                "defaults.duplicate_dict_key",
                                environment.getOrDefault(USUAL_FOR_DUPLICATES, "error"),
                                List.of("error", "warn", "ignore"))
                        .toUpperCase(Locale.ROOT));
    }

    /** Whether mappings of several levels are put into each other. */
    boolean mergesHashes() {
        return choice(
                        "HASH_BEHAVIOUR",
                        "defaults.hash_behaviour",
                        "replace",
                        List.of("replace", "merge"))
                .equals("merge");
    }

    private String choice(String variable, String key, String usual, List<String> words) {
        String word = text(variable, key).map(String::strip).orElse(usual);
        if (!words.contains(word)) {
            throw new BadInput(
                    "error: "
                            + key.substring(key.indexOf('.') + 1)
                            + " must be one of "
                            + String.join(", ", words)
                            + ", not `"
                            + word
                            + "`\n  = help: it is set by MIPROV_"
                            + variable
                            + ", ANSIBLE_"
                            + variable
                            + " or ansible.cfg\n");
        }
        return word;
    }

    /** A setting by the name its variables end in, and its place in {@code ansible.cfg}. */
    Optional<String> text(String variable, String key) {
        for (String prefix : List.of("MIPROV_", "ANSIBLE_")) {
            String value = environment.getOrDefault(prefix + variable, "");
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.ofNullable(file.get(key)).map(Span::text).filter(text -> !text.isEmpty());
    }

    boolean isTrue(String variable, String key) {
        return flag(variable, key, false);
    }

    boolean flag(String variable, String key, boolean otherwise) {
        return text(variable, key).map(Settings::truth).orElse(otherwise);
    }

    static boolean truth(String text) {
        return List.of("1", "yes", "true", "on", "y", "t").contains(text.toLowerCase(Locale.ROOT));
    }

    int number(String variable, String key, int otherwise) {
        Optional<String> text = text(variable, key);
        if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
            throw new BadInput(
                    "error: "
                            + key.substring(key.indexOf('.') + 1)
                            + " must be a whole number, not `"
                            + text.get()
                            + "`\n  = help: it is set by MIPROV_"
                            + variable
                            + ", ANSIBLE_"
                            + variable
                            + " or ansible.cfg\n");
        }
        return text.map(Integer::valueOf).orElse(otherwise);
    }

    /** Paths, parted by this; those of {@code ansible.cfg} are relative to its folder. */
    List<String> paths(String variable, String key, String separator) {
        Optional<String> text = text(variable, key);
        boolean ofFile = text.isPresent() && fromEnvironment(variable).isEmpty();
        List<String> paths = new ArrayList<>();
        for (String each : text.orElse("").split(separator, -1)) {
            if (!each.isBlank()) {
                paths.add(
                        ofFile
                                ? folder.resolve(home(each.strip())).toString()
                                : home(each.strip()));
            }
        }
        return paths;
    }

    /** A path with {@code ~} filled in. */
    String home(String path) {
        return path.equals("~") || path.startsWith("~/")
                ? environment.getOrDefault("HOME", "") + path.substring(1)
                : path;
    }

    private Optional<String> fromEnvironment(String variable) {
        return List.of("MIPROV_", "ANSIBLE_").stream()
                .map(prefix -> environment.getOrDefault(prefix + variable, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** The same for a value that may be one list of hosts with commas. */
    List<String> inventories() {
        Optional<String> given = fromEnvironment("INVENTORY");
        return given.map(text -> List.of(home(text)))
                .orElseGet(() -> paths("INVENTORY", "defaults.inventory", ","));
    }
}
