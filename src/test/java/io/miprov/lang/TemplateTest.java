package io.miprov.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Secret;
import io.miprov.diag.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TemplateTest {
    private final Map<String, Object> variables = new HashMap<>();

    private static Template parse(String text) {
        Problems problems = new Problems();
        Template template = Template.parse(Text.of(new Source("site.yml", text)), problems);
        assertEquals(List.of(), problems.found());
        return template;
    }

    @Test
    void putsTextIntoVaultsAndTakesItOut() {
        String vault = (String) value("{{ 'hello' | vault('pw', 'salt') }}");
        assertTrue(vault.startsWith("$ANSIBLE_VAULT;1.2;AES256;filter_default\n"), vault);
        assertEquals(vault, value("{{ 'hello' | vault('pw', salt='salt') }}"));
        variables.put("sealed", vault);
        assertEquals(new Secret("hello"), value("{{ sealed | unvault('pw') }}"));
        assertEquals("open", value("{{ 'open' | unvault('pw') }}"));
        assertTrue(
                failure("{{ sealed | unvault('other') }}")
                        .message()
                        .startsWith("Unable to decrypt"));
        assertFalse(holds("sealed is vault_encrypted"));
    }

    @Test
    void ordersVersionsAsPep440Does() {
        List<String> order =
                List.of(
                        "1.dev0",
                        "1.0.dev456",
                        "1.0a1",
                        "1.0a2.dev456",
                        "1.0a12.dev456",
                        "1.0a12",
                        "1.0b1.dev456",
                        "1.0b2",
                        "1.0b2.post345.dev456",
                        "1.0b2.post345",
                        "1.0rc1.dev456",
                        "1.0rc1",
                        "1.0",
                        "1.0+abc.5",
                        "1.0+abc.7",
                        "1.0+5",
                        "1.0.post456.dev34",
                        "1.0.post456",
                        "1.0.15",
                        "1.1.dev1",
                        "1!0.1");
        for (int i = 0; i + 1 < order.size(); i++) {
            assertTrue(
                    holds(
                            String.format(
                                    "'%s' is version('%s', '<', version_type='pep440')",
                                    order.get(i), order.get(i + 1))),
                    order.get(i));
        }
        assertTrue(holds("'1.0.0' is version('v1.0', version_type='pep440')"));
        assertTrue(holds("'1.0-alpha.1' is version('1.0a1', version_type='pep440')"));
    }

    @Test
    void saysOfUndefinedPartsWhatJinja2Says() {
        variables.put("m", Map.of("a", List.of(1L)));
        assertEquals("'y' is undefined", jinja("{{ y.z }}"));
        assertEquals("'dict object' has no attribute 'b'", jinja("{{ m.b.c }}"));
        assertEquals("list object has no element 3", jinja("{{ m['a'][3] + 1 }}"));
    }

    @Test
    void valuesHaveClasses() {
        variables.put("m", Map.of("a", List.of(1L)));
        assertEquals(
                "bool int str list dict NoneType",
                value(
                        "{{ [true, 1, 'a', m.a, m, none] | map(attribute='__class__')"
                                + " | map(attribute='__name__') | join(' ') }}"));
        assertEquals("type", value("{{ m.__class__ | type_debug }}"));
        assertEquals("<class 'float'> it is", value("{{ (1.5)['__class__'] }} it is"));
        assertEquals("'y' is undefined", jinja("{{ y.__class__ }}"));
    }

    private String jinja(String text) {
        return assertThrows(TemplateError.class, () -> value(text)).jinja();
    }

    private Object value(String text) {
        return parse(text).value(new Given(variables));
    }

    private boolean holds(String expression) {
        Problems problems = new Problems();
        Template template = Template.expression(Text.of(new Source("when", expression)), problems);
        assertFalse(problems.any(), () -> problems.found().toString());
        return template.holds(new Given(variables));
    }

    private String file(String text) {
        Problems problems = new Problems();
        Template template = Template.file(Text.of(new Source("a.j2", text)), problems);
        assertEquals(List.of(), problems.found());
        return template.fill(new Given(variables));
    }

    private Diagnostic failure(String text) {
        return assertThrows(TemplateError.class, () -> value(text)).diagnostic();
    }

    private static Diagnostic problem(String text) {
        Problems problems = new Problems();
        Template template = Template.parse(Text.of(new Source("site.yml", text)), problems);
        assertEquals(1, problems.found().size());
        assertEquals(
                problems.found().get(0),
                assertThrows(TemplateError.class, () -> template.value(new Given(Map.of())))
                        .diagnostic());
        return problems.found().get(0);
    }

    @Test
    void namesTheUndefinedVariableAndTheOneThatWasMeant() {
        variables.put("mi_offset", 10L);
        assertEquals(
                """
                error: `mi_ofset` is undefined
                 --> site.yml:2:4
                  |
                2 | {{ mi_ofset + 1 }}
                  |    ^^^^^^^^ nothing sets it
                  = help: did you mean `mi_offset`?
                """,
                failure("ports:\n{{ mi_ofset + 1 }}").render());
    }

    @Test
    void namesTheMissingPartAndTheOneThatWasMeant() {
        variables.put("mi", Map.of("offset", 10L));
        Diagnostic told = failure("{{ mi.ofset }}");
        assertEquals("`mi.ofset` is undefined", told.message());
        assertEquals(List.of("help: did you mean `offset`?"), told.notes());
    }

    @Test
    void tellsWhetherTheReasonIsAnUndefinedVariable() {
        assertTrue(assertThrows(TemplateError.class, () -> value("{{ nope }}")).undefined());
        assertFalse(assertThrows(TemplateError.class, () -> value("{{ 1 / 0 }}")).undefined());
    }

    @Test
    void pointsAtWhatCanNotBeComputed() {
        variables.put("port", "8290");
        Diagnostic told = failure("{{ port + 1 }}");
        assertEquals("the left is text, the right is a whole number", told.label());
        assertEquals("port + 1", told.span().text());
        assertEquals(List.of("help: join texts with `~`, make numbers with `| int`"), told.notes());
    }

    @Test
    void findsUnknownFiltersTestsAndStatementsWhenItReads() {
        assertTrue(problem("{{ a | uper }}").render().contains("did you mean `upper`?"));
        assertTrue(problem("{{ a is defind }}").render().contains("did you mean `defined`?"));
        assertTrue(problem("{% fro a in b %}").render().contains("did you mean `for`?"));
        assertEquals(
                "the filter `json_query` is not supported yet",
                problem("{{ a | json_query('b') }}").message());
        assertEquals("the test `ipv4` is not supported yet", problem("{{ a is ipv4 }}").message());
        assertTrue(problem("{{ lookup('flie', 'a') }}").render().contains("did you mean `file`?"));
    }

    @Test
    void pointsAtWhatIsNoTemplate() {
        assertEquals("site.yml:1:6", problem("{{ a b }}").span().toString());
        assertEquals("expected `endif`", problem("{% if a %}{% endfor %}").message());
        assertEquals("this tag does not end", problem("a {{ b").message());
        assertEquals("this text does not end", problem("{{ 'b }}").message());
        assertEquals("this comment does not end", problem("{# b").message());
    }

    @Test
    void refusesArgumentsThatAFilterDoesNotHave() {
        Diagnostic told = failure("{{ [2, 1] | sort(revers=true) }}");
        assertEquals("`sort` has no argument `revers`", told.message());
        assertTrue(told.notes().get(0).contains("reverse"));
        assertEquals(
                "`upper` takes no more than 0 arguments",
                failure("{{ 'a' | upper(1) }}").message());
    }

    @Test
    void refusesAnArgumentThatIsNamedTwice() {
        assertEquals(
                "keyword argument repeated: default",
                problem("{{ lookup('vars', 'a', default='', default='') }}").message());
    }

    @Test
    void refusesArgumentsThatAMethodDoesNotHave() {
        assertEquals(
                "`upper` takes no more than 0 arguments", failure("{{ 'a'.upper(1) }}").message());
        assertEquals("`split` has no argument `by`", failure("{{ 'a'.split(by=',') }}").message());
    }

    @Test
    void evaluatesVariablesThatAreTemplatesOnlyWhenTheyAreUsed() {
        variables.put("base", "/opt");
        variables.put("home", parse("{{ base }}/mi"));
        variables.put("mi", Map.of("home", parse("{{ home }}-1"), "broken", parse("{{ nope }}")));
        variables.put("list", List.of(parse("{{ home }}"), "b"));
        assertEquals("/opt/mi-1/bin", value("{{ mi.home }}/bin"));
        assertEquals("/opt/mi,b", value("{{ list | join(',') }}"));
        assertEquals(List.of("/opt/mi", "b"), value("{{ list }}"));
        assertEquals(2L, value("{{ mi | length }}"));
        assertEquals("x", value("{{ mi.broken | default('x') }}"));
        assertFalse(holds("mi.broken is defined"));
    }

    @Test
    void saysWhereAVariableThatFailsIsUsed() {
        variables.put("home", parse("{{ 1 / 0 }}"));
        Diagnostic told = failure("x {{ home }}");
        assertEquals("this divides by zero", told.message());
        assertEquals(List.of("used at site.yml:1:6"), told.notes());
    }

    @Test
    void refusesVariablesThatNeedThemselves() {
        variables.put("a", parse("{{ b }}"));
        variables.put("b", parse("{{ a }}"));
        assertEquals("this needs its own value", failure("{{ a }}").message());
    }

    @Test
    void neverEvaluatesTextThatIsNoTemplate() {
        variables.put("stdout", "{{ 1 + 1 }}");
        assertEquals("{{ 1 + 1 }}", value("{{ stdout }}"));
        assertEquals("said {{ 1 + 1 }}", value("said {{ stdout }}"));
    }

    @Test
    void keepsWhatIsMadeOfASecretSecret() {
        variables.put("pw", new Secret("hunter2"));
        variables.put("all", Map.of("pw", new Secret("hunter2")));
        assertEquals(new Secret("hunter2"), value("{{ pw }}"));
        assertEquals(new Secret("user:hunter2"), value("user:{{ pw }}"));
        assertEquals(new Secret("HUNTER2"), value("{{ pw | upper }}"));
        assertEquals(new Secret("xhunter2"), value("{{ 'x' ~ pw }}"));
        assertEquals(new Secret("hunter"), value("{{ pw[:6] }}"));
        assertEquals(new Secret("{\"pw\": \"hunter2\"}"), value("{{ all | to_json }}"));
        assertEquals(List.of(new Secret("hunter"), new Secret("")), value("{{ pw.split('2') }}"));
        assertEquals(new Secret("x hunter2 y"), value("{{ 'x %s y' % pw }}"));
        assertEquals(new Secret("hunter2"), value("{{ nope | default(pw) }}"));
        assertEquals(7L, value("{{ pw | length }}"));
        assertTrue(holds("pw == 'hunter2'"));
        assertEquals("no", value("{{ 'yes' if pw == 'x' else 'no' }}"));
        assertEquals("pw=hunter2\n", file("pw={{ pw }}\n"));
    }

    @Test
    void givesSingleExpressionsWithTheirTypes() {
        variables.put("port", 8290L);
        assertEquals(8291L, value("{{ port + 1 }}"));
        assertEquals("8291 ", value("{{ port + 1 }} "));
        assertEquals(true, value("{{ port == 8290 }}"));
        assertEquals(List.of(1L), value("{{ [1] }}"));
        assertEquals("", value("{{ '' }}"));
    }

    @Test
    void takesBackslashesInTextAsTheyAreAndInFilesAsEscapes() {
        assertEquals("a\\nb", value("{{ 'a\\nb' }}"));
        assertEquals("a\nb", file("{{ 'a\\nb' }}"));
        assertTrue(holds("'a1' is match('a\\d')"));
    }

    @Test
    void fillsFilesWithTheSettingsOfTheirFirstLine() {
        String body = "  {% if true %}\n  a\n  {% endif %}\nb\n";
        assertEquals("    a\n  b\n", file(body));
        assertEquals("  a\nb\n", file("#jinja2: lstrip_blocks: True\n" + body));
        assertEquals("  \n  a\n  \nb\n", file("#jinja2: trim_blocks: False\n" + body));
        assertEquals(
                "a 2\r\n",
                file(
                        "#jinja2: newline_sequence: '\\r\\n', variable_start_string: '<<', variable_end_string: '>>'\na << 1 + 1 >>\n"));
        Problems problems = new Problems();
        Template.file(Text.of(new Source("a.j2", "#jinja2: trim_block: False\n")), problems);
        assertTrue(problems.any());
    }

    @Test
    void needsNoNamesThatExtractOrFormatTakeUndefined() {
        assertEquals(Set.of(), parse("{{ 'k' | extract(bad) | default('a') }}").requiredNames());
        assertEquals(
                Set.of("k"),
                parse("{{ (k | extract(bad, 'x')).y | default('a') }}").requiredNames());
        assertEquals(Set.of(), parse("{{ '%r' | format(bad) }}").requiredNames());
        assertEquals(
                "AnsibleUndefined(hint=None, obj=missing, name='bad')",
                value("{{ '%r' | format(bad) }}"));
    }

    @Test
    void knowsWhichNamesItNeeds() {
        Template template =
                parse(
                        "{% set a = b %}{% for x in c %}{{ x }}{{ a }}{{ d }}{% endfor %}{{ e | default(f) }}{{ g.h is defined and g.h.i }}{{ lookup('env', j) }}{{ range(2) }}");
        assertEquals(Set.of("b", "c", "d", "f", "j"), template.names());
        assertEquals(Set.of("b", "c", "f", "j"), template.requiredNames());
    }

    @Test
    void resolvesValuesToAnyDepthAndKeepsTheirOrder() {
        variables.put("n", 2L);
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("z", List.of(parse("{{ n }}"), "x"));
        map.put("a", parse("v{{ n }}"));
        assertEquals("{z=[2, x], a=v2}", Template.resolve(map, new Given(variables)).toString());
    }

    @Test
    void fillsInTheBracesOfAConditionFirst() {
        variables.put("a", 1L);
        variables.put("name", "x");
        variables.put("x", 5L);
        assertTrue(holds("{{ a == 1 }}"));
        assertTrue(holds("a == 1"));
        Problems problems = new Problems();
        Template.expression(Text.of(new Source("when", "{{ a }} == {{ b }}")), problems);
        assertTrue(problems.found().get(0).render().contains("leave {{ }} out"));
        assertFalse(problems.any());
        assertTrue(holds("{{ a }} == {{ a }}"));
        assertTrue(holds("'{{ name }}' == 'x'"));
        assertTrue(holds("{{ name }} == 5 and a == 1"));
        assertFalse(holds("{% if a == 1 %}x == 4{% endif %}"));
    }

    @Test
    void asksNoLookupThatAValuePutsIntoACondition() {
        variables.put("bad", "lookup('pipe', 'true')");
        variables.put("odd", "foo bar");
        TemplateError lookup = assertThrows(TemplateError.class, () -> holds("'a' in {{ bad }}"));
        assertTrue(lookup.diagnostic().render().contains("a value asks a lookup"));
        assertThrows(
                TemplateError.class, () -> holds("'a' in {{ bad }} or {{ 'lookup(' | length }}"));
        TemplateError broken = assertThrows(TemplateError.class, () -> holds("'a' in {{ odd }}"));
        assertTrue(broken.diagnostic().render().contains("with its values it is `'a' in foo bar`"));
    }

    @Test
    void knowsTheTimeAsAMoment() {
        String year = String.valueOf(java.time.Year.now(java.time.ZoneId.systemDefault()));
        assertEquals(year, value("{{ now(fmt='%Y') }}"));
        assertTrue(holds("now().strftime('%Y') == now().year | string"));
        assertTrue(holds("now().isoformat() is match('\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}')"));
        assertTrue(holds("(now() - now()).total_seconds() <= 0"));
        assertTrue(holds("(now(utc=true) - now(true)).days == -1"));
        assertTrue(holds("now() > '2020-01-01 00:00:00' | to_datetime"));
        variables.put("f", "%Y-%m-%d %H:%M:%S.%f");
        String at = "2020-01-01 00:00:00.250000";
        assertEquals(at, value("{{ '" + at + "' | to_datetime(f) | string }}"));
    }

    @Test
    void dropsTheLastLineEndOfATemplateAndPutsItBackBehindTheText() {
        assertEquals("a\n", file("{% if true %}a{% endif %}\n"));
        assertEquals("a: 1\n", file("{{ {'a': 1} | to_nice_yaml }}\n"));
        assertEquals("a\n\n", file("a\n\n"));
        assertEquals("a", file("a"));
        assertEquals("a\r\n", file("#jinja2: newline_sequence:'\\r\\n'\na\n"));
    }

    @Test
    void saysWhatUniqueCanNotCompare() {
        assertThrows(TemplateError.class, () -> value("{{ [{'a': 1}] | unique(false) }}"));
        assertEquals(List.of(Map.of("a", 1L)), value("{{ [{'a': 1}, {'a': 1}] | unique }}"));
        TemplateError error = assertThrows(TemplateError.class, () -> value("{{ True | unique }}"));
        assertTrue(error.diagnostic().label().contains("'bool' object is not iterable"));
    }

    @Test
    void takesASpaceThatDoesNotBreakForASpace() {
        variables.put("a", 1L);
        assertEquals(1L, value("{{\u00a0a\u00a0}}"));
    }

    @Test
    void refusesToTakeAnUndefinedConditionForFalse() {
        assertThrows(TemplateError.class, () -> holds("nope"));
        assertThrows(TemplateError.class, () -> holds("nope.x == 1"));
        assertTrue(holds("nope is not defined"));
    }

    @Test
    void changesItsOwnCopyOfAVariableAndNeverTheVariable() {
        variables.put("list", new ArrayList<>(List.of(1L)));
        assertEquals("[1, 2]!", value("{% do list.append(2) %}{{ list }}!"));
        assertEquals(List.of(1L), variables.get("list"));
    }

    @Test
    void jumpsOutOfLoops() {
        assertEquals(
                "013",
                value(
                        "{% for i in range(9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}"));
    }

    @Test
    void takesFiltersByTheirFullNames() {
        assertEquals(
                Map.of("a", 1L, "b", 2L),
                value("{{ {'a': 1} | ansible.builtin.combine({'b': 2}) }}"));
        assertTrue(holds("{'changed': true} is ansible.builtin.changed"));
    }

    @Test
    void includesImportsAndExtendsOtherTemplates() {
        variables.put("who", "mi");
        Map<String, String> files =
                Map.of(
                        "part.j2", "[{{ who }}{{ near | default('') }}]\n",
                        "macros.j2", "{% macro hi(n) %}hi {{ n }}{% endmacro %}{% set x = 5 %}",
                        "base.j2",
                                "<{% block a %}base {{ who }}{% endblock %}|{% block b %}B{% endblock %}>");
        Given others =
                new Given(variables) {
                    @Override
                    public Template template(String name) {
                        return files.containsKey(name)
                                ? Template.file(
                                        Text.of(new Source(name, files.get(name))), new Problems())
                                : null;
                    }
                };
        assertEquals("a[mi1]", parse("a{% set near = 1 %}{% include 'part.j2' %}").fill(others));
        assertEquals("a", parse("a{% include 'no.j2' ignore missing %}").fill(others));
        assertEquals(
                "hi you5",
                parse("{% import 'macros.j2' as m %}{{ m.hi('you') }}{{ m.x }}").fill(others));
        assertEquals(
                "hi you",
                parse("{% from 'macros.j2' import hi as h %}{{ h('you') }}").fill(others));
        assertEquals(
                "<own base mi|B>",
                parse("{% extends 'base.j2' %}{% block a %}own {{ super() }}{% endblock %}")
                        .fill(others));
        assertThrows(TemplateError.class, () -> parse("{% include 'no.j2' %}").fill(others));
    }

    @Test
    void hasEveryFilterAndTestThatItNames() {
        Filters.known().forEach(name -> assertTrue(Filters.find(name) != null, name));
        Checks.known().forEach(name -> assertTrue(Checks.find(name) != null, name));
    }

    /**
     * The names are for "did you mean": a filter that is missing there would never be suggested.
     */
    @Test
    void namesEveryFilterAndTestThatItHas() throws java.io.IOException {
        java.util.regex.Pattern line =
                java.util.regex.Pattern.compile("\\n {12}case (\"[^\\n]*?) ->");
        Set<String> known = new java.util.HashSet<>(Filters.known());
        known.addAll(Checks.known());
        try (var files =
                java.nio.file.Files.walk(java.nio.file.Path.of("src/main/java/io/miprov/lang"))) {
            for (var file :
                    files.filter(f -> f.toString().matches(".*(Filters|Checks)\\.java")).toList()) {
                String source = java.nio.file.Files.readString(file);
                int from = source.indexOf(" find(String name) {");
                int to = source.indexOf("\n    }\n", from);
                line.matcher(from < 0 ? "" : source.substring(from, to))
                        .results()
                        .flatMap(match -> java.util.Arrays.stream(match.group(1).split(", ")))
                        .forEach(
                                name ->
                                        assertTrue(
                                                known.contains(name.replace("\"", "")),
                                                file + " " + name));
            }
        }
    }

    /**
     * The first two are of the specification; the others are what {@code openssl passwd} prints.
     */
    @Test
    void hashesPasswordsAsShadowFilesKeepThem() {
        assertEquals(
                "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
                value("{{ 'Hello world!' | password_hash('sha256', 'saltstring', rounds=5000) }}"));
        assertEquals(
                "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
                value("{{ 'Hello world!' | password_hash('sha512', 'saltstring', rounds=5000) }}"));
        assertTrue(
                ((String) value("{{ 'x' | password_hash }}"))
                        .matches("\\$6\\$rounds=656000\\$[./\\w]{16}\\$[./\\w]{86}"));
        assertFalse(value("{{ 'x' | password_hash }}").equals(value("{{ 'x' | password_hash }}")));
    }

    @Test
    void bracketsWithoutEndAreRefused() {
        String deep = "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}";
        assertTrue(problem(deep).message().contains("fewer brackets"));
    }
}
