package io.miprov.engine;

import io.miprov.lang.Template;
import io.miprov.module.Args;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The arguments of a task as far as they are known before the run. */
final class KnownArguments {
    private KnownArguments() {}

    /**
     * The arguments; those that only the run can tell are {@link Args.Later}. Empty when not even
     * their names are known.
     */
    static Optional<Args> of(Job job, Foreknown names) {
        Map<String, Args.Arg> known = new LinkedHashMap<>();
        if (job.spread.isPresent() && !spread(job.spread.get(), names, known)) {
            return Optional.empty();
        }
        for (Map.Entry<String, Args.Arg> each : job.args.byName().entrySet()) {
            Args.Arg arg = each.getValue();
            Object value = value(arg.value(), names);
            if (Template.looksLikeOne(each.getKey())) {
                return Optional.empty();
            }
            if (!Magic.OMIT.equals(value)) {
                known.put(each.getKey(), new Args.Arg(arg.key(), Magic.pruned(value), arg.span()));
            }
        }
        return Optional.of(new Args(job.args.module(), job.args.at(), known));
    }

    private static boolean spread(Template template, Foreknown names, Map<String, Args.Arg> known) {
        if (!(value(template, names) instanceof Map<?, ?> map)) {
            return false;
        }
        map.forEach(
                (name, value) -> {
                    if (!Magic.OMIT.equals(value)) {
                        known.put(
                                String.valueOf(name),
                                new Args.Arg(
                                        template.span(), Magic.pruned(value), template.span()));
                    }
                });
        return true;
    }

    private static Object value(Object written, Foreknown names) {
        try {
            return Template.resolve(written, names);
        } catch (Foreknown.Unknown e) {
            return Args.Later.VALUE;
        }
    }
}
