package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The mistakes that people make in playbooks, a file each in {@code src/test/mistakes}, and beside
 * it what is printed. To take a changed message over, run with {@code -Dmistakes.write=true}, and
 * read the difference.
 */
class MistakesTest {
    private static final Path FOLDER = Path.of("src/test/mistakes");

    @TestFactory
    Stream<DynamicTest> eachIsToldBeforeAnythingIsTouched() throws IOException {
        List<Path> playbooks;
        try (Stream<Path> files = Files.list(FOLDER)) {
            playbooks = files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
        }
        return playbooks.stream()
                .map(each -> dynamicTest(each.getFileName().toString(), () -> told(each)));
    }

    private static void told(Path playbook) throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int status = Main.run(out, out, "apply", playbook.toString(), "-i", FOLDER + "/hosts");
        Path wanted = Path.of(playbook.toString().replace(".yml", ".txt"));
        String said =
                text.toString()
                        .replace(Path.of("").toAbsolutePath() + "/", "")
                        .replace(System.getProperty("user.home"), "~")
                        .replaceAll("Done in [0-9.]+ s", "Done in 0 s");
        if (Boolean.getBoolean("mistakes.write")) {
            Files.writeString(wanted, said);
        }
        assertEquals(Files.readString(wanted), said);
        assertEquals(
                playbook.endsWith("empty.yml") ? ExitCode.DONE : ExitCode.BAD_INPUT, status, said);
    }
}
