package io.miprov.module;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the record of a module's parameters from what a task says, and tells everything that is
 * wrong with it.
 */
public final class Binder {
    /** Modules that Ansible runs on the controller, and whose parameters it calls options. */
    private static final Set<String> ON_CONTROLLER =
            Set.of("assert", "fail", "group_by", "reboot", "set_stats", "wait_for_connection");

    /** What the names begin with that Ansible keeps for itself. */
    private static final String RESERVED = "_ansible_";

    private final Problems problems;
    private final Map<String, Object> result = new LinkedHashMap<>();

    public Binder(Problems problems) {
        this.problems = problems;
    }

    /**
     * Checks all that can be known before any host is touched: names, what is missing, and the
     * types of the values that are not {@link Args.Later}. Files are not looked for.
     */
    public void check(Module<?> module, Args args) {
        values(module, args, Optional.empty());
    }

    /** The same, and looks for the files, templates and expressions that are named. */
    public void check(Module<?> module, Args args, Resources resources) {
        values(module, args, Optional.of(resources));
    }

    /** Binds values that are all known; empty when problems tells why not. */
    public <P extends Record> Optional<P> bind(Module<P> module, Args args, Resources resources) {
        Optional<Object[]> values = values(module, args, Optional.of(resources));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        try {
            @SuppressWarnings("unchecked") // the schema is the one of P
            Class<P> type = (Class<P>) Schema.of(module).type();
            return Optional.of(Names.create(type, values.get()));
        } catch (BadParams e) {
            problems.add(explain(e, args));
        } catch (IllegalArgumentException e) {
            problems.add(Diagnostic.error(e.getMessage(), args.at()));
        }
        return Optional.empty();
    }

    /** What a registered result says of the values that were refused, besides the message. */
    public Map<String, Object> result() {
        return result;
    }

    /** Tells, with its place, what {@link Module#plan} refused. */
    public static Diagnostic explain(BadParams refused, Args args) {
        Args.Arg arg = args.byName().get(refused.parameter());
        boolean missing = arg == null && !refused.parameter().isEmpty();
        return Diagnostic.error(
                "`"
                        + args.module()
                        + "`: "
                        + (missing ? "`" + refused.parameter() + "` " : "")
                        + refused.getMessage(),
                arg == null ? args.at() : arg.span());
    }

    private Optional<Object[]> values(Module<?> module, Args args, Optional<Resources> resources) {
        Schema schema = Schema.of(module);
        int before = problems.found().size();
        Map<String, Object> rest = new LinkedHashMap<>();
        Map<Schema.Param, Args.Arg> given = sort(module, schema, args, rest);
        Conversions conversions = new Conversions(resources, onHost(schema, given));
        Object[] values = new Object[schema.params().size()];
        for (int i = 0; i < values.length; i++) {
            Schema.Param param = schema.params().get(i);
            values[i] =
                    param.doc().rest()
                            ? rest
                            : value(module, param, given.get(param), args, conversions);
        }
        boolean wrong =
                problems.found().stream()
                        .skip(before)
                        .anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
        return wrong || Arrays.asList(values).contains(Conversions.NOT_YET)
                ? Optional.empty()
                : Optional.of(values);
    }

    private Map<Schema.Param, Args.Arg> sort(
            Module<?> module, Schema schema, Args args, Map<String, Object> rest) {
        Map<Schema.Param, Args.Arg> given = new LinkedHashMap<>();
        Map<Schema.Param, String> by = new LinkedHashMap<>();
        args.byName()
                .forEach(
                        (name, arg) -> {
                            Optional<Schema.Param> param = schema.param(name);
                            if (param.isPresent()) {
                                take(param.get(), name, arg, given, by);
                            } else if (schema.rest().isPresent() && name.startsWith(RESERVED)) {
                                problems.add(reserved(name, arg, args));
                            } else if (schema.rest().isPresent()) {
                                rest.put(name, arg.value());
                            } else {
                                problems.add(unknown(module, schema, name, arg, args));
                            }
                        });
        return given;
    }

    private void take(
            Schema.Param param,
            String name,
            Args.Arg arg,
            Map<Schema.Param, Args.Arg> given,
            Map<Schema.Param, String> by) {
        if (given.containsKey(param)) {
            problems.add(
                    Diagnostic.warning(
                                    "`"
                                            + name
                                            + "` and `"
                                            + by.get(param)
                                            + "` are the same parameter",
                                    arg.key())
                            .label("this one counts")
                            .help("keep one of the two"));
        }
        given.put(param, arg);
        by.put(param, name);
    }

    private static Diagnostic reserved(String name, Args.Arg arg, Args args) {
        return Diagnostic.error("`" + args.module() + "` can not set `" + name + "`", arg.key())
                .label("the prefix `" + RESERVED + "` is reserved for internal use only.")
                .help("give it a name that begins otherwise");
    }

    private static Diagnostic unknown(
            Module<?> module, Schema schema, String name, Args.Arg arg, Args args) {
        Doc doc = module.getClass().getAnnotation(Doc.class);
        if (doc != null && List.of(doc.without()).contains(name)) {
            return Diagnostic.error(
                            "`" + name + "` of `" + args.module() + "` is not supported", arg.key())
                    .label("Ansible has this parameter; miprov does not, yet")
                    .help("leave it out, or do this part in a task of its own");
        }
        String plain = args.module().substring(args.module().lastIndexOf('.') + 1);
        if (ON_CONTROLLER.contains(plain)) {
            return Diagnostic.error("Invalid options for " + plain + ": " + name, arg.key())
                    .help(Names.help(name, schema));
        }
        if (plain.equals("shell")) {
            // Ansible has the parameters of `command` there, and tells so of one of them
            return Diagnostic.error("Unsupported parameters for (shell) module: " + name, arg.key())
                    .help(Names.help(name, schema));
        }
        return Diagnostic.error("unknown parameter `" + name + "`", arg.key())
                .label("not a parameter of `" + args.module() + "`")
                .help(Names.help(name, schema));
    }

    private Object value(
            Module<?> module,
            Schema.Param param,
            Args.Arg arg,
            Args args,
            Conversions conversions) {
        if (arg == null || arg.value() == null) {
            if (param.required()) {
                told(missing(module, param, arg, args));
            }
            return param.required() ? Conversions.NOT_YET : conversions.orElse(param);
        }
        try {
            warnOfDecimalMode(param, arg);
            Object value = conversions.convert(arg.value(), param);
            return param.optional() && value != Conversions.NOT_YET ? Optional.of(value) : value;
        } catch (NotYet e) {
            throw e;
        } catch (IllegalArgumentException e) {
            if (e instanceof BadValue bad) {
                result.putAll(bad.result());
            }
            problems.add(
                    Diagnostic.error(
                                    "`" + param.name() + "` " + firstLine(e.getMessage()),
                                    arg.span())
                            .label(param.doc().value()));
            return Conversions.NOT_YET;
        }
    }

    /** Says the same of the same place once. */
    private void told(Diagnostic missing) {
        if (problems.found().stream()
                .noneMatch(
                        d ->
                                d.message().equals(missing.message())
                                        && d.span().equals(missing.span()))) {
            problems.add(missing);
        }
    }

    private static Diagnostic missing(
            Module<?> module, Schema.Param param, Args.Arg arg, Args args) {
        Span at = arg == null ? args.at() : arg.key();
        boolean freeForm = List.of(param.doc().aliases()).contains("_raw_params");
        String message =
                freeForm
                        ? "one of the following is required: _raw_params, " + param.name()
                        : module.missing(param.name());
        return Diagnostic.error(message, at)
                .help("`" + param.name() + "` is " + param.doc().value());
    }

    /** {@code mode: 644} is a decimal number, and hardly ever what was meant. */
    private void warnOfDecimalMode(Schema.Param param, Args.Arg arg) {
        if (param.type() == FileMode.class
                && arg.value() instanceof Number number
                && arg.span().text().strip().equals(number.toString())
                && number.intValue() != 0) {
            problems.add(
                    Diagnostic.warning("`" + number + "` is a decimal number here", arg.span())
                            .label("these are the permissions " + FileMode.of(number))
                            .help("write the octal digits in quotes: \"0" + number + "\""));
        }
    }

    private static String firstLine(String text) {
        int eol = text.indexOf('\n');
        return eol < 0 ? text : text.substring(0, eol);
    }

    private static boolean onHost(Schema schema, Map<Schema.Param, Args.Arg> given) {
        Args.Arg direction = schema.param("mode").map(given::get).orElse(null);
        if (direction != null && "pull".equals(direction.value())) {
            return true;
        }
        Args.Arg copies = schema.param("copy").map(given::get).orElse(null);
        if (copies != null && !truth(copies.value())) {
            return true;
        }
        Optional<Schema.Param> param = schema.param("remote_src");
        Args.Arg arg = param.map(given::get).orElse(null);
        if (arg == null || arg.value() == null) {
            return param.filter(p -> Conversions.bool(p.doc().orElse())).isPresent();
        }
        return truth(arg.value());
    }

    /** True, too, when it is not known yet or no truth value, which is told elsewhere. */
    private static boolean truth(Object value) {
        try {
            return value == Args.Later.VALUE || Conversions.bool(value);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
