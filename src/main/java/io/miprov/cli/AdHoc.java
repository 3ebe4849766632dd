package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.lang.Template;
import io.miprov.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A playbook of one task, made of the words of a command line; and the way back: what is told of
 * the playbook is told of the words.
 */
final class AdHoc {
    private static final int LONGEST_NAME = 60;

    /** A word of the command line, and where the playbook has it. */
    private record Word(String option, String text, int start, int end, boolean asIs) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Word> words = new ArrayList<>();

    /** Values are written as JSON, which is YAML. */
    AdHoc(String pattern, String module, String arguments) {
        boolean structured =
                arguments.strip().startsWith("{") && !arguments.strip().startsWith("{{");
        String name =
                arguments.length() > LONGEST_NAME ? module : (module + " " + arguments).strip();
        text.append("- name: run ").append(module).append("\n  hosts: ");
        word("PATTERN", pattern, Json.line(pattern));
        text.append("\n  gather_facts: false\n  tasks:\n    - name: ");
        text.append(Json.line(Template.looksLikeOne(name) ? module : name)).append("\n      ");
        word("-m", module, module);
        text.append(": ");
        word("-a", arguments, structured || arguments.isEmpty() ? arguments : Json.line(arguments));
        text.append('\n');
    }

    private void word(String option, String said, String written) {
        boolean quoted = written.equals('"' + said + '"');
        int start = text.length() + (quoted ? 1 : 0);
        words.add(
                new Word(
                        option,
                        said,
                        start,
                        start + said.length(),
                        quoted || written.equals(said)));
        text.append(written);
    }

    /** Has it used as a file, which is there as long as that takes. */
    <T> T asFile(Function<Path, T> use) {
        try {
            Path folder = Files.createTempDirectory("miprov-run");
            Path playbook = Files.writeString(folder.resolve("run.yml"), playbook());
            try {
                return use.apply(playbook);
            } catch (BadInput e) {
                throw told(e);
            } finally {
                Files.delete(playbook);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String playbook() {
        return text.toString();
    }

    BadInput told(BadInput found) {
        return found.diagnostics().isEmpty()
                ? found
                : new BadInput(found.diagnostics().stream().map(this::told).toList());
    }

    /** The same, of the word of the command line. A single task is not gone on with. */
    Diagnostic told(Diagnostic found) {
        if (!found.span().source().text().contentEquals(text)) {
            return found;
        }
        String place = found.span().source().name() + ":";
        return new Diagnostic(
                found.severity(),
                found.message(),
                told(found.span()),
                found.label(),
                found.notes().stream()
                        .filter(note -> !note.contains(place) && !note.contains("go on with"))
                        .toList());
    }

    private Span told(Span span) {
        for (Word word : words) {
            if (span.start() <= word.end() && span.end() >= word.start()) {
                Source source = new Source(word.option(), word.text());
                return word.asIs()
                        ? new Span(source, span.start() - word.start(), span.end() - word.start())
                        : new Span(source, 0, word.text().length());
            }
        }
        return new Source("-m", words.get(1).text()).start();
    }
}
