package io.miprov.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class YamlTest {

    @TestFactory
    Stream<DynamicTest> readsScalarsAsPyYamlDoes() throws IOException {
        return Files.readAllLines(Path.of("src/test/cases/lang/scalars.jsonl")).stream()
                .map(line -> (Map<?, ?>) Json.read(line))
                .map(
                        gold ->
                                DynamicTest.dynamicTest(
                                        (String) gold.get("yaml"), () -> scalar(gold)));
    }

    private static void scalar(Map<?, ?> gold) {
        Object value = gold.get("value") == null ? "none" : gold.get("value");
        assertEquals(value, first("- " + gold.get("yaml")));
    }

    private static Object first(String yaml) {
        Object value = ((List<?>) value(yaml)).get(0);
        return value == null ? "none" : value;
    }

    private static Object value(String yaml) {
        Problems problems = new Problems();
        Object value =
                Yaml.value(Yaml.read(new Source("t.yml", yaml), problems).orElseThrow(), problems);
        assertEquals(List.of(), problems.found());
        return value;
    }

    private static Diagnostic problem(String yaml) {
        Problems problems = new Problems();
        Yaml.read(new Source("t.yml", yaml), problems)
                .ifPresent(node -> Yaml.value(node, problems));
        assertEquals(1, problems.found().size(), problems.found().toString());
        return problems.found().get(0);
    }

    @Test
    void mergesKeysWithOwnOnesFirst() {
        assertEquals(
                Map.of("x", Map.of("a", 1L, "b", 2L), "y", Map.of("a", 9L, "b", 2L, "c", 3L)),
                value("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  a: 9\n  c: 3\n"));
        assertEquals(
                Map.of("a", 1L, "b", 2L),
                ((Map<?, ?>) value("p: &p {a: 1}\nq: &q {a: 5, b: 2}\nr:\n  <<: [*p, *q]\n"))
                        .get("r"));
    }

    @Test
    void readsAnEscapedSlashAsPyYamlDoes() {
        assertEquals(
                Map.of("a", "x/y\\/\\/é", "b", "p\\/q", "c", "r\\/s\u0007"),
                value("a: \"x\\/y\\\\/\\\\\\/\\xe9\"\nb: p\\/q\nc: \"r\\\\/s\\a\"\n"));
        Diagnostic told = problem("a: \"\\/\"\na: \"\\/\"\n");
        assertEquals("t.yml:2:1", told.span().toString());
        assertTrue(problem("a: \"\\/ \\y\"\n").render().contains("escape character y"));
    }

    @Test
    void keepsTheOrderOfKeys() {
        assertEquals("[z, a, m]", ((Map<?, ?>) value("z: 1\na: 2\nm: 3\n")).keySet().toString());
    }

    @Test
    void makesTemplatesOfTextUnlessItIsUnsafe() {
        assertInstanceOf(Template.class, ((Map<?, ?>) value("a: '{{ b }}'\n")).get("a"));
        assertEquals("{{ b }}", ((Map<?, ?>) value("a: !unsafe '{{ b }}'\n")).get("a"));
        assertEquals(Map.of("a", List.of("{{ b }}")), value("a: !unsafe ['{{ b }}']\n"));
    }

    @Test
    void saysWhereAKeyIsGivenTwice() {
        Diagnostic told = problem("a: 1\nb: 2\na: 3\n");
        assertEquals("found a duplicate dict key (a)", told.message());
        assertEquals("t.yml:3:1", told.span().toString());
        assertEquals(List.of("first: t.yml:1:1"), told.notes());
    }

    @Test
    void asksForQuotesAroundBraces() {
        assertTrue(problem("a: {{ b }}\n").render().contains("put quotes around it"), "alone");
        Diagnostic told = problem("ok: 1\na: {{ b }}/c\n");
        assertEquals(2, told.span().line());
        assertTrue(told.render().contains("needs quotes around it"), told.render());
    }

    @Test
    void saysThatTabsDoNotIndent() {
        Diagnostic told = problem("a:\n\tb: 1\n");
        assertEquals("t.yml:2:1", told.span().toString());
        assertTrue(told.render().contains("indent with spaces"), told.render());
    }

    @Test
    void leavesVaultsClosedUntilSomebodyTakesThem() {
        Problems problems = new Problems();
        Source source = new Source("t.yml", "pw: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n");
        Object value = Yaml.value(Yaml.read(source, problems).orElseThrow(), problems);
        assertEquals(List.of(), problems.found());
        Template vault = (Template) ((Map<?, ?>) value).get("pw");
        Diagnostic told = vault.closed(Vault.NONE).orElseThrow();
        assertEquals("this vault is damaged", told.message());
        assertEquals("t.yml:2:3", told.span().toString());
    }

    @Test
    void refusesTagsThatMeanNothing() {
        assertEquals("the tag `!foo` means nothing here", problem("a: !foo x\n").message());
    }

    @Test
    void pointsAtACharacterThatCanNotBe() {
        Diagnostic told = problem("a: 1\nb: x\u0007y\n");
        assertEquals("t.yml:2:5", told.span().toString());
    }

    @Test
    void stopsAliasesThatMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(8) + before + "]\n");
        }
        Problems problems = new Problems();
        Yaml.read(new Source("t.yml", bomb.toString()), problems);
        assertTrue(problems.any());
    }

    @Test
    void findsEveryPieceOfEveryStyle() {
        String yaml =
                """
                plain: one {{ two }} three
                folded plain: one
                  {{ two }}

                  three
                single: 'it''s {{ two }} ''x'''
                double: "a\\tb \\"q\\" \\u00e4 {{ two }}\\
                    end"
                double folded: "one

                  {{ two }} three
                  four"
                literal: |
                  first
                    indented {{ two }}

                  last
                folded: >-
                  one
                  two {{ two }}

                  three
                    more
                  four
                smile: "😀 {{ two }}"
                flow: [a, '{{ two }}', "x"]
                tagged: !unsafe &name "q {{ two }}"
                """;
        for (String eol : List.of("\n", "\r\n")) {
            Source source = new Source("t.yml", yaml.replace("\n", eol));
            Node.Mapping mapping = (Node.Mapping) Yaml.read(source, new Problems()).orElseThrow();
            for (Node.Entry entry : mapping.entries()) {
                Node value =
                        entry.value() instanceof Node.Items items
                                ? items.nodes().get(1)
                                : entry.value();
                Node.Scalar scalar = (Node.Scalar) value;
                int at = scalar.text().indexOf("{{ two }}");
                assertEquals("{{ two }}", scalar.span(at, at + 9).text(), entry.key().text());
                assertEveryLetter(scalar);
            }
        }
    }

    private static void assertEveryLetter(Node.Scalar scalar) {
        String text = scalar.text();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ' && text.charAt(i) < 128) {
                int at = scalar.span(i, i + 1).start();
                String written = scalar.span().source().text();
                int escaped = written.charAt(at) == '\\' && text.charAt(i) != '\\' ? 1 : 0;
                assertEquals(text.charAt(i), written.charAt(at + escaped), i + " in " + text);
            }
        }
    }
}
