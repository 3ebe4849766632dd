package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * What is told of a text that snakeyaml can not read.
 *
 * @param places for its marks, which count code points where spans count chars
 */
record BrokenYaml(Source source, CodePoints places) {
    private static final Pattern VALUE_WITH_COLON = Pattern.compile(":\\s.*:(\\s|$)");

    Diagnostic of(ReaderException e) {
        int at = places.offset(e.getPosition());
        return Diagnostic.error("this is no YAML", new Span(source, at, at + 1))
                .label(
                        String.format(
                                "the character U+%04X can not stand in YAML", e.getCodePoint()))
                .help("write it between double quotes as an escape, or take it out");
    }

    Diagnostic of(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        if (String.valueOf(e.getContext()).contains("quoted scalar")
                && problem.contains("unexpected end")) {
            return Diagnostic.error("this is no YAML", at(e.getContextMark()))
                    .label("this quote does not end")
                    .help("write another one behind the text");
        }
        Diagnostic broken = Diagnostic.error("this is no YAML", at(mark)).label(problem);
        return help(problem, mark).map(broken::help).orElse(broken);
    }

    private Span at(Mark mark) {
        return mark == null
                ? source.start()
                : new Span(
                        source, places.offset(mark.getIndex()), places.offset(mark.getIndex()) + 1);
    }

    private Optional<String> help(String problem, Mark mark) {
        if (problem.contains("(TAB)")) {
            return Optional.of("indent with spaces; YAML has no tabs there");
        }
        int line = mark == null ? 1 : mark.getLine() + 1;
        if (source.line(line).contains("{{")) {
            return Optional.of("a value that begins with `{{` needs quotes around it: \"{{ … }}\"");
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return Optional.of(values(line));
        }
        if (mark != null && problem.contains("<block end>")) {
            return Optional.of(
                    "this line begins at column "
                            + (mark.getColumn() + 1)
                            + "; what belongs together begins at one column");
        }
        return Optional.empty();
    }

    /** A colon within a value, or more parameters below a line that has its value already. */
    private String values(int line) {
        if (VALUE_WITH_COLON.matcher(source.line(line)).find()) {
            return "a value with a colon and a space in it needs quotes around it";
        }
        String above = line > 1 ? source.line(line - 1).strip() : "";
        return "the line above has a value already: `"
                + above
                + "`; what belongs to it stands either behind the colon or below, not both";
    }
}
