package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.lang.Token.Kind;
import java.util.List;

/** Walks over the pieces of a template. */
final class Cursor {
    private final Text text;
    private final List<Token> tokens;
    private int next;

    Cursor(Text text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** The place of the next piece. */
    At here() {
        return at(peek());
    }

    /** The place of the piece that was read last. */
    At last() {
        return at(tokens.get(Math.max(0, next - 1)));
    }

    At at(Token token) {
        return new At(text, token.from(), token.to());
    }

    /** Goes on if the next is this operator or word. */
    boolean accept(String operatorOrWord) {
        boolean found = peek().is(operatorOrWord) || peek().named(operatorOrWord);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String operatorOrWord) {
        Token token = peek();
        if (!accept(operatorOrWord)) {
            throw unexpected(token, "`" + operatorOrWord + "`");
        }
    }

    /** A name. */
    String name(String what) {
        Token token = next();
        if (token.kind() != Kind.NAME) {
            throw unexpected(token, what);
        }
        return token.text();
    }

    /** A name that may have dots. */
    String dotted(String what) {
        StringBuilder name = new StringBuilder(name(what));
        while (peek().is(".")) {
            next();
            name.append('.').append(name(what));
        }
        return name.toString();
    }

    /** The end of a tag. */
    void close() {
        Token token = next();
        if (token.kind() != Kind.CLOSE) {
            throw unexpected(token, "the end of the tag");
        }
    }

    TemplateError unexpected(Token token, String wanted) {
        Diagnostic told = at(token).error("expected " + wanted).label("found " + token.told());
        return new TemplateError(
                token.is("=") ? told.help("two values are compared with `==`") : told, false);
    }
}
