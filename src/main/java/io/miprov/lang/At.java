package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import java.util.Collection;

/** Where in a template something stands. */
record At(Text text, int from, int to) {

    Span span() {
        return text.span(from, to);
    }

    /** From the start of this to the end of the other. */
    At to(At other) {
        return new At(text, from, other.to);
    }

    Diagnostic error(String message) {
        return Diagnostic.error(message, span());
    }

    /** The fault, with its place and, for an undefined name, the one that was perhaps meant. */
    TemplateError fail(Fault fault, Scope scope) {
        Undefined undefined = fault.undefined();
        if (undefined == null) {
            Diagnostic told = error(fault.getMessage()).label(fault.label());
            return new TemplateError(
                    fault.help().isEmpty() ? told : told.help(fault.help()), false);
        }
        Diagnostic told =
                Diagnostic.error(fault.getMessage(), undefined.at().orElseGet(this::span))
                        .label(undefined.reason());
        String name = undefined.name();
        String last = name.substring(name.lastIndexOf('.') + 1);
        Collection<String> known = last.equals(name) ? scope.names() : undefined.known();
        return new TemplateError(
                Suggestion.closest(last, known)
                        .map(near -> told.help("did you mean `" + near + "`?"))
                        .orElse(told),
                undefined);
    }
}
