package io.miprov.host.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ssh} would do for one host: options from the command line and its configuration
 * files, by ssh_config(5)'s rule that the first value found is the one that counts.
 */
final class SshOptions {
    private static final List<String> MANY = List.of("identityfile", "certificatefile");
    private final String original;
    private final Path home;
    private final Map<String, List<String>> values = new HashMap<>();

    SshOptions(String original, Path home) {
        this.original = original;
        this.home = home;
    }

    /** Takes a value, unless an earlier one counts. */
    void add(String keyword, List<String> words) {
        String key = keyword.toLowerCase(Locale.ROOT);
        if (MANY.contains(key)) {
            values.computeIfAbsent(key, any -> new ArrayList<>()).addAll(words);
        } else {
            values.putIfAbsent(key, words);
        }
    }

    /** The name as the user typed it. */
    String original() {
        return original;
    }

    Optional<String> text(String keyword) {
        List<String> words = words(keyword);
        return words.isEmpty() || words.get(0).isEmpty()
                ? Optional.empty()
                : Optional.of(words.get(0));
    }

    List<String> words(String keyword) {
        return values.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of());
    }

    boolean yes(String keyword, boolean usual) {
        return text(keyword).map(v -> v.equals("yes") || v.equals("true")).orElse(usual);
    }

    int number(String keyword, int usual) {
        try {
            return text(keyword).map(Integer::parseInt).orElse(usual);
        } catch (NumberFormatException e) {
            return usual;
        }
    }

    Optional<Duration> seconds(String keyword) {
        int seconds = number(keyword, 0);
        return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    /** Where to connect to. */
    String hostName() {
        return text("hostname")
                .map(name -> name.replace("%h", original).replace("%%", "%"))
                .orElse(original);
    }

    int port() {
        return number("port", 22);
    }

    String user() {
        return text("user").orElse(System.getProperty("user.name"));
    }

    /** Files that a keyword names, with {@code ~} and tokens expanded. */
    List<Path> files(String keyword) {
        return words(keyword).stream().filter(w -> !w.equals("none")).map(this::file).toList();
    }

    /** A text with its tokens filled in, by ssh_config(5)'s section TOKENS. */
    String expanded(String text) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean token = text.charAt(i) == '%' && i + 1 < text.length();
            all.append(token ? token(text.charAt(++i)) : String.valueOf(text.charAt(i)));
        }
        return all.toString();
    }

    private String token(char letter) {
        return switch (letter) {
            case 'd' -> home.toString();
            case 'h' -> hostName();
            case 'n' -> original;
            case 'p' -> String.valueOf(port());
            case 'r' -> user();
            case 'u' -> System.getProperty("user.name");
            case '%' -> "%";
            default -> "%" + letter;
        };
    }

    Path file(String text) {
        String path = expanded(text);
        return path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
    }
}
