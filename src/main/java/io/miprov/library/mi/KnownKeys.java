package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.miprov.diag.Suggestion;
import io.miprov.library.mi.toml.TomlKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys of deployment.toml that one distribution reads, from its own lists. It ignores all
 * others without a word, so a typing error never fails there.
 */
final class KnownKeys {
    private static final String FOLDER = "repository/resources/conf/";
    private static final List<String> LISTS =
            List.of(
                    FOLDER + "key-mappings.json",
                    FOLDER + "default.json",
                    FOLDER + "infer.json",
                    FOLDER + "deployment-full.toml",
                    "bin/version.txt");

    /** Tables with whatever names in them. (templates that go through all of a map) */
    private static final List<String> FREE =
            List.of(
                    "secrets",
                    "synapse_properties",
                    "passthru_properties",
                    "system.parameter",
                    "transport.jndi.connection_factories",
                    "transport.jndi.queue",
                    "transport.jndi.topic",
                    "external_vault",
                    "masking_pattern.properties");

    private static final Set<String> FREE_NAMES =
            Set.of("parameter", "parameters", "properties", "pool_options", "dataSourceProps");

    /** What the server asks for itself, past the lists. (its sources of 4.0 to 4.6) */
    private static final List<AskedFor> ASKED_FOR =
            List.of(
                    new AskedFor(0, "cluster_config", "node_id group_id"),
                    new AskedFor(0, "task_handling", "resolver_class enabled"),
                    new AskedFor(0, "task_resolver", "task_server_count task_nodes"),
                    new AskedFor(0, "runtime_secrets", "enable"),
                    new AskedFor(0, "management_api_token_handler", "enable"),
                    new AskedFor(
                            0,
                            "dashboard_config",
                            "dashboard_url heartbeat_interval group_id node_id"),
                    new AskedFor(1, "dashboard_config", "management_hostname management_port"),
                    new AskedFor(0, "transaction_counter", "enable data_source update_interval"),
                    new AskedFor(3, "integration.transaction_counter", "enable"),
                    new AskedFor(2, "analytics", "enabled publisher prefix id"),
                    new AskedFor(2, "analytics.api_analytics", "enabled"),
                    new AskedFor(2, "analytics.proxy_service_analytics", "enabled"),
                    new AskedFor(2, "analytics.sequence_analytics", "enabled"),
                    new AskedFor(2, "analytics.endpoint_analytics", "enabled"),
                    new AskedFor(2, "analytics.inbound_endpoint_analytics", "enabled"),
                    new AskedFor(5, "analytics", "custom_data_provider_class"),
                    new AskedFor(
                            6,
                            "icp_config",
                            "enabled environment project integration runtime secret icp_url"
                                    + " ssl_verify heartbeat_interval jwt_audience jwt_issuer"
                                    + " jwt_scope jwt_expiry_seconds jwt_clock_skew_tolerance_ms"));

    /**
     * Keys of a table.
     *
     * @param since the second number of the first version 4 with them
     * @param names with blanks between
     */
    private record AskedFor(int since, String table, String names) {
        List<String> keys() {
            return Stream.of(names.split(" ")).map(name -> table + "." + name).toList();
        }
    }

    private static final Pattern VERSION = Pattern.compile("4\\.([0-9]+)\\.[0-9]+");
    private static final Pattern HEADER =
            Pattern.compile("^[ \\t]*#*[ \\t]*\\[{1,2}([^\\]]+)]{1,2}");
    private static final Pattern PAIR =
            Pattern.compile("^[ \\t]*#*[ \\t]*([A-Za-z0-9_.'\"-]+)[ \\t]*=");

    private final Set<String> keys = new TreeSet<>();

    /** The second number of a version 4; a version that is not known has all that any has. */
    private int minor = Integer.MAX_VALUE;

    private KnownKeys() {}

    /** The files of a Micro Integrator that list its keys. */
    static List<String> files(String home) {
        return LISTS.stream().map(name -> home + '/' + name).toList();
    }

    /** Reads what {@code show_files} answers of them; empty when the lists are not there. */
    static Optional<KnownKeys> read(String answer) {
        KnownKeys known = new KnownKeys();
        String[] lines = answer.split("\n");
        for (int i = 0; i < LISTS.size(); i++) {
            String[] words = lines[i].split(" ", 2);
            if (words.length == 2) {
                String text = new String(Base64.getDecoder().decode(words[1]), UTF_8);
                known.add(LISTS.get(i), text);
            }
        }
        if (known.keys.isEmpty()) {
            return Optional.empty();
        }
        int minor = known.minor;
        ASKED_FOR.stream()
                .filter(asked -> asked.since() <= minor)
                .forEach(asked -> known.keys.addAll(asked.keys()));
        return Optional.of(known);
    }

    private void add(String list, String text) {
        if (list.endsWith(".txt")) {
            Matcher version = VERSION.matcher(text);
            minor = version.find() ? Integer.parseInt(version.group(1)) : minor;
            return;
        }
        if (list.endsWith(".toml")) {
            example(text);
            return;
        }
        try {
            JsonElement json = JsonParser.parseString(text);
            for (Map.Entry<String, JsonElement> each : json.getAsJsonObject().entrySet()) {
                if (list.endsWith("infer.json")) {
                    keys.add(each.getKey());
                    each.getValue()
                            .getAsJsonObject()
                            .entrySet()
                            .forEach(c -> add("", c.getValue()));
                } else if (list.endsWith("mappings.json")) {
                    keys.add(each.getKey().replace(':', '.'));
                } else {
                    add(each.getKey(), each.getValue());
                }
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "the list of keys "
                            + list
                            + " of the distribution is damaged: "
                            + e.getMessage(),
                    e);
        }
    }

    private void add(String path, JsonElement value) {
        if (value instanceof JsonObject object) {
            object.entrySet()
                    .forEach(
                            each ->
                                    add(
                                            path.isEmpty()
                                                    ? each.getKey()
                                                    : path + "." + each.getKey(),
                                            each.getValue()));
        } else if (value instanceof JsonArray array
                && !array.isEmpty()
                && array.get(0).isJsonObject()) {
            array.forEach(each -> add(path, each));
        } else {
            keys.add(path);
        }
    }

    /** The annotated example is not always valid TOML, so it is read line by line. */
    private void example(String text) {
        String table = "";
        for (String line : text.lines().toList()) {
            Matcher header = HEADER.matcher(line);
            Matcher pair = PAIR.matcher(line);
            if (header.find()) {
                table = plain(header.group(1)) + ".";
            } else if (pair.find()) {
                keys.add(table + plain(pair.group(1)));
            }
        }
    }

    private static String plain(String names) {
        return names.replaceAll("['\" ]", "");
    }

    /**
     * Why the keys would be ignored; empty when none is.
     *
     * @param allowed keys, or tables with all in them, that are known to be read all the same
     */
    List<String> problems(List<TomlKey> wanted, List<TomlKey> allowed) {
        List<String> problems = new ArrayList<>();
        for (TomlKey key : wanted) {
            String name = String.join(".", key.names());
            if (!allowed(key, allowed) && !reads(name)) {
                problems.add("`" + name + "`" + meant(name));
            }
        }
        return problems.stream().distinct().toList();
    }

    /** Whether a key, or a table that it is in, is among these. */
    static boolean allowed(TomlKey key, List<TomlKey> allowed) {
        List<String> names = key.names();
        return allowed.stream()
                .map(TomlKey::names)
                .anyMatch(
                        let ->
                                names.size() >= let.size()
                                        && names.subList(0, let.size()).equals(let));
    }

    private boolean reads(String name) {
        if (keys.contains(name) || free(name)) {
            return true;
        }
        return keys.stream().anyMatch(key -> key.startsWith(name + "."));
    }

    private static boolean free(String name) {
        if (FREE.stream().anyMatch(table -> name.startsWith(table + "."))) {
            return true;
        }
        List<String> above = List.of(name.split("\\."));
        return above.subList(0, above.size() - 1).stream().anyMatch(FREE_NAMES::contains);
    }

    private String meant(String name) {
        if (name.startsWith(KnownTables.TLS_KEYSTORE)) {
            return KnownTables.INSTEAD_OF_TLS;
        }
        return Suggestion.closest(name, keys)
                .map(word -> " (did you mean `" + word + "`?)")
                .orElse("");
    }
}
