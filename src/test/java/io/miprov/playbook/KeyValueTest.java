package io.miprov.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.diag.Source;
import io.miprov.lang.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "path=/x state=touch ~ path:/x state:touch",
                "msg='two words' ~ msg:two words",
                "msg=\"it's\" a=b=c ~ msg:it's a:b=c",
                "src={{ a | default('x y') }}/z mode=0644 ~ src:{{ a | default('x y') }}/z mode:0644",
                "x={% if a %}b c{% endif %} ~ x:{% if a %}b :c{% endif %}",
                "a= b=1 ~ a: b:1",
                "word a=1 ~ :word a:1",
                "/x=y ~ :/x=y"
            })
    void partsTextAsAnsibleDoes(String text, String expected) {
        assertEquals(expected, shown(KeyValue.parts(text(text))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ls -l creates=/x | :ls -l creates:/x",
                "a=1 env | :a=1 env",
                "chdir=/tmp  echo 'a  b' | :echo 'a  b' chdir:/tmp",
                "echo creates=/x done | :echo done creates:/x"
            })
    void leavesBareTextAsItIs(String text, String expected) {
        assertEquals(expected, shown(KeyValue.bare(text(text), Set.of("creates", "chdir"))));
    }

    @Test
    void joinsLinesThatABackslashLeavesOpenAndKeepsTheLastLineEnd() {
        List<KeyValue.Part> parts =
                KeyValue.bare(text("echo a \\\n\"b\" \\\n| cat\necho c\n"), Set.of("chdir"));
        assertEquals(":echo a \"b\" | cat\necho c\n", shown(parts));
        parts = KeyValue.bare(text("echo 'a \\\nb' chdir=/\n"), Set.of("chdir"));
        assertEquals(":echo 'a \\\nb' chdir:/", shown(parts));
    }

    @Test
    void keepsPlaces() {
        Source source = new Source("t", "src=a dest='b c'");
        List<KeyValue.Part> parts = KeyValue.parts(Text.of(source));
        assertEquals("t:1:13", parts.get(1).value().span().toString());
        assertEquals("dest", parts.get(1).key().text());
    }

    private static Text text(String text) {
        return Text.of(new Source("t", text));
    }

    private static String shown(List<KeyValue.Part> parts) {
        return parts.stream()
                .map(part -> part.name() + ":" + part.value().text())
                .collect(Collectors.joining(" "));
    }
}
