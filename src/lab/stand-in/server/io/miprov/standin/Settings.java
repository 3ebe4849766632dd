package io.miprov.standin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What deployment.toml says, by dotted key, with references resolved. What is not said has the real
 * server's default.
 */
final class Settings {
    private static final Pattern REFERENCE = Pattern.compile("\\$(env|sys|ref|secret)\\{([^}]*)}");

    private final Map<String, Object> flat = new TreeMap<>();
    private final Path home;
    private final BiFunction<String, Settings, String> decrypt;

    Settings(Path home, BiFunction<String, Settings, String> decrypt) throws Exception {
        this.home = home;
        this.decrypt = decrypt;
        Path file = home.resolve("conf/deployment.toml");
        flatten("", Toml.parse(Files.readString(file)));
        for (Map.Entry<String, Object> entry : flat.entrySet()) {
            if (entry.getValue() instanceof String) {
                resolve((String) entry.getValue());
            }
        }
    }

    Path home() {
        return home;
    }

    String text(String key, String orElse) {
        Object value = flat.get(key);
        return value == null ? orElse : resolve(value.toString());
    }

    int number(String key, int orElse) {
        return Integer.parseInt(text(key, Integer.toString(orElse)));
    }

    boolean has(String prefix) {
        return flat.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** The port of a listener as clients see it. */
    int port(String key, int orElse) {
        String override = System.getProperty("portOffset");
        int offset = override == null ? number("server.offset", 10) : Integer.parseInt(override);
        return number(key, orElse) + offset;
    }

    /** The name this node has for itself in a cluster, or its host name. */
    String node() {
        String override = System.getProperty("nodeId", System.getenv("nodeId"));
        String name = override == null ? text("cluster_config.node_id", "") : override;
        return name.isEmpty() ? text("server.hostname", "localhost") : name;
    }

    /** Everything, as one text; references stay as they are written. */
    Map<String, Object> all() {
        return new LinkedHashMap<>(flat);
    }

    private String resolve(String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (reference.find()) {
            reference.appendReplacement(
                    out, Matcher.quoteReplacement(value(reference.group(1), reference.group(2))));
        }
        return reference.appendTail(out).toString();
    }

    private String value(String kind, String name) {
        switch (kind) {
            case "env":
                return known(System.getenv(name), "Environment variable " + name + " is not set");
            case "sys":
                return known(System.getProperty(name), "System property " + name + " is not set");
            case "ref":
                return known(text(name, null), "Referenced key " + name + " is not there");
            default:
                return secret(name);
        }
    }

    private String secret(String alias) {
        String value =
                known(
                        text("secrets." + alias, null),
                        "Secret alias " + alias + " is not in [secrets]");
        if (value.startsWith("[") && value.endsWith("]")) {
            throw new IllegalArgumentException(
                    "Secret " + alias + " can't be plain text. Please encrypt it.");
        }
        return decrypt.apply(value, this);
    }

    private static String known(String value, String problem) {
        if (value == null) {
            throw new IllegalArgumentException(problem);
        }
        return value;
    }

    private void flatten(String prefix, Object value) {
        if (value instanceof Map) {
            ((Map<?, ?>) value)
                    .forEach(
                            (key, inner) ->
                                    flatten(
                                            prefix.isEmpty() ? "" + key : prefix + "." + key,
                                            inner));
        } else if (value instanceof List
                && !((List<?>) value).isEmpty()
                && ((List<?>) value).get(0) instanceof Map) {
            List<?> tables = (List<?>) value;
            for (int i = 0; i < tables.size(); i++) {
                flatten(prefix + "." + i, tables.get(i));
            }
        } else {
            flat.put(prefix, value);
        }
    }
}
