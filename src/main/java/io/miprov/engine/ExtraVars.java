package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import io.miprov.lang.Yaml;
import io.miprov.playbook.KeyValue;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Variables;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code -e} was given. Later ones win. */
final class ExtraVars {
    private final PlaybookReader reader;
    private final Path here;
    private final Problems problems;

    ExtraVars(PlaybookReader reader, Path here, Problems problems) {
        this.reader = reader;
        this.here = here;
        this.problems = problems;
    }

    Variables read(List<ExtraVar> given) {
        Variables all = Variables.NONE;
        for (ExtraVar each : given) {
            all = read(each.text()).over(all);
        }
        return all;
    }

    private Variables read(String text) {
        Source source = new Source("-e", text);
        String bare = text.strip();
        if (bare.startsWith("@")) {
            Path file = Files.home(here, bare.substring(1));
            return reader.variables(file, Optional.of(new Span(source, 0, text.length())))
                    .orElse(Variables.NONE);
        }
        if (bare.startsWith("{")) {
            return Yaml.read(source, problems).map(reader::variables).orElse(Variables.NONE);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Span> places = new LinkedHashMap<>();
        for (KeyValue.Part part : KeyValue.parts(Text.of(source))) {
            if (part.name().isEmpty()) {
                problems.add(
                        Diagnostic.error("`-e` needs name=value", part.key())
                                .help("or @file, or YAML in braces: '{name: value}'"));
            } else {
                values.put(part.name(), value(part.value()));
                places.put(part.name(), part.value().span());
            }
        }
        return new Variables(values, places);
    }

    private Object value(Text text) {
        return Template.looksLikeOne(text.text()) ? Template.parse(text, problems) : text.text();
    }
}
