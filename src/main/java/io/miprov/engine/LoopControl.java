package io.miprov.engine;

import java.util.Map;

/** What {@code loop_control} says; values may be templates. */
record LoopControl(
        String variable,
        String index,
        Object label,
        Object pause,
        Object extended,
        Object allItems) {
    static final LoopControl PLAIN = new LoopControl("item", "", null, null, false, true);

    static LoopControl of(Map<?, ?> said) {
        return new LoopControl(
                said.get("loop_var") == null ? "item" : said.get("loop_var").toString(),
                said.get("index_var") == null ? "" : said.get("index_var").toString(),
                said.get("label"),
                said.get("pause"),
                said.get("extended"),
                said.get("extended_allitems") == null ? true : said.get("extended_allitems"));
    }
}
