package io.miprov.library.mi.toml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.library.mi.toml.TomlText.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/**
 * Holds the editor to all of github.com/toml-lang/toml-test, which {@code bench/toml-test} gets:
 * the environment variable {@code TOML_TEST} names the folder of its checkout.
 */
@EnabledIfEnvironmentVariable(named = "TOML_TEST", matches = ".+")
final class TomlCorpusTest {
    private static final String NEW = "\"a value that is new\"";

    private final TomlEdit edit = new TomlEdit(List.of());

    @TestFactory
    Stream<DynamicTest> everyValidTextIsEditedValueByValueOrRefused() throws IOException {
        return texts("valid").map(file -> DynamicTest.dynamicTest(name(file), () -> edits(file)));
    }

    @TestFactory
    Stream<DynamicTest> everyInvalidTextIsRefused() throws IOException {
        return texts("invalid")
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        name(file), () -> assertFalse(accepted(file))));
    }

    @Test
    void theCorpusIsThere() throws IOException {
        assertTrue(texts("valid").count() > 200, "texts in " + corpus());
        assertTrue(texts("invalid").count() > 400, "texts in " + corpus());
    }

    private void edits(Path file) throws IOException {
        String text = Files.readString(file);
        TomlParseResult parsed = Toml.parse(text, TomlVersion.V1_0_0);
        if (parsed.hasErrors()) {
            // a text of TOML 1.1, which the Micro Integrator does not read
            assertFalse(accepted(file));
            return;
        }
        Map<List<Object>, String> before = values(parsed);
        for (Map.Entry<List<Object>, Found> each : TomlText.read(text).values().entrySet()) {
            TomlKey key = key(each.getKey());
            assertEquals(key, TomlKey.parse(key.toString()));
            assertEquals(text, edit.set(text, key, written(text, key)), "a round trip of " + key);
            assertTrue(TomlEdit.has(text, key, written(text, key)), () -> key + " is itself");
            onlyThis(key, each.getKey(), before, edit.set(text, key, NEW), Optional.of(NEW));
            onlyThis(key, each.getKey(), before, edit.remove(text, key), Optional.empty());
        }
        added(text, before);
    }

    /** A key beside each that is there, and one in a new table. */
    private void added(String text, Map<List<Object>, String> before) {
        for (List<Object> path : TomlText.read(text).values().keySet()) {
            if (path.get(path.size() - 1) instanceof String) {
                List<Object> beside = new ArrayList<>(path.subList(0, path.size() - 1));
                beside.add("a name that is new");
                onlyThis(
                        key(beside),
                        beside,
                        before,
                        edit.set(text, key(beside), NEW),
                        Optional.of(NEW));
            }
        }
        List<Object> far = List.of("a table", "that is", "new");
        onlyThis(key(far), far, before, edit.set(text, key(far), NEW), Optional.of(NEW));
    }

    /** All values are what they were, but the one at the path and what was in it. */
    private static void onlyThis(
            TomlKey key,
            List<Object> path,
            Map<List<Object>, String> before,
            String text,
            Optional<String> now) {
        TomlParseResult parsed = Toml.parse(text, TomlVersion.V1_0_0);
        assertFalse(parsed.hasErrors(), () -> key + ": " + parsed.errors() + "\n" + text);
        Map<List<Object>, String> wanted = new HashMap<>();
        before.forEach((other, value) -> keep(other, value, path, now, wanted));
        now.ifPresent(value -> wanted.put(path, "a value that is new"));
        Map<List<Object>, String> has = values(parsed);
        has.values().removeIf("{}"::equals);
        wanted.values().removeIf("{}"::equals);
        has.values().removeIf("[]"::equals);
        wanted.values().removeIf("[]"::equals);
        assertEquals(wanted, has, () -> key + " in\n" + text);
    }

    private static void keep(
            List<Object> other,
            String value,
            List<Object> path,
            Optional<String> now,
            Map<List<Object>, String> wanted) {
        if (TomlPaths.startsWith(other, path)) {
            return;
        }
        List<Object> kept = new ArrayList<>(other);
        int last = path.size() - 1;
        boolean after =
                now.isEmpty()
                        && path.get(last) instanceof Integer gone
                        && other.size() > last
                        && other.subList(0, last).equals(path.subList(0, last))
                        && other.get(last) instanceof Integer place
                        && place > gone;
        if (after) {
            kept.set(last, (Integer) kept.get(last) - 1);
        }
        wanted.put(kept, value);
    }

    private static String written(String text, TomlKey key) {
        return TomlEdit.value(text, key).orElseThrow();
    }

    private static TomlKey key(List<Object> path) {
        List<TomlKey.Step> steps = new ArrayList<>();
        for (Object step : path) {
            steps.add(
                    step instanceof Integer place
                            ? new TomlKey.Place(place)
                            : new TomlKey.Name((String) step));
        }
        return new TomlKey(steps);
    }

    private static Map<List<Object>, String> values(TomlTable table) {
        Map<List<Object>, String> all = new HashMap<>();
        flatten(List.of(), table, all);
        return all;
    }

    private static void flatten(List<Object> path, Object value, Map<List<Object>, String> all) {
        if (value instanceof TomlTable table && !table.isEmpty()) {
            table.keySet()
                    .forEach(
                            name ->
                                    flatten(
                                            TomlPaths.joined(path, List.of(name)),
                                            table.get(List.of(name)),
                                            all));
        } else if (value instanceof TomlArray array && !array.isEmpty()) {
            for (int i = 0; i < array.size(); i++) {
                flatten(TomlPaths.joined(path, List.of(i)), array.get(i), all);
            }
        } else {
            String text = value instanceof TomlTable ? "{}" : String.valueOf(value);
            all.put(path, value instanceof TomlArray ? "[]" : text);
        }
    }

    private static boolean accepted(Path file) throws IOException {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
            TomlJudge.judge(file.toString(), text, "mend it");
            return true;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path corpus() {
        return Path.of(System.getenv("TOML_TEST"), "tests");
    }

    private static String name(Path file) {
        return corpus().relativize(file).toString();
    }

    private static Stream<Path> texts(String kind) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(corpus().resolve(kind))) {
            files.filter(file -> file.toString().endsWith(".toml")).sorted().forEach(all::add);
        }
        return all.stream();
    }
}
