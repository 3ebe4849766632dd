package io.miprov.library.mi.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where things go, and what stays. Texts have {@code ;} for the ends of lines. */
final class TomlEditTest {
    private final TomlEdit edit = new TomlEdit(List.of("transport.http", "keystore.internal"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = 1 # x;          | a                | a = 9 # x;",
                "[t];'a b' = 1;      | t.'a b'          | [t];'a b' = 9;",
                "[t];\"a\\u0062\"=1; | t.ab             | [t];\"a\\u0062\"=9;",
                "a = {b = {c = 1}};  | a.b.c            | a = {b = {c = 9}};",
                "a = {b.c = 1};      | a.b.d            | a = {b.c = 1, b.d = 9};",
                "a = {};             | a.b              | a = { b = 9 };",
                "a = [[1], [2,3]];   | a[1][0]          | a = [[1], [9,3]];",
                "a = [1,];           | a[1]             | a = [1, 9,];",
                "a = [];             | a[0]             | a = [9];",
                "a = [{n = 'x', v = 1}, {n = 'y', v = 2}]; | a[n=y].v"
                        + " | a = [{n = 'x', v = 1}, {n = 'y', v = 9}];",
                "[[a]];n='x';[a.b];v=1;[[a]];n='y';[a.b];v=2; | a[n=x].b.v"
                        + " | [[a]];n='x';[a.b];v=9;[[a]];n='y';[a.b];v=2;",
                "[[a]];n='x';[[a]];n='y'; | a[n=x].v" + " | [[a]];n='x';v = 9;[[a]];n='y';",
                "[[a]];u.n='x'; | a[u.n=z].u.n | [[a]];u.n='x';;[[a]];u.n = 9;",
                "[[a]];n='x';[[a.b]];m='p';[[a]];n='y';[[a.b]];m='q'; | a[n=y].b[m=q].v"
                        + " | [[a]];n='x';[[a.b]];m='p';[[a]];n='y';[[a.b]];m='q';v = 9;",
                // keys with dots say tables that no header may say again
                "transport.http.listener.port = 1;[z]; | transport.http.socket"
                        + " | transport.http.listener.port = 1;transport.http.socket = 9;[z];",
                "[transport];http.a = 1;jms.b = 2; | transport.http.c"
                        + " | [transport];http.a = 1;http.c = 9;jms.b = 2;",
                // what headers imply takes no keys with dots
                "[a];x = 1;[a.b.c];y = 1; | a.b.z | [a];x = 1;[a.b.c];y = 1;;[a.b];z = 9;",
                "[keystore.primary];x=1;[z]; | keystore.internal.a.b"
                        + " | [keystore.primary];x=1;;[keystore.internal];a.b = 9;;[z];",
                // an example in the middle of a table is no place for a new one
                "[z];x = 1;#[n];#a = 1;y = 2; | n.a | [z];x = 1;#[n];#a = 1;y = 2;;[n];a = 9;",
                "[z];s = \"\"\";#a = 1;\"\"\";b = 1; | z.a | [z];s = \"\"\";#a = 1;\"\"\";b = 1;a = 9;",
                "x = 1;[t];          | y                | x = 1;y = 9;[t];",
                "                    | a.b              | [a];b = 9;",
            })
    void sets(String before, String key, String after) {
        String text = before == null ? "" : before.replace(';', '\n');
        TomlKey where = TomlKey.parse(key);
        String now = edit.set(text, where, "9");
        assertEquals(after.replace(';', '\n'), now);
        TomlJudge.judge("text", now, "no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = 1;b = 2 # x;c = 3;          | b       | a = 1;c = 3;",
                "a = {x = 1, y = 2, z = 3};      | a.x     | a = {y = 2, z = 3};",
                "a = {x = 1, y = 2, z = 3};      | a.y     | a = {x = 1, z = 3};",
                "a = { x = 1 };                  | a.x     | a = {};",
                "a = [1, 2, 3];                  | a[2]    | a = [1, 2];",
                "a = [[1], [2]];                 | a[0]    | a = [[2]];",
                "[a];x=1;;[b];y=1;;[c];z=1;      | b       | [a];x=1;;[c];z=1;",
                "[a];x=1;[a.b];y=1;[c];          | a       | [c];",
                "[a];b.x=1;c=2;b.y=1;            | a.b     | [a];c=2;",
                "[[a]];n='x';;[[a]];n='y';       | a[n=x]  | [[a]];n='y';",
                "[[a]];n='x';[a.b];[[a]];n='y';  | a       | ``",
                "a = 1;                          | b       | a = 1;",
                "a = 1;                          | b[n=x]  | a = 1;",
                "[a] # keep;# me;[b];            | a       | # me;[b];",
            })
    void removes(String before, String key, String after) {
        String now = edit.remove(before.replace(';', '\n'), TomlKey.parse(key));
        assertEquals(after.replace(';', '\n'), now);
    }

    @Test
    void equalValuesAreEqualHoweverTheyAreWritten() {
        String text =
                "a=0x1F;b='x\\y';c=\"x\\\\y\";d=1_0.5e0;e={x.y=1};f=[1,2];g=\"\"\"\nq\\\n  r\"\"\"";
        text = text.replace(';', '\n');
        assertTrue(TomlEdit.has(text, TomlKey.parse("a"), "31"));
        assertTrue(TomlEdit.has(text, TomlKey.parse("b"), "\"x\\\\y\""));
        assertTrue(TomlEdit.has(text, TomlKey.parse("c"), "'x\\y'"));
        assertTrue(TomlEdit.has(text, TomlKey.parse("d"), "10.5"));
        assertTrue(TomlEdit.has(text, TomlKey.parse("e"), "{ x = { y = 1 } }"));
        assertTrue(TomlEdit.has(text, TomlKey.parse("f"), "[ 1 , 2 ]"));
        assertEquals(Optional.of("qr"), TomlEdit.textOf(text, TomlKey.parse("g")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.", "a[", "a[x].b", "a b", "", "a[1].", "a[n='x].b", "'a", "a..b", "a]"})
    void saysWhatIsNoKey(String key) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TomlKey.parse(key));
        assertTrue(e.getMessage().contains("is no key such as server.hostname"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a.'b c'.d", "a[3].b", "a[n.m=x y].b", "a[0][1]", "'a.b'"})
    void writesKeysAsTheyAreRead(String key) {
        assertEquals(key, TomlKey.parse(key).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = [1, 'x']           | one type only",
                "a = [1, 2.0]           | one type only",
                "a = [1;, 2]            | the comma has to be on the line",
                "a = 1e06               | an exponent can not begin with 0",
                "a = \"x\ty\"           | a tab has to be written",
                "\"x\ty\" = 1           | a tab in a name",
                "a = \"\"\"x\"\"\"\"    | a quote can not stand right before",
                "a = [1979-05-27]       | dates in arrays",
                "a = 1979-05-27T00:00:00z | a large Z",
                "a = {b = []}           | an empty array",
                "a = {b = [1,]}         | can not end with a comma",
                "[a];[a]                | this is not valid TOML",
                "a = 1;a = 2            | this is not valid TOML",
                "a = {b = 1,}           | this is not valid TOML",
            })
    void refusesWhatTheMicroIntegratorWouldRefuse(String text, String why) {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> TomlJudge.judge("text", text.replace(';', '\n'), "mend it"));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertTrue(e.getMessage().contains("help: mend it"), e.getMessage());
    }
}
