package io.miprov.module;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a record of parameters takes, read from its components and their {@link Doc}. A component
 * {@code createHome} is the parameter {@code create_home}.
 *
 * @param type the record
 * @param params its parameters, in the order of the record; those of a flat one in its place
 * @param names each name and alias, and the parameter it means
 */
public record Schema(Class<? extends Record> type, List<Param> params, Map<String, Param> names) {

    private static final ClassValue<Schema> OF_RECORD =
            new ClassValue<>() {
                @Override
                protected Schema computeValue(Class<?> type) {
                    return read(type.asSubclass(Record.class));
                }
            };

    private static final ClassValue<Class<? extends Record>> PARAMS_OF =
            new ClassValue<>() {
                @Override
                protected Class<? extends Record> computeValue(Class<?> module) {
                    return paramsOf(module);
                }
            };

    /**
     * One parameter.
     *
     * @param name as playbooks have it
     * @param type of the component, without {@code Optional}
     * @param optional whether the component is an {@code Optional}
     */
    public record Param(String name, Type type, boolean optional, Doc doc) {

        public boolean required() {
            return !optional && !doc.rest() && doc.orElse().equals(Doc.NONE);
        }

        /** The words it takes when it takes only certain words; else empty. */
        public List<String> choices() {
            return type instanceof Class<?> kind && kind.isEnum()
                    ? Arrays.stream(kind.getEnumConstants()).map(Schema::choice).toList()
                    : List.of();
        }

        /** Its type in a word or two, for people. */
        public String kind() {
            return Conversions.kind(type);
        }

        /** Whether the value is an expression, to be handed over as it is written. */
        public boolean expression() {
            return Conversions.isExpression(type);
        }
    }

    public static Schema of(Module<?> module) {
        return OF_RECORD.get(PARAMS_OF.get(module.getClass()));
    }

    static Schema of(Class<?> record) {
        return OF_RECORD.get(record);
    }

    /** The parameter of this name or alias. */
    public Optional<Param> param(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** The parameter that takes all that has no name here. */
    public Optional<Param> rest() {
        return params.stream().filter(p -> p.doc().rest()).findFirst();
    }

    /** How an enum's constant is written in a playbook. */
    static String choice(Object constant) {
        String name = ((Enum<?>) constant).name();
        return constant.toString().equals(name)
                ? name.toLowerCase(Locale.ROOT).replace('_', '-')
                : constant.toString();
    }

    private static Schema read(Class<? extends Record> type) {
        List<Param> params = new ArrayList<>();
        Map<String, Param> names = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Doc doc = component.getAnnotation(Doc.class);
            if (doc == null) {
                throw new IllegalStateException(
                        type.getName() + "." + component.getName() + " has no @Doc");
            }
            if (doc.flat()) {
                params.addAll(of(component.getType().asSubclass(Record.class)).params());
            } else {
                params.add(param(component, doc));
            }
        }
        params.stream().filter(p -> !p.doc().rest()).forEach(p -> names.put(p.name(), p));
        params.forEach(p -> Arrays.stream(p.doc().aliases()).forEach(a -> names.put(a, p)));
        return new Schema(type, List.copyOf(params), names);
    }

    private static Param param(RecordComponent component, Doc doc) {
        Type type = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        return new Param(
                yamlName(component.getName()),
                optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type,
                optional,
                doc);
    }

    private static String yamlName(String name) {
        StringBuilder out = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c)) {
                out.append('_').append(Character.toLowerCase(c));
            } else {
                out.append(c);
            }
        }
        int end = out.length();
        return out.charAt(end - 1) == '_' ? out.substring(0, end - 1) : out.toString();
    }

    private static Class<? extends Record> paramsOf(Class<?> module) {
        for (Type each : module.getGenericInterfaces()) {
            if (each instanceof ParameterizedType shape
                    && shape.getRawType() == Module.class
                    && shape.getActualTypeArguments()[0] instanceof Class<?> params) {
                return params.asSubclass(Record.class);
            }
        }
        throw new IllegalStateException(module.getName() + " does not say what its parameters are");
    }
}
