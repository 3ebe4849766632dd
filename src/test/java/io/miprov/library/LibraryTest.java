package io.miprov.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Problems;
import io.miprov.module.Binder;
import io.miprov.module.Doc;
import io.miprov.module.Module;
import io.miprov.module.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

final class LibraryTest {

    static Set<String> modules() {
        return Library.modules().keySet();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isDocumentedWithAnExampleThatBinds(String name) {
        Module<?> module = Library.modules().get(name);
        Doc doc = module.getClass().getAnnotation(Doc.class);
        assertNotNull(doc, "no @Doc");
        int example = doc.value().indexOf("\n\n- ");
        assertTrue(example > 0, "no example after an empty line");
        Object task = ((List<?>) new Yaml().load(doc.value().substring(example))).get(0);
        Map<?, ?> written = (Map<?, ?>) task;
        String called = written.keySet().iterator().next().toString();
        assertSame(module.getClass(), Library.modules().get(called).getClass(), called);
        Map<String, Object> params = new LinkedHashMap<>();
        if (written.get(called) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> params.put(key.toString(), value));
        }
        Problems problems = new Problems();
        new Binder(problems).check(module, Trial.args(name, params));
        assertEquals(List.of(), problems.found());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyParameterSaysWhatItIs(String name) {
        Module<?> module = Library.modules().get(name);
        for (Schema.Param param : Schema.of(module).params()) {
            assertFalse(param.doc().value().isBlank(), param.name());
            assertFalse(param.kind().isBlank(), param.name());
        }
        String free = module.freeForm();
        assertTrue(free.isEmpty() || Schema.of(module).param(free).isPresent(), free);
    }

    @Test
    void findsModulesByTheirFullNames() {
        Map<String, Module<?>> modules = Library.modules();
        assertSame(modules.get("copy"), modules.get("ansible.builtin.copy"));
        assertTrue(modules.containsKey("ansible.legacy.file"));
        assertFalse(modules.containsKey("somebody.else.copy"));
        assertFalse(modules.containsKey("copi"));
    }
}
