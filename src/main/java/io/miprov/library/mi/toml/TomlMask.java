package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlNode.Kind;
import io.miprov.library.mi.toml.TomlText.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as people may see it: what is secret has stars. Secret are the values of {@code
 * [secrets]}, those whose key says so, passwords in URLs, and those that are known to be.
 */
public final class TomlMask {
    private static final String STARS = "********";
    private static final Pattern SECRET =
            Pattern.compile(
                    ".*(password|passwd|passphrase|secret|credential|token|private_?key|api_?key)"
                            + "(?!.*(handler|alias|enable|expir|url|class|path|file|type|timeout))"
                            + ".*|.*\\bpwd\\b.*|pin");
    private static final Pattern IN_URL =
            Pattern.compile(
                    "(?i)((?:password|pwd|secret|token)=)[^&;\"'\\s]+|(://[^/:@\\s]+:)[^@/\\s\"']+(?=@)");
    private static final Pattern COMMENTED =
            Pattern.compile("(?im)^([ \t]*#.*(?:password|passwd|secret)[^=\\n]*=[ \t]*)[^\\s#].*$");
    private static final Pattern REFERENCE = Pattern.compile("\\$(ref|env|sys|secret)\\{[^}]*}");

    private final Collection<String> known;

    /**
     * @param known texts that are secret wherever they stand
     */
    public TomlMask(Collection<String> known) {
        this.known = known.stream().filter(text -> !text.isBlank()).toList();
    }

    /** The text before and the text after; a secret that is another one says so. */
    public List<String> shown(String before, String after) {
        Map<List<Object>, String> was = new HashMap<>();
        String first = masked(before, was, Map.of());
        return List.of(first, masked(after, new HashMap<>(), was));
    }

    /** Whether the value of a key is one that nobody should read. */
    public static boolean secret(List<String> names) {
        return names.get(0).equals("secrets")
                || SECRET.matcher(names.get(names.size() - 1).toLowerCase(Locale.ROOT)).matches();
    }

    private String masked(
            String text, Map<List<Object>, String> found, Map<List<Object>, String> before) {
        Map<Integer, TomlNode> places = new TreeMap<>();
        Map<TomlNode, String> stars = new HashMap<>();
        Optional<TomlText> toml = readable(text);
        if (toml.isEmpty()) {
            return STARS + "\n";
        }
        for (Map.Entry<List<Object>, Found> each : toml.get().values().entrySet()) {
            TomlNode node = each.getValue().node();
            String written = toml.get().written(node);
            if (plainSecret(each.getKey(), node, written)) {
                found.put(each.getKey(), written);
                String old = before.getOrDefault(each.getKey(), written);
                places.put(node.from(), node);
                stars.put(node, old.equals(written) ? STARS : STARS + " (another)");
            }
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (TomlNode node : places.values()) {
            out.append(rest(text.substring(at, node.from())));
            out.append('"').append(stars.get(node)).append('"');
            at = node.to();
        }
        return out.append(rest(text.substring(at))).toString();
    }

    private static boolean plainSecret(List<Object> path, TomlNode node, String written) {
        return node.kind() != Kind.TABLE
                && node.kind() != Kind.ARRAY
                && node.kind() != Kind.BOOLEAN
                && secret(TomlPaths.names(path))
                && !REFERENCE.matcher(written.replaceAll("[\"']", "")).matches();
    }

    private static Optional<TomlText> readable(String text) {
        try {
            return Optional.of(TomlText.read(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String rest(String text) {
        String shown =
                IN_URL.matcher(text)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                (found.group(1) == null
                                                                ? found.group(2)
                                                                : found.group(1))
                                                        + STARS));
        shown = COMMENTED.matcher(shown).replaceAll("$1" + STARS);
        List<String> longest = new ArrayList<>(known);
        longest.sort((a, b) -> b.length() - a.length());
        for (String secret : longest) {
            String written = TomlValue.written(secret);
            shown = shown.replace(written.substring(1, written.length() - 1), STARS);
            shown = shown.replace(secret, STARS);
        }
        return shown;
    }
}
