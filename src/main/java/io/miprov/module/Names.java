package io.miprov.module;

import io.miprov.diag.Suggestion;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
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

    static <P> P create(Class<P> type, Object[] values) {
        try {
            Class<?>[] types =
                    Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            Constructor<P> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
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
