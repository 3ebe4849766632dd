package io.miprov.library.mi.toml;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlVersion;

/**
 * Whether the Micro Integrator would take a text. A full parser of TOML 1.0 says whether it is
 * TOML, and {@link OldToml} whether the older one of the product reads it.
 */
public final class TomlJudge {

    private TomlJudge() {}

    /**
     * Judges a text.
     *
     * @param name the file it came from, for the message
     * @param help what to do about it
     * @throws IllegalArgumentException with place, line and caret when it would be refused
     */
    public static void judge(String name, String text, String help) {
        TomlParseResult parsed = Toml.parse(text, TomlVersion.V1_0_0);
        Source source = new Source(name, text);
        if (!parsed.hasErrors()) {
            OldToml.refusal(text)
                    .ifPresent(
                            refusal -> {
                                throw refused(
                                        Diagnostic.error(
                                                        "the Micro Integrator refuses this TOML",
                                                        new Span(
                                                                source,
                                                                refusal.at(),
                                                                refusal.at() + 1))
                                                .label(refusal.why()),
                                        help);
                            });
            return;
        }
        TomlParseError error = parsed.errors().get(0);
        int at = offset(text, error.position().line(), error.position().column());
        int more = parsed.errors().size() - 1;
        Diagnostic found =
                Diagnostic.error("this is not valid TOML", new Span(source, at, at + 1))
                        .label(error.getMessage());
        throw refused(more == 0 ? found : found.note("and " + more + " more"), help);
    }

    private static IllegalArgumentException refused(Diagnostic found, String help) {
        return new IllegalArgumentException(found.help(help).render().strip());
    }

    private static int offset(String text, int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at + column - 1;
    }
}
