package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** What {@code check.sh} told of a node. Secrets of its files are read here and told nowhere. */
final class NodeReport {
    private final Map<String, String> is = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    NodeReport(String answer) {
        for (String line : answer.lines().toList()) {
            int at = line.indexOf('=');
            if (at <= 0) {
                continue;
            }
            String name = line.substring(0, at);
            String value = line.substring(at + 1);
            if (name.equals("file")) {
                int bar = value.indexOf('|');
                files.put(
                        value.substring(0, bar),
                        Base64.getDecoder().decode(value.substring(bar + 1)));
            } else if (Set.of("open", "app", "old_tls", "silent_ldap").contains(name)) {
                lists.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            } else {
                is.put(name, value);
            }
        }
        if (files.containsKey("deployment.toml")) {
            TomlParseResult parsed =
                    Toml.parse(new String(files.get("deployment.toml"), UTF_8), TomlVersion.V1_0_0);
            flatten("", parsed);
        }
    }

    private void flatten(String prefix, TomlTable table) {
        for (Map.Entry<String, Object> each : table.entrySet()) {
            flatten(
                    prefix.isEmpty() ? each.getKey() : prefix + "." + each.getKey(),
                    each.getValue());
        }
    }

    private void flatten(String key, Object value) {
        if (value instanceof TomlTable table) {
            flatten(key, table);
        } else if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                flatten(key + "." + i, array.get(i));
            }
        } else {
            settings.put(key, String.valueOf(value));
        }
    }

    /** Something that was told; empty when it was not. */
    String is(String name) {
        return is.getOrDefault(name, "");
    }

    /** A number that was told; empty when it was none. */
    Optional<Long> number(String name) {
        return is(name).matches("\\d{1,18}")
                ? Optional.of(Long.valueOf(is(name)))
                : Optional.empty();
    }

    /** What was told again and again. */
    List<String> all(String name) {
        return lists.getOrDefault(name, List.of());
    }

    /** The keystores, by their paths below the home. */
    Map<String, byte[]> files() {
        return files;
    }

    /** All of deployment.toml, by dotted keys; empty when there is none. */
    Map<String, String> settings() {
        return settings;
    }

    /** A setting of deployment.toml, with references to other settings followed. */
    String setting(String key, String orElse) {
        String value = settings.getOrDefault(key, orElse);
        for (int i = 0; i < 5 && value.startsWith("$ref{") && value.endsWith("}"); i++) {
            value = settings.getOrDefault(value.substring(5, value.length() - 1), "");
        }
        return value;
    }

    /** The ports that somebody listens on. */
    Set<Integer> listening() {
        Set<Integer> ports = new TreeSet<>();
        for (String each : is("listening").split(" ", -1)) {
            if (each.matches("[0-9A-F]{4}")) {
                ports.add(Integer.parseInt(each, 16));
            }
        }
        return ports;
    }

    /** Whether deployment.toml has a datasource with this id. */
    boolean hasDatasource(String id) {
        return settings.entrySet().stream()
                .anyMatch(
                        each ->
                                each.getKey().matches("datasource\\.\\d+\\.id")
                                        && each.getValue().equals(id));
    }
}
