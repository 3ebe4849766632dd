package io.miprov.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers are those of GNU {@code diff -u}, without its two heading lines. */
final class TextDiffTest {

    @ParameterizedTest
    @MethodSource
    void tells(String before, String after, String diff) {
        assertEquals(diff, String.join("\n", TextDiff.of(before, after)));
    }

    static Stream<Arguments> tells() {
        String ten = lines(1, 10);
        return Stream.of(
                Arguments.of("a\n", "a\n", ""),
                Arguments.of("", "", ""),
                Arguments.of("", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b"),
                Arguments.of("a\n", "", "@@ -1 +0,0 @@\n-a"),
                Arguments.of("a\n", "b\n", "@@ -1 +1 @@\n-a\n+b"),
                Arguments.of("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a"),
                Arguments.of(
                        ten,
                        ten.replace("5\n", "five\n"),
                        "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8"),
                Arguments.of(
                        ten,
                        ten.replace("1\n2\n", "2\n") + "11\n",
                        "@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n@@ -8,3 +7,4 @@\n 8\n 9\n 10\n+11"));
    }

    @Test
    void staysQuickOnLargeTexts() {
        String many = lines(1, 20_000);
        List<String> diff = TextDiff.of(many, many.replace("1", "x"));
        assertEquals("@@ -1,20000 +1,20000 @@", diff.get(0));
    }

    @Test
    void losesNoLine() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            String before = some(random);
            String after = some(random);
            List<String> diff = TextDiff.of(before, after);
            long gone = diff.stream().filter(line -> line.startsWith("-")).count();
            long come = diff.stream().filter(line -> line.startsWith("+")).count();
            assertEquals(after.lines().count(), before.lines().count() - gone + come);
        }
    }

    private static String some(Random random) {
        return random.ints(random.nextInt(30), 0, 5)
                .mapToObj(i -> i + "\n")
                .collect(Collectors.joining());
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> i + "\n")
                .collect(Collectors.joining());
    }
}
