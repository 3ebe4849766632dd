package io.miprov.library.mi;

import io.miprov.library.mi.toml.TomlEdit;
import io.miprov.library.mi.toml.TomlJudge;
import io.miprov.library.mi.toml.TomlKey;
import io.miprov.library.mi.toml.TomlValue;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Sets and removes keys in the deployment.toml of a Micro Integrator, and leaves all else as
        it is: comments, order, spacing. A new key comes after its commented default when the file
        has one. One table of several is chosen by a value in it, and made when it is not there.

        - deployment_toml:
            home: /opt/wso2mi/current
            set:
              server.hostname: mi1.example.org
              server.offset: 10
              datasource[id=WSO2_COORDINATION_DB].url: jdbc:postgresql://db/coordination
            remove: [transport.http.listener.port]
        """)
public final class DeploymentTomlModule implements Module<DeploymentTomlModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the home of the Micro Integrator, in which conf/deployment.toml is") String home,
            @Doc(
                            value =
                                    "keys, written with dots or as mappings in mappings, and values",
                            orElse = "")
                    Map<String, Object> set,
            @Doc(value = "keys, written with dots, to take away", orElse = "") List<String> remove,
            @Doc("the user who owns the file") Optional<String> owner,
            @Doc("the group that owns the file") Optional<String> group,
            @Doc(value = "the permissions of the file", orElse = "0640") FileMode mode,
            @Doc(
                            value =
                                    "warn of keys in tables that the Micro Integrator does not read",
                            orElse = "true")
                    boolean validateKeys) {}

    @Override
    public Change plan(Params params, Facts facts) {
        Map<TomlKey, String> wanted = new LinkedHashMap<>();
        params.set().forEach((key, value) -> flatten(Optional.empty(), key, value, wanted));
        List<TomlKey> unwanted = params.remove().stream().map(key -> key("remove", key)).toList();
        for (TomlKey key : unwanted) {
            if (wanted.containsKey(key)) {
                throw new BadParams("remove", "has `" + key + "`, which is in `set` too");
            }
        }
        String path = params.home() + "/conf/deployment.toml";
        Map<String, Object> says = new LinkedHashMap<>(Map.of("path", path));
        List<String> warnings =
                params.validateKeys()
                        ? KnownTables.warnings(List.copyOf(wanted.keySet()))
                        : List.of();
        if (!warnings.isEmpty()) {
            says.put("warnings", warnings);
        }
        return new Edit(
                path,
                Edit.existingText(path, text -> edited(path, text, wanted, unwanted)),
                new Placement(Optional.of(params.mode()), params.owner(), params.group()),
                "",
                false,
                says);
    }

    private static void flatten(
            Optional<TomlKey> above, String name, Object value, Map<TomlKey, String> wanted) {
        TomlKey own = key("set", name);
        TomlKey key = above.map(upper -> upper.then(own)).orElse(own);
        if (value instanceof Map<?, ?> more) {
            more.forEach(
                    (deeper, each) -> flatten(Optional.of(key), deeper.toString(), each, wanted));
            return;
        }
        try {
            wanted.put(key, TomlValue.written(value));
        } catch (IllegalArgumentException e) {
            throw new BadParams("set", "`" + key + "`: " + e.getMessage());
        }
    }

    private static TomlKey key(String parameter, String text) {
        try {
            return TomlKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadParams(parameter, e.getMessage());
        }
    }

    private static String edited(
            String path, String before, Map<TomlKey, String> wanted, List<TomlKey> unwanted) {
        String bom = before.startsWith("\ufeff") ? "\ufeff" : "";
        String text = before.substring(bom.length());
        if (isDone(text, wanted, unwanted)) {
            return before;
        }
        TomlJudge judge = TomlJudge.of(path, text);
        TomlEdit edit = new TomlEdit(KnownTables.NAMES);
        String after = text;
        for (Map.Entry<TomlKey, String> each : wanted.entrySet()) {
            if (!judge.has(each.getKey(), each.getValue())) {
                after = edit.set(after, each.getKey(), each.getValue());
            }
        }
        for (TomlKey key : unwanted) {
            after = edit.remove(after, key);
        }
        if (!after.equals(text)) {
            judgeAfter(path, after, wanted, unwanted);
        }
        return bom + after;
    }

    /** Whether every value stands there as we would write it; spares loading the parser. */
    private static boolean isDone(
            String text, Map<TomlKey, String> wanted, List<TomlKey> unwanted) {
        try {
            return wanted.entrySet().stream()
                            .allMatch(
                                    each ->
                                            TomlEdit.value(text, each.getKey())
                                                    .filter(each.getValue()::equals)
                                                    .isPresent())
                    && unwanted.stream().allMatch(key -> TomlEdit.value(text, key).isEmpty());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void judgeAfter(
            String path, String after, Map<TomlKey, String> wanted, List<TomlKey> unwanted) {
        TomlJudge judge;
        try {
            judge = TomlJudge.of(path, after);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the keys do not fit into what is in "
                            + path
                            + "; with them it would be refused:\n"
                            + e.getMessage(),
                    e);
        }
        List<String> odd = new ArrayList<>();
        wanted.forEach(
                (key, value) -> {
                    if (!judge.has(key, value)) {
                        odd.add(key.toString());
                    }
                });
        unwanted.stream()
                .filter(key -> judge.value(key).isPresent())
                .forEach(key -> odd.add(key.toString()));
        if (!odd.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join(", ", odd)
                            + " can not be edited in "
                            + path
                            + ", as in an inline table or a whole table; edit it by hand");
        }
    }
}
