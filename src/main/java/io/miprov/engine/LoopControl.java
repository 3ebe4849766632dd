package io.miprov.engine;

import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import java.util.List;
import java.util.Map;

/**
 * What {@code loop_control} says; values may be templates, those of names only until {@link
 * #named}.
 *
 * @param breakWhen the conditions that all hold when an item is the last one
 */
record LoopControl(
        String variable,
        String index,
        Object label,
        Object pause,
        Object extended,
        Object allItems,
        List<Template> breakWhen) {
    static final LoopControl PLAIN =
            new LoopControl("item", "", null, null, false, true, List.of());

    static LoopControl of(Map<?, ?> said, List<Template> breakWhen) {
        return new LoopControl(
                said.get("loop_var") == null ? "item" : said.get("loop_var").toString(),
                said.get("index_var") == null ? "" : said.get("index_var").toString(),
                said.get("label"),
                said.get("pause"),
                said.get("extended"),
                said.get("extended_allitems") == null ? true : said.get("extended_allitems"),
                breakWhen);
    }

    /** Whether its names hang on variables. */
    boolean templated() {
        return Template.looksLikeOne(variable) || Template.looksLikeOne(index);
    }

    /** The same with the names that its templates give. */
    LoopControl named(Scope scope) {
        return new LoopControl(
                filled(variable, scope),
                filled(index, scope),
                label,
                pause,
                extended,
                allItems,
                breakWhen);
    }

    private static String filled(String name, Scope scope) {
        return Template.looksLikeOne(name)
                ? Template.parse(Text.of(new Source("loop_control", name)), new Problems())
                        .fill(scope)
                : name;
    }
}
