package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.library.mi.toml.TomlEdit;
import io.miprov.library.mi.toml.TomlKey;
import io.miprov.library.mi.toml.TomlValue;
import io.miprov.module.BadParams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a deployment.toml should have and should not have. */
final class TomlWishes {
    /** By which value people know the tables of an array. */
    private static final Map<String, String> BY =
            Map.of(
                    "datasource", "id",
                    "internal_apis.users", "user.name",
                    "service_catalog", "apim_host",
                    "external_vault", "name",
                    "transport.jms.listener", "name",
                    "transport.jms.sender", "name",
                    "transport.rabbitmq.listener", "name",
                    "transport.rabbitmq.sender", "name",
                    "synapse_handlers", "name");

    private final Map<TomlKey, String> set = new LinkedHashMap<>();
    private final Map<TomlKey, String> ensure = new LinkedHashMap<>();
    private final List<TomlKey> remove;
    private final Map<TomlKey, Only> only = new LinkedHashMap<>();
    private final Set<String> secrets = new LinkedHashSet<>();

    /** Of an array: the value its tables are known by, and those that stay. */
    private record Only(List<String> by, Set<String> values) {}

    TomlWishes(DeploymentTomlModule.Params params) {
        params.set().forEach((key, value) -> flatten("set", Optional.empty(), key, value, set));
        params.ensure()
                .forEach((key, value) -> flatten("ensure", Optional.empty(), key, value, ensure));
        params.entries().forEach((array, tables) -> entries(params, array, tables));
        remove = params.remove().stream().map(text -> key("remove", text)).toList();
        for (TomlKey gone : remove) {
            if (set.containsKey(gone) || ensure.containsKey(gone)) {
                throw new BadParams("remove", "has `" + gone + "`, which is wanted too");
            }
        }
        for (String array : params.only()) {
            if (!only.containsKey(key("only", array))) {
                throw new BadParams("only", "has `" + array + "`, which is not in `entries`");
            }
        }
        only.keySet().removeIf(key -> params.only().stream().noneMatch(key.toString()::equals));
    }

    /** The keys that are to have a value. */
    List<TomlKey> keys() {
        List<TomlKey> all = new ArrayList<>(set.keySet());
        all.addAll(ensure.keySet());
        return all;
    }

    /** The texts in it that are secret wherever they stand. */
    Set<String> secrets() {
        return secrets;
    }

    private void entries(DeploymentTomlModule.Params params, String name, Object tables) {
        TomlKey array = key("entries", name);
        String byText = params.by().getOrDefault(name, BY.getOrDefault(array.toString(), ""));
        if (byText.isEmpty()) {
            throw new BadParams(
                    "entries",
                    "has `"
                            + name
                            + "`; say in `by` which key tells its tables apart, as in"
                            + " {"
                            + name
                            + ": id}");
        }
        if (!(tables instanceof List<?> list)) {
            throw new BadParams("entries", "needs a list of tables under `" + name + "`");
        }
        List<String> by = key("by", byText).names();
        Set<String> values = new LinkedHashSet<>();
        for (Object table : list) {
            Map<TomlKey, String> flat = new LinkedHashMap<>();
            if (!(table instanceof Map<?, ?> map)) {
                throw new BadParams("entries", "needs a list of tables under `" + name + "`");
            }
            map.forEach(
                    (each, value) ->
                            flatten("entries", Optional.empty(), each.toString(), value, flat));
            String known = known(name, byText, flat);
            if (!values.add(known)) {
                throw new BadParams(
                        "entries", "has `" + name + "` twice with " + byText + " " + known);
            }
            TomlKey entry = array.choosing(by, known);
            flat.forEach((each, value) -> set.put(entry.then(each), value));
        }
        only.put(array, new Only(by, values));
    }

    private static String known(String name, String by, Map<TomlKey, String> table) {
        String written = table.get(TomlKey.parse(by));
        if (written == null) {
            throw new BadParams(
                    "entries",
                    "has a table of `" + name + "` without `" + by + "`, by which it is known");
        }
        return TomlEdit.meaning(written);
    }

    private void flatten(
            String parameter,
            Optional<TomlKey> above,
            String name,
            Object value,
            Map<TomlKey, String> wanted) {
        TomlKey own = key(parameter, name);
        TomlKey key = above.map(upper -> upper.then(own)).orElse(own);
        if (value instanceof Map<?, ?> more) {
            more.forEach(
                    (deeper, each) ->
                            flatten(parameter, Optional.of(key), deeper.toString(), each, wanted));
            return;
        }
        if (value instanceof Secret secret) {
            secrets.add(secret.value());
        }
        try {
            wanted.put(key, TomlValue.written(value));
        } catch (IllegalArgumentException e) {
            throw new BadParams(parameter, "`" + key + "`: " + e.getMessage());
        }
        CipherForm.check(parameter, key, wanted.get(key));
    }

    static TomlKey key(String parameter, String text) {
        try {
            return TomlKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadParams(parameter, e.getMessage());
        }
    }

    /** Whether a text is as it should be. */
    boolean areTrueOf(String text) {
        return set.entrySet().stream()
                        .allMatch(each -> TomlEdit.has(text, each.getKey(), each.getValue()))
                && ensure.keySet().stream().allMatch(key -> TomlEdit.has(text, key))
                && remove.stream().noneMatch(key -> TomlEdit.has(text, key))
                && only.entrySet().stream()
                        .allMatch(each -> others(text, each.getKey(), each.getValue()).isEmpty());
    }

    /**
     * A text made as it should be.
     *
     * @throws IllegalArgumentException when the keys do not fit into what is there
     */
    String appliedTo(String text) {
        TomlEdit edit = new TomlEdit(KnownTables.NAMES);
        String now = text;
        for (TomlKey key : remove) {
            now = edit.remove(now, key);
        }
        for (Map.Entry<TomlKey, String> each : set.entrySet()) {
            if (!TomlEdit.has(now, each.getKey(), each.getValue())) {
                now = edit.set(now, each.getKey(), each.getValue());
            }
        }
        for (Map.Entry<TomlKey, String> each : ensure.entrySet()) {
            if (!TomlEdit.has(now, each.getKey())) {
                now = edit.set(now, each.getKey(), each.getValue());
            }
        }
        for (Map.Entry<TomlKey, Only> each : only.entrySet()) {
            for (TomlKey other : others(now, each.getKey(), each.getValue())) {
                now = edit.remove(now, other);
            }
        }
        return now;
    }

    /** The tables of an array that should not be there, the last first. */
    private static List<TomlKey> others(String text, TomlKey array, Only stay) {
        List<TomlKey> others = new ArrayList<>();
        for (int i = 0; ; i++) {
            TomlKey table = array.then(i);
            if (!TomlEdit.has(text, table)) {
                return others;
            }
            boolean stays =
                    TomlEdit.value(text, table.then(TomlKey.of(stay.by())))
                            .map(TomlEdit::meaning)
                            .filter(stay.values()::contains)
                            .isPresent();
            if (!stays) {
                others.add(0, table);
            }
        }
    }
}
