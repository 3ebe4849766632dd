package io.miprov.module;

import io.miprov.diag.Suggestion;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Names of parameters, and records made of their values. */
final class Names {
    private Names() {}

    /** The next step for a name that is not known. */
    static String help(String name, Schema schema) {
        List<String> known = schema.params().stream().map(Schema.Param::name).toList();
        return Suggestion.closest(name, schema.names().keySet())
                .map(meant -> "did you mean `" + meant + "`?")
                .orElseGet(() -> "it takes " + String.join(", ", known));
    }

    /** Makes a record of the values of its {@link Schema#params}, in their order. */
    static <P> P create(Class<P> type, Object[] values) {
        return create(type, Arrays.asList(values).iterator());
    }

    private static <P> P create(Class<P> type, Iterator<Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] parts = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean flat = components[i].getAnnotation(Doc.class).flat();
            parts[i] = flat ? create(types[i], values) : values.next();
        }
        try {
            Constructor<P> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
