package io.miprov.lang;

import io.miprov.diag.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A condition with {@code {{ }}} inside: these are filled in first, and what comes of it is the
 * condition. Values that were put in may not ask lookups, for they may come from anywhere.
 */
record Filled(At at, Template template, long ownLookups) implements Expr {
    private static final Pattern LOOKUP = Pattern.compile("\\b(lookup|query|q)\\s*\\(");

    private static final Pattern BRACES = Pattern.compile("\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);

    /** The condition that a template gives; the lookups outside of its braces are its own. */
    static Filled of(Text text, Template template) {
        String own = BRACES.matcher(text.text()).replaceAll(" ");
        return new Filled(new At(text, 0, text.text().length()), template, lookups(own));
    }

    /** Whether braces stand around all of a text, and nowhere else. */
    static boolean isAll(String text) {
        String all = text.strip();
        return all.startsWith("{{") && all.endsWith("}}") && all.indexOf("{{", 2) < 0;
    }

    /** The tokens of an expression, those of the braces around all of it taken away. */
    static List<Token> tokens(Text text) {
        String all = text.text().strip();
        if (!all.startsWith("{{") || !all.endsWith("}}")) {
            return new Lexer(text, Syntax.FILE).expression();
        }
        List<Token> tokens = new Lexer(text, Syntax.TEXT).template();
        tokens.removeIf(token -> token.kind() == Token.Kind.DATA && token.text().isBlank());
        int close = tokens.size() - 2;
        boolean one =
                tokens.stream().filter(token -> token.kind() == Token.Kind.CLOSE).count() == 1;
        return one
                ? List.copyOf(withoutEnds(tokens, close))
                : new Lexer(text, Syntax.FILE).expression();
    }

    private static List<Token> withoutEnds(List<Token> tokens, int close) {
        List<Token> inner = new ArrayList<>(tokens.subList(1, close));
        inner.add(tokens.get(close + 1));
        return inner;
    }

    /** How many lookups a text seems to ask. */
    private static long lookups(String text) {
        return LOOKUP.matcher(text).results().count();
    }

    @Override
    public Object in(Frame frame) {
        String filled = template.fill(frame.scope());
        if (lookups(filled) > ownLookups) {
            throw at.fail(
                    Fault.of(
                                    "a value asks a lookup in this condition",
                                    "with its values it is `" + filled + "`")
                            .help("leave {{ }} out"),
                    frame.scope());
        }
        Problems problems = new Problems();
        Template condition = Template.bare(Text.at(filled, at.span()), problems);
        if (problems.any()) {
            throw new TemplateError(
                    problems.found().get(0).note("with its values it is `" + filled + "`"), false);
        }
        return condition.value(frame.scope());
    }

    @Override
    public void names(Names found) {
        template.names(found);
    }
}
