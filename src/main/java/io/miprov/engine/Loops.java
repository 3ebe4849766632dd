package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Undefined;
import io.miprov.lookup.Lookups;
import io.miprov.playbook.Loop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a task is repeated over, and what its items are called. */
final class Loops {
    private Loops() {}

    /** The items. Throws {@link TemplateError}. */
    static List<?> items(Loop loop, Vars vars) {
        Object value =
                loop.kind().equals("first_found")
                        ? whatIsDefined(loop.value(), vars)
                        : Template.resolve(loop.value(), vars);
        if (value instanceof Undefined undefined) {
            throw new TemplateError(
                    Diagnostic.error("undefined variable `" + undefined.name() + "`", loop.at())
                            .label(undefined.reason()),
                    true);
        }
        if (!loop.kind().equals("loop")) {
            return combined(loop, value, vars);
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new TemplateError(
                Diagnostic.error("`loop` needs a list", loop.at())
                        .label("this is " + (value == null ? "nothing" : "`" + value + "`"))
                        .help(
                                value instanceof Map
                                        ? "for a mapping: `| dict2items`"
                                        : "write `- ` before each item"),
                false);
    }

    /** Of names with variables that are not defined, nobody looks for a file. */
    private static Object whatIsDefined(Object value, Vars vars) {
        if (!(value instanceof List<?> list)) {
            return Template.resolve(value, vars);
        }
        List<Object> defined = new ArrayList<>();
        for (Object each : list) {
            try {
                defined.add(
                        each instanceof List
                                ? whatIsDefined(each, vars)
                                : each instanceof Map<?, ?> map
                                        ? definedParts(map, vars)
                                        : Template.resolve(each, vars));
            } catch (TemplateError e) {
                if (!e.undefined()) {
                    throw e;
                }
            }
        }
        return defined;
    }

    private static Object definedParts(Map<?, ?> map, Vars vars) {
        Map<Object, Object> defined = new LinkedHashMap<>();
        map.forEach((key, each) -> defined.put(key, whatIsDefined(each, vars)));
        return defined;
    }

    private static List<Object> listOf(Object value) {
        List<Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private static List<?> combined(Loop loop, Object value, Vars vars) {
        try {
            return asked(loop.kind(), value, vars);
        } catch (IllegalArgumentException e) {
            throw new TemplateError(
                    Diagnostic.error(String.valueOf(e.getMessage()), loop.at()), false);
        }
    }

    /** What a lookup makes of the value of {@code with_…}. */
    static List<?> asked(String kind, Object value, Vars vars) {
        if (value instanceof Map && (kind.equals("indexed_items") || kind.equals("list"))) {
            throw new IllegalArgumentException("with_" + kind + " expects a list");
        }
        List<Object> terms = new ArrayList<>(value instanceof List<?> list ? list : listOf(value));
        return Lookups.ask(kind, terms, Map.of(), new TaskSite(vars));
    }

    /** Gives an item its names. */
    static void place(Job job, Vars vars, List<?> items, int index) {
        LoopControl control = job.control;
        vars.put(control.variable(), items.get(index));
        vars.put("ansible_loop_var", control.variable());
        if (!control.index().isEmpty()) {
            vars.put(control.index(), (long) index);
            vars.put("ansible_index_var", control.index());
        }
        if (Vars.truth(control.extended())) {
            Map<String, Object> loop = extended(items, index);
            if (!Vars.truth(control.allItems())) {
                loop.remove("allitems");
            }
            vars.put("ansible_loop", loop);
        }
    }

    private static Map<String, Object> extended(List<?> items, int index) {
        int size = items.size();
        Map<String, Object> loop = new LinkedHashMap<>();
        loop.put("allitems", items);
        loop.put("index", index + 1L);
        loop.put("index0", (long) index);
        loop.put("first", index == 0);
        loop.put("last", index + 1 == size);
        loop.put("length", (long) size);
        loop.put("revindex", (long) (size - index));
        loop.put("revindex0", (long) (size - index - 1));
        if (index > 0) {
            loop.put("previtem", items.get(index - 1));
        }
        if (index + 1 < size) {
            loop.put("nextitem", items.get(index + 1));
        }
        return loop;
    }
}
