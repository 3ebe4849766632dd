package io.miprov.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are those of Python 3.11's {@code ast.literal_eval}. */
final class PythonLiteralTest {

    @ParameterizedTest
    @MethodSource
    void readsWhatPythonReads(String written, Object value) {
        assertEquals(value, PythonLiteral.of(written));
    }

    static Stream<Arguments> readsWhatPythonReads() {
        return Stream.of(
                Arguments.of("5", 5L),
                Arguments.of("-5", -5L),
                Arguments.of("+ 5", 5L),
                Arguments.of("0", 0L),
                Arguments.of("00", 0L),
                Arguments.of("1_000", 1000L),
                Arguments.of("0x1F", 31L),
                Arguments.of("0o644", 420L),
                Arguments.of("0b101", 5L),
                Arguments.of("5 # five", 5L),
                Arguments.of(
                        "123456789012345678901234567890",
                        new BigInteger("123456789012345678901234567890")),
                Arguments.of("1.5", 1.5),
                Arguments.of(".5", 0.5),
                Arguments.of("-1e3", -1000.0),
                Arguments.of("1e-3", 0.001),
                Arguments.of("True", true),
                Arguments.of("False", false),
                Arguments.of("None", null),
                Arguments.of("'a b'", "a b"),
                Arguments.of("\"it's\"", "it's"),
                Arguments.of("'a' \"b\"", "ab"),
                Arguments.of("r'a\\n'", "a\\n"),
                Arguments.of("'a\\n\\u00e9\\d'", "a\né\\d"),
                Arguments.of("'''a'b'''", "a'b"),
                Arguments.of("'a' # b", "a"),
                Arguments.of("'\\101\\0'", "A\0"),
                Arguments.of("None # none", null),
                Arguments.of("[1, 'two', [3,],]", List.of(1L, "two", List.of(3L))),
                Arguments.of("[]", List.of()),
                Arguments.of("[None]", Arrays.asList((Object) null)),
                Arguments.of("(1)", 1L),
                Arguments.of("(1,)", List.of(1L)),
                Arguments.of("1, 2", List.of(1L, 2L)),
                Arguments.of("1,", List.of(1L)),
                Arguments.of(
                        "{'a': 1, 'b': {'c': True,},}", Map.of("a", 1L, "b", Map.of("c", true))),
                Arguments.of("{}", Map.of()),
                Arguments.of("{1, 2, 1}", List.of(1L, 2L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "yes",
                "no",
                "010",
                "0644",
                "10.0.0.1",
                "1.2.3",
                "5s",
                "1:2",
                "a",
                "/opt/wso2",
                "'open",
                "[1, 2",
                "[1 2]",
                "{'a': 1",
                "{'a'}}",
                "{[1]: 2}",
                "f'x'",
                "b",
                "--5",
                "5_",
                "1__0",
                "_5",
                "ssh -o X=Y",
                "...",
                "Truely",
                "-",
                ".",
                "0x",
                "1e",
                "0xg",
                "~/.ssh/id",
                "*",
                "{{ a }}",
                "'a' b",
                "'\\x4'",
                "foo # bar"
            })
    void leavesAllElseAsText(String written) {
        assertEquals(written, PythonLiteral.of(written));
    }
}
