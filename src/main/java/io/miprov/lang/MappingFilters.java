package io.miprov.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Filters for mappings. */
final class MappingFilters {
    static final String NAMES = "combine dict2items items2dict items dictsort rekey_on_member";

    private static final List<String> MERGES =
            List.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

    private MappingFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "combine" -> MappingFilters::combine;
            case "dict2items" -> MappingFilters::toItems;
            case "items2dict" -> MappingFilters::ofItems;
            case "items" -> call -> MapMethods.items(call.mapping());
            case "dictsort" -> MappingFilters::sort;
            case "rekey_on_member" -> MappingFilters::rekey;
            default -> null;
        };
    }

    private static Object combine(Call call) {
        boolean recursive = call.flag(-1, "recursive", false);
        String lists = call.text(-1, "list_merge", "replace");
        if (!MERGES.contains(lists)) {
            throw Fault.of("`list_merge` can not be `" + lists + "`")
                    .help("it can be " + String.join(", ", MERGES));
        }
        if (!List.of("recursive", "list_merge").containsAll(call.named().keySet())) {
            throw Fault.of("'recursive' and 'list_merge' are the only valid keyword arguments");
        }
        List<Object> all = new ArrayList<>();
        gather(call.input(), all);
        call.rest(0).forEach(each -> gather(each, all));
        all.removeIf(each -> each == null);
        Map<Object, Object> merged = new LinkedHashMap<>();
        for (Object each : all) {
            if (!(Python.defined(each) instanceof Map<?, ?> mapping)) {
                throw Fault.of(
                        "failed to combine variables, expected dicts but got a '"
                                + ValueFilters.type(merged)
                                + "' and a '"
                                + ValueFilters.type(each)
                                + "'");
            }
            merged = merge(merged, mapping, recursive, lists);
        }
        return merged;
    }

    private static void gather(Object given, List<Object> all) {
        if (given instanceof List<?> list) {
            all.addAll(list);
        } else {
            all.add(given);
        }
    }

    private static Map<Object, Object> merge(
            Map<?, ?> a, Map<?, ?> b, boolean recursive, String lists) {
        Map<Object, Object> merged = new LinkedHashMap<>(a);
        b.forEach(
                (key, value) ->
                        merged.put(
                                key,
                                merged.containsKey(key)
                                        ? merge(merged.get(key), value, recursive, lists)
                                        : value));
        return merged;
    }

    private static Object merge(Object a, Object b, boolean recursive, String lists) {
        if (recursive && a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return merge(left, right, true, lists);
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            return switch (lists) {
                case "replace" -> b;
                case "keep" -> a;
                case "append" -> joined(left, right);
                case "prepend" -> joined(right, left);
                case "append_rp" -> joined(without(left, right), right);
                case "prepend_rp" -> joined(right, without(left, right));
                default -> throw new IllegalStateException(lists);
            };
        }
        return b;
    }

    private static List<Object> joined(List<?> a, List<?> b) {
        List<Object> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    private static List<Object> without(List<?> items, List<?> others) {
        List<Object> left = new ArrayList<>();
        items.forEach(
                item -> {
                    if (!Python.contains(others, item)) {
                        left.add(item);
                    }
                });
        return left;
    }

    private static Object toItems(Call call) {
        String key = call.text(0, "key_name", "key");
        String value = call.text(1, "value_name", "value");
        List<Object> items = new ArrayList<>();
        if (!(Python.defined(call.input()) instanceof Map)) {
            throw Fault.of(
                    "dict2items requires a dictionary, got "
                            + ValueFilters.type(call.input())
                            + " instead.");
        }
        call.mapping()
                .forEach(
                        (k, v) -> {
                            Map<Object, Object> item = new LinkedHashMap<>();
                            item.put(key, k);
                            item.put(value, v);
                            items.add(item);
                        });
        return items;
    }

    private static Object ofItems(Call call) {
        String key = call.text(0, "key_name", "key");
        String value = call.text(1, "value_name", "value");
        Map<Object, Object> made = new LinkedHashMap<>();
        if (!(Python.defined(call.input()) instanceof List)) {
            throw Fault.of(
                    "items2dict requires a list, got "
                            + ValueFilters.type(call.input())
                            + " instead.");
        }
        for (Object item : call.items()) {
            if (!(Python.defined(item) instanceof Map<?, ?> pair)) {
                throw Fault.of(
                        "items2dict requires a list of dictionaries, got a list with "
                                + Python.kind(item));
            }
            if (!pair.containsKey(key) || !pair.containsKey(value)) {
                throw Fault.of(
                        "items2dict requires each dictionary in the list to contain the keys '"
                                + key
                                + "' and '"
                                + value
                                + "'",
                        "one has " + pair.keySet());
            }
            made.put(Python.key(pair.get(key)), pair.get(value));
        }
        return made;
    }

    private static Object sort(Call call) {
        boolean exact = call.flag(0, "case_sensitive", false);
        int by = call.text(1, "by", "key").equals("value") ? 1 : 0;
        boolean reverse = call.flag(2, "reverse", false);
        List<Object> pairs = MapMethods.items(call.mapping());
        java.util.Comparator<Object> order =
                (a, b) ->
                        Python.compare(
                                ListFilters.folded(((Tuple) a).get(by), exact),
                                ListFilters.folded(((Tuple) b).get(by), exact));
        pairs.sort(reverse ? order.reversed() : order);
        return pairs;
    }

    private static Object rekey(Call call) {
        Object key = call.arg(0, "key");
        String duplicates = call.text(1, "duplicates", "error");
        boolean overwrite = duplicates.equals("overwrite");
        if (!overwrite && !duplicates.equals("error")) {
            throw Fault.of(
                            "duplicates parameter to rekey_on_member has unknown value: "
                                    + duplicates)
                    .help("it is error or overwrite");
        }
        Map<Object, Object> made = new LinkedHashMap<>();
        Object input = Python.defined(call.input());
        if (!(input instanceof Map) && !(input instanceof List)) {
            throw Fault.of("Type is not a valid list, set, or dict", "it is " + Python.kind(input));
        }
        for (Object item :
                input instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : call.items()) {
            if (!(Python.defined(item) instanceof Map)) {
                throw Fault.of("List item is not a valid dict", "it is " + Python.kind(item));
            }
            Object part = ValueFilters.part(item, key);
            if (part instanceof Undefined) {
                throw Fault.of("Key " + Python.str(key) + " was not found");
            }
            Object under = Python.key(part);
            if (made.put(under, item) != null && !overwrite) {
                throw Fault.of(
                        "Key "
                                + Python.str(under)
                                + " is not unique, cannot correctly turn into dict");
            }
        }
        return made;
    }
}
