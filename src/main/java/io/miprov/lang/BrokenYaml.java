package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * What is told of a text that snakeyaml can not read.
 *
 * @param places for its marks, which count code points where spans count chars
 */
record BrokenYaml(Source source, CodePoints places) {

    Diagnostic of(ReaderException e) {
        int at = places.offset(e.getPosition());
        return Diagnostic.error("this is no YAML", new Span(source, at, at + 1))
                .label(
                        String.format(
                                "the character U+%04X can not stand in YAML", e.getCodePoint()))
                .help("write it between double quotes as an escape, or take it out");
    }

    Diagnostic of(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        Span at =
                mark == null
                        ? source.start()
                        : new Span(
                                source,
                                places.offset(mark.getIndex()),
                                places.offset(mark.getIndex()) + 1);
        Diagnostic broken =
                Diagnostic.error("this is no YAML", at).label(String.valueOf(e.getProblem()));
        if (String.valueOf(e.getProblem()).contains("(TAB)")) {
            return broken.help("indent with spaces; YAML has no tabs there");
        }
        return source.line(at.line()).contains("{{")
                ? broken.help("a value that begins with `{{` needs quotes around it: \"{{ … }}\"")
                : broken;
    }
}
