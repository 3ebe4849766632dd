package io.miprov.cli;

import io.miprov.library.Library;
import io.miprov.module.Doc;
import io.miprov.module.Module;
import io.miprov.module.Schema;
import io.miprov.playbook.KeywordGuide;
import io.miprov.playbook.RollingGuide;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shape of playbooks, files of tasks and inventories as JSON Schema (draft 7), which editors
 * complete and check by. Made from what keywords and modules say of themselves.
 */
final class EditorSchema {
    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
    private static final Map<String, Object> TEMPLATE = ref("template");
    private static final List<String> LOOSE_TASKS =
            List.of(
                    "add_host",
                    "group_by",
                    "include",
                    "include_role",
                    "include_tasks",
                    "include_vars",
                    "import_role",
                    "import_tasks",
                    "meta",
                    "set_stats",
                    "validate_argument_spec");

    private EditorSchema() {}

    /** Of a playbook: a list of plays. */
    static Map<String, Object> playbook() {
        Map<String, Object> schema = map("$schema", DRAFT, "title", "a playbook");
        schema.putAll(list(anyOf(ref("play"), ref("import"))));
        schema.put("definitions", definitions());
        return schema;
    }

    /** Of a file of tasks or handlers. */
    static Map<String, Object> tasks() {
        Map<String, Object> schema = map("$schema", DRAFT, "title", "a file of tasks");
        schema.putAll(ref("tasks"));
        schema.put("definitions", definitions());
        return schema;
    }

    /** Of an inventory in YAML. */
    static Map<String, Object> inventory() {
        Map<String, Object> anything = map("type", List.of("object", "null"));
        Map<String, Object> group =
                object(
                        map(
                                "hosts",
                                map(
                                        "type",
                                        List.of("object", "null"),
                                        "additionalProperties",
                                        anything),
                                "vars",
                                anything,
                                "children",
                                map(
                                        "type",
                                        List.of("object", "null"),
                                        "additionalProperties",
                                        ref("group"))));
        group.put("type", List.of("object", "null"));
        return map(
                "$schema",
                DRAFT,
                "title",
                "an inventory",
                "type",
                "object",
                "additionalProperties",
                ref("group"),
                "definitions",
                map("group", group));
    }

    private static Map<String, Object> definitions() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("template", map("type", "string", "pattern", "\\{\\{|\\{%"));
        all.put(
                "flag",
                anyOf(
                        map("type", "boolean"),
                        map("enum", List.of("yes", "no", "true", "false", "on", "off")),
                        TEMPLATE));
        all.put("number", anyOf(map("type", "number"), map("type", "string")));
        all.put("names", anyOf(map("type", "string"), list(map("type", "string"))));
        all.put(
                "tasks",
                map("type", List.of("array", "null"), "items", anyOf(ref("block"), ref("task"))));
        all.put("import", importPlaybook());
        all.put("play", level("play", List.of("hosts")));
        all.put("block", level("block", List.of("block")));
        all.put("task", task());
        new TreeMap<>(Library.modules())
                .forEach((name, module) -> all.put("module." + name, module(module)));
        return all;
    }

    private static Map<String, Object> importPlaybook() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("import_playbook", map("type", "string"));
        for (String keyword : List.of("name", "tags", "vars", "when")) {
            keys.put(keyword, keyword(KeywordGuide.all().get(keyword)));
        }
        Map<String, Object> schema = object(keys);
        schema.put("required", List.of("import_playbook"));
        return schema;
    }

    private static Map<String, Object> level(String place, List<String> required) {
        Map<String, Object> schema = object(keywords(place));
        schema.put("required", required);
        return schema;
    }

    private static Map<String, Object> task() {
        Map<String, Object> keys = keywords("handler");
        for (String name : Library.modules().keySet()) {
            keys.put(name, ref("module." + name));
            keys.put("ansible.builtin." + name, ref("module." + name));
        }
        LOOSE_TASKS.forEach(
                name -> {
                    keys.put(name, map());
                    keys.put("ansible.builtin." + name, map());
                });
        Map<String, Object> schema = object(keys);
        schema.put(
                "patternProperties",
                map("^with_", map(), "^(ansible|community)\\.[a-z_]+\\.", map()));
        return schema;
    }

    private static Map<String, Object> keywords(String place) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String name : KeywordGuide.at(place)) {
            keys.put(name, keyword(KeywordGuide.all().get(name)));
        }
        return keys;
    }

    private static Map<String, Object> keyword(KeywordGuide.Entry keyword) {
        Map<String, Object> type =
                switch (keyword.takes()) {
                    case FLAG -> ref("flag");
                    case NUMBER -> ref("number");
                    case NAMES -> ref("names");
                    case LIST ->
                            keyword.name().equals("roles") || keyword.name().equals("vars_prompt")
                                    ? map("type", List.of("array", "null"))
                                    : ref("tasks");
                    default -> map();
                };
        if (keyword.name().equals("rolling")) {
            return rolling(keyword.about());
        }
        // What stands beside a reference is not read, so it is wrapped.
        return type.isEmpty()
                ? map("description", keyword.about())
                : map("description", keyword.about(), "allOf", List.of(type));
    }

    /** The words of {@code rolling}; a mapping may be one value, which is its first. */
    private static Map<String, Object> rolling(String about) {
        Map<String, Object> keys = new LinkedHashMap<>();
        Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
        for (RollingGuide.Word word : RollingGuide.all()) {
            if (word.kind() == RollingGuide.Kind.GROUP) {
                groups.put(word.path(), new LinkedHashMap<>());
                keys.put(
                        word.name(),
                        map(
                                "description",
                                word.about(),
                                "anyOf",
                                List.of(
                                        object(groups.get(word.path())),
                                        map("type", List.of("string", "number")))));
            } else {
                (word.group().isEmpty() ? keys : groups.get(word.group()))
                        .put(word.name(), word(word));
            }
        }
        Map<String, Object> shape = object(keys);
        shape.put(
                "anyOf",
                List.of(map("required", List.of("balancer")), map("required", List.of("from"))));
        return map(
                "description",
                about,
                "anyOf",
                List.of(shape, map("type", "string", "pattern", "\\.ya?ml$")));
    }

    private static Map<String, Object> word(RollingGuide.Word word) {
        Map<String, Object> type =
                switch (word.kind()) {
                    case TIME, NUMBER -> ref("number");
                    case FLAG -> ref("flag");
                    case NAMES -> ref("names");
                    case CHOICE -> anyOf(map("enum", word.choices()), TEMPLATE);
                    default -> map();
                };
        return type.isEmpty()
                ? map("description", word.about())
                : map("description", word.about(), "allOf", List.of(type));
    }

    private static Map<String, Object> module(Module<?> module) {
        Schema schema = Schema.of(module);
        Map<String, Object> keys = new LinkedHashMap<>();
        schema.names().forEach((name, param) -> keys.put(name, parameter(param)));
        Map<String, Object> shape = object(keys);
        if (schema.rest().isPresent()) {
            shape.put("additionalProperties", true);
        }
        Doc doc = module.getClass().getAnnotation(Doc.class);
        return map(
                "description",
                doc == null ? "" : ModulePage.summary(doc),
                "anyOf",
                List.of(shape, map("type", List.of("string", "null"))));
    }

    private static Map<String, Object> parameter(Schema.Param param) {
        List<String> choices = param.choices();
        Map<String, Object> type =
                !choices.isEmpty()
                        ? anyOf(map("enum", choices), map("type", "boolean"), TEMPLATE)
                        : switch (param.kind()) {
                            case "boolean" -> ref("flag");
                            case "whole number", "number", "time" -> ref("number");
                            default -> map();
                        };
        Map<String, Object> shape = map("description", param.doc().value());
        if (!type.isEmpty()) {
            shape.put("allOf", List.of(type));
        }
        return shape;
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        return map("type", "object", "properties", properties, "additionalProperties", false);
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return map("type", "array", "items", items);
    }

    private static Map<String, Object> anyOf(Object... schemas) {
        return map("anyOf", List.of(schemas));
    }

    private static Map<String, Object> ref(String name) {
        return map("$ref", "#/definitions/" + name);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
