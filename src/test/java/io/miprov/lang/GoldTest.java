package io.miprov.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What ansible-core's own templar answers, kept as data. */
final class GoldTest {
    private static final Path CASES = Path.of("src/test/cases/lang");

    @TestFactory
    Stream<DynamicTest> answersAsAnsibleDoes() throws IOException {
        Map<?, ?> variables = (Map<?, ?>) Json.read(Files.readString(CASES.resolve("vars.json")));
        return Files.readAllLines(CASES.resolve("ansible.jsonl")).stream()
                .map(line -> (Map<?, ?>) Json.read(line))
                .map(
                        gold ->
                                DynamicTest.dynamicTest(
                                        (String) gold.get("expr"), () -> check(gold, variables)));
    }

    /** Texts of playbooks, with what Ansible makes of the result: lists, mappings, no none. */
    @TestFactory
    Stream<DynamicTest> makesDataOfTextAsAnsibleDoes() throws IOException {
        Map<?, ?> variables = (Map<?, ?>) Json.read(Files.readString(CASES.resolve("vars.json")));
        return Files.readAllLines(CASES.resolve("whole.jsonl")).stream()
                .map(line -> (Map<?, ?>) Json.read(line))
                .map(
                        gold ->
                                DynamicTest.dynamicTest(
                                        (String) gold.get("expr"), () -> whole(gold, variables)));
    }

    private static void whole(Map<?, ?> gold, Map<?, ?> variables) {
        Problems problems = new Problems();
        Text text = Text.of(new Source("gold", (String) gold.get("expr")));
        Object value = Template.parse(text, problems).value(new Given(variables));
        assertEquals(List.of(), problems.found());
        assertEquals(JsonText.plain().of(gold.get("val")), JsonText.plain().of(value));
    }

    @TestFactory
    Stream<DynamicTest> answersAsJinja2Does() throws IOException {
        Map<?, ?> variables = (Map<?, ?>) Json.read(Files.readString(CASES.resolve("vars.json")));
        return Files.readAllLines(CASES.resolve("answers.jsonl")).stream()
                .map(line -> (Map<?, ?>) Json.read(line))
                .map(
                        gold ->
                                DynamicTest.dynamicTest(
                                        (String) gold.get("expr"), () -> exactly(gold, variables)));
    }

    private static void exactly(Map<?, ?> gold, Map<?, ?> variables) {
        String text = (String) gold.get("expr");
        boolean single = text.startsWith("{{") && text.endsWith("}}") && text.indexOf("{{", 1) < 0;
        Problems problems = new Problems();
        Template template = Template.parse(Text.of(new Source("gold", text)), problems);
        if (gold.containsKey("err")) {
            assertThrows(TemplateError.class, () -> template.value(new Given(variables)));
            return;
        }
        assertEquals(List.of(), problems.found());
        Object value = template.value(new Given(variables));
        JsonText json = JsonText.plain();
        assertEquals(
                json.of(single ? data(gold.get("val")) : gold.get("val")),
                json.of(single ? data(value) : Python.str(value)));
    }

    /** Jinja2 knows nothing of what Ansible makes of text and of none, which the others hold. */
    private static Object data(Object value) {
        return value == null ? "" : value instanceof String text ? PythonLiteral.data(text) : value;
    }

    private static void check(Map<?, ?> gold, Map<?, ?> variables) {
        String text = (String) gold.get("expr");
        Given scope = new Given(variables);
        if (Boolean.TRUE.equals(gold.get("ok"))) {
            Problems problems = new Problems();
            Template template = Template.parse(Text.of(new Source("gold", text)), problems);
            assertEquals(List.of(), problems.found());
            assertEquals(told(gold.get("val"), gold), told(template.value(scope), gold));
        } else {
            Template template = Template.parse(Text.of(new Source("gold", text)), new Problems());
            assertThrows(TemplateError.class, () -> template.value(scope));
        }
    }

    /**
     * The classic templar makes text of numbers that were computed; we, like newer ones, do not. So
     * a number and its text are the same here, and a tuple and a list, which JSON does not tell
     * apart.
     */
    private static Object told(Object value, Map<?, ?> gold) {
        boolean computed =
                "str".equals(gold.get("type")) && Numbers.is(value) && !(value instanceof Boolean);
        return computed ? JsonText.plain().of(Python.str(value)) : JsonText.plain().of(value);
    }
}
