package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Mask;
import io.miprov.diag.Secret;
import io.miprov.lang.PythonText;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Text;
import io.miprov.module.Args;
import io.miprov.module.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fills in the arguments of a task for a host. */
final class Arguments {
    private Arguments() {}

    /** The arguments with their values; what is {@code omit} is left out. */
    static Args of(Job job, Vars vars) {
        Map<String, Args.Arg> filled = new LinkedHashMap<>();
        job.spread.ifPresent(template -> spread(job, template, vars, filled));
        job.args
                .byName()
                .forEach(
                        (name, arg) -> {
                            Object value =
                                    text(
                                            job,
                                            name,
                                            arg.value(),
                                            Template.resolve(arg.value(), vars));
                            if (!Magic.OMIT.equals(value)) {
                                filled.put(
                                        name(name, arg, vars),
                                        new Args.Arg(arg.key(), Magic.pruned(value), arg.span()));
                            }
                        });
        if (job.module.filter(Module::readsTruth).isPresent()
                && !vars.run().options.around().jinjaNative()) {
            filled.replaceAll(
                    (name, arg) -> new Args.Arg(arg.key(), truth(arg.value()), arg.span()));
        }
        learn(job, filled, vars.run().teller.mask);
        return new Args(job.args.module(), job.args.at(), filled);
    }

    /** What a template made is text again where the module takes only text. */
    private static Object text(Job job, String name, Object written, Object value) {
        boolean wanted =
                written instanceof Template
                        && (value instanceof Map || value instanceof List)
                        && job.schema
                                .flatMap(schema -> schema.param(name))
                                .filter(param -> param.type() == String.class)
                                .isPresent();
        return wanted ? PythonText.str(value) : value;
    }

    /** A text that says yes or no is taken for that; {@code on} and {@code off} say neither. */
    private static Object truth(Object value) {
        return value instanceof String text
                ? switch (text.toLowerCase(Locale.ROOT)) {
                    case "yes", "true" -> true;
                    case "no", "false" -> false;
                    default -> text;
                }
                : value;
    }

    private static void spread(
            Job job, Template template, Vars vars, Map<String, Args.Arg> filled) {
        Object whole = template.value(vars);
        if (!(whole instanceof Map<?, ?> map)) {
            throw new TemplateError(
                    Diagnostic.error(
                                    "invalid or malformed argument: '" + whole + "'",
                                    template.span())
                            .label(
                                    "the parameters of `"
                                            + job.task.module().text()
                                            + "` are a mapping"),
                    false);
        }
        map.forEach(
                (name, value) -> {
                    if (!Magic.OMIT.equals(value)) {
                        filled.put(
                                String.valueOf(name),
                                new Args.Arg(
                                        template.span(), Magic.pruned(value), template.span()));
                    }
                });
    }

    /** Names may be templates too, as {@code set_fact} takes them. */
    private static String name(String name, Args.Arg arg, Vars vars) {
        return Template.looksLikeOne(name)
                ? String.valueOf(
                        Template.parse(Text.at(name, arg.key()), new io.miprov.diag.Problems())
                                .value(vars))
                : name;
    }

    /** Tells a mask the values that are secrets. */
    static void learn(Job job, Map<String, Args.Arg> filled, Mask mask) {
        filled.forEach(
                (name, arg) -> {
                    if (arg.value() != null
                            && arg.value() != Args.Later.VALUE
                            && secret(job, name)) {
                        learn(
                                arg.value() instanceof Secret
                                        ? arg.value()
                                        : new Secret(arg.value().toString()),
                                mask);
                    }
                    learn(arg.value(), mask);
                });
    }

    private static boolean secret(Job job, String name) {
        return job.schema.flatMap(schema -> schema.param(name)).stream()
                .anyMatch(param -> param.type() == Secret.class);
    }

    private static void learn(Object value, Mask mask) {
        if (value instanceof Secret secret) {
            mask.learn(secret);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> learn(each, mask));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> learn(each, mask));
        }
    }

    /** The values by name, without their places. */
    static Map<String, Object> values(Args args) {
        Map<String, Object> values = new LinkedHashMap<>();
        args.byName().forEach((name, arg) -> values.put(name, arg.value()));
        return values;
    }
}
