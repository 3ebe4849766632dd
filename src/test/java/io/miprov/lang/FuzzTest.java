package io.miprov.lang;

import static org.junit.jupiter.api.Assertions.fail;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in a template, people get a diagnostic with a place, never a stack trace. */
final class FuzzTest {
    private static final Path CASES = Path.of("src/test/cases/lang");
    private static final int TIMES = Integer.getInteger("fuzz.times", 20_000);

    @Test
    void neverFailsWithoutADiagnostic() throws IOException {
        Map<?, ?> variables = (Map<?, ?>) Json.read(Files.readString(CASES.resolve("vars.json")));
        List<String> templates =
                Files.readAllLines(CASES.resolve("questions.txt")).stream()
                        .filter(
                                line ->
                                        !line.startsWith("##")
                                                && !line.contains("**")
                                                && !line.contains("password_hash"))
                        .toList();
        Random random = new Random(7);
        for (int i = 0; i < TIMES; i++) {
            String text = mixed(templates, random);
            try {
                run(text, new Given(variables));
            } catch (RuntimeException | Error e) {
                fail(text, e);
            }
        }
    }

    private static void run(String text, Scope scope) {
        Problems problems = new Problems();
        Template template = Template.parse(Text.of(new Source("fuzz", text)), problems);
        problems.found().forEach(Diagnostic::render);
        template.names();
        try {
            template.value(scope);
        } catch (TemplateError e) {
            e.diagnostic().render();
        }
    }

    /** One template with a piece of it taken out, or put in from another. */
    private static String mixed(List<String> templates, Random random) {
        String text = templates.get(random.nextInt(templates.size()));
        String other = templates.get(random.nextInt(templates.size()));
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(6));
        int from = random.nextInt(other.length());
        int to = Math.min(other.length(), from + random.nextInt(14));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + other.substring(from, to) + text.substring(at);
            default -> text.substring(0, at) + other.substring(from, to) + text.substring(end);
        };
    }
}
