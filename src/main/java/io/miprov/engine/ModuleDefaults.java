package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.module.Args;
import io.miprov.module.Schema;
import io.miprov.playbook.Actions;
import io.miprov.playbook.Keyword;
import io.miprov.playbook.Keywords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code module_defaults} adds to the arguments of a task. What stands nearer to the task
 * replaces what stands further out, all of a module's parameters at once. The {@code group/…} that
 * Ansible's collections define are of modules that we do not have.
 */
final class ModuleDefaults {
    private ModuleDefaults() {}

    static ArgsReader.Read under(
            ArgsReader.Read read, Keywords keywords, Optional<Schema> schema, Problems problems) {
        Optional<Keyword> keyword = keywords.get("module_defaults");
        if (keyword.isEmpty() || schema.isEmpty()) {
            return read;
        }
        Map<?, ?> wanted = wanted(keyword.get(), Actions.plain(read.args().module()), problems);
        Map<String, Args.Arg> all = new LinkedHashMap<>(read.args().byName());
        Span span = keyword.get().node().span();
        wanted.forEach(
                (key, value) -> {
                    String name = String.valueOf(key);
                    boolean given =
                            read.args().byName().keySet().stream()
                                    .anyMatch(each -> same(each, name, schema.get()));
                    if (!given) {
                        all.put(name, new Args.Arg(span, value, span));
                    }
                });
        return new ArgsReader.Read(
                new Args(read.args().module(), read.args().at(), all), read.spread());
    }

    private static boolean same(String one, String other, Schema schema) {
        return one.equals(other)
                || schema.param(one).isPresent() && schema.param(one).equals(schema.param(other));
    }

    private static Map<?, ?> wanted(Keyword keyword, String action, Problems problems) {
        Map<?, ?> wanted = Map.of();
        for (Object each : (Iterable<?>) keyword.value()) {
            if (!(each instanceof Map<?, ?> modules)) {
                problems.add(notWrittenOut(keyword));
                continue;
            }
            for (Map.Entry<?, ?> module : modules.entrySet()) {
                if (!Actions.plain(String.valueOf(module.getKey())).equals(action)) {
                    continue;
                }
                if (module.getValue() instanceof Map<?, ?> values) {
                    wanted = values;
                } else if (module.getValue() != null) {
                    problems.add(notWrittenOut(keyword));
                }
            }
        }
        return wanted;
    }

    private static Diagnostic notWrittenOut(Keyword keyword) {
        return Diagnostic.error(
                        "`module_defaults` needs a mapping of modules to their parameters",
                        keyword.node().span())
                .help("write the mappings out; the values in them may be templates");
    }
}
