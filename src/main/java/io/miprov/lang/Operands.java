package io.miprov.lang;

import io.miprov.lang.Invocation.Arguments;
import io.miprov.lang.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what operators stand between: literals, names, brackets, and what follows them with a dot.
 */
final class Operands {
    private final Cursor cursor;
    private final ExprParser expressions;

    Operands(Cursor cursor, ExprParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    /** One operand with its parts and calls. */
    Expr whole() {
        return postfix(primary());
    }

    private Expr primary() {
        Token token = cursor.next();
        At at = cursor.last();
        return switch (token.kind()) {
            case NAME -> name(token, at);
            case NUMBER -> new Expr.Literal(at, token.value());
            case STRING -> text(token, at);
            default -> bracket(token, at);
        };
    }

    private Expr name(Token token, At at) {
        return switch (token.text()) {
            case "true", "True" -> new Expr.Literal(at, true);
            case "false", "False" -> new Expr.Literal(at, false);
            case "none", "None" -> new Expr.Literal(at, null);
            case "in", "is", "if", "else", "and", "or", "for" ->
                    throw cursor.unexpected(token, "a value");
            default -> new Expr.Name(at, token.text());
        };
    }

    private Expr text(Token first, At at) {
        StringBuilder joined = new StringBuilder((String) first.value());
        while (cursor.peek().kind() == Kind.STRING) {
            joined.append(cursor.next().value());
        }
        return new Expr.Literal(at.to(cursor.last()), joined.toString());
    }

    private Expr bracket(Token token, At at) {
        if (token.is("(")) {
            if (cursor.accept(")")) {
                return new Expr.Sequence(at.to(cursor.last()), List.of(), true);
            }
            Expr inner = expressions.tuple();
            cursor.expect(")");
            return inner;
        }
        if (token.is("[")) {
            List<Expr> items = new ArrayList<>();
            while (!cursor.accept("]")) {
                items.add(expressions.expression());
                comma("]");
            }
            return new Expr.Sequence(at.to(cursor.last()), List.copyOf(items), false);
        }
        if (token.is("{")) {
            return dict(at);
        }
        throw cursor.unexpected(token, "a value");
    }

    private Expr dict(At at) {
        List<Expr> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (!cursor.accept("}")) {
            keys.add(expressions.expression());
            cursor.expect(":");
            values.add(expressions.expression());
            comma("}");
        }
        return new Expr.Dict(at.to(cursor.last()), List.copyOf(keys), List.copyOf(values));
    }

    private void comma(String end) {
        if (!cursor.peek().is(end)) {
            cursor.expect(",");
        }
    }

    private Expr postfix(Expr first) {
        Expr value = first;
        while (true) {
            if (cursor.accept(".")) {
                value = attribute(value);
            } else if (cursor.accept("[")) {
                value = item(value);
            } else if (cursor.peek().is("(")) {
                Arguments arguments = arguments();
                value = Invocation.Calling.of(value.at().to(cursor.last()), value, arguments);
            } else {
                return value;
            }
        }
    }

    private Expr attribute(Expr of) {
        Token name = cursor.next();
        if (name.kind() == Kind.NAME) {
            return new Part.Attr(of.at().to(cursor.last()), of, name.text());
        }
        if (name.kind() == Kind.NUMBER && Numbers.whole(name.value())) {
            return new Part.Item(
                    of.at().to(cursor.last()), of, new Expr.Literal(cursor.last(), name.value()));
        }
        throw cursor.unexpected(name, "a name");
    }

    private Expr item(Expr of) {
        Expr from = cursor.peek().is(":") ? null : expressions.tuple();
        if (from != null && cursor.accept("]")) {
            return new Part.Item(of.at().to(cursor.last()), of, from);
        }
        cursor.expect(":");
        Expr to = cursor.peek().is(":") || cursor.peek().is("]") ? null : expressions.expression();
        Expr step = cursor.accept(":") && !cursor.peek().is("]") ? expressions.expression() : null;
        cursor.expect("]");
        return new Part.Slice(of.at().to(cursor.last()), of, from, to, step);
    }

    /** What stands between parentheses. */
    Arguments arguments() {
        cursor.expect("(");
        List<Expr> places = new ArrayList<>();
        Map<String, Expr> named = new LinkedHashMap<>();
        List<Expr> star = new ArrayList<>();
        List<Expr> stars = new ArrayList<>();
        while (!cursor.accept(")")) {
            if (cursor.accept("*")) {
                star.add(expressions.expression());
            } else if (cursor.accept("**")) {
                stars.add(expressions.expression());
            } else if (cursor.peek().kind() == Kind.NAME && cursor.peek(1).is("=")) {
                At at = cursor.here();
                String name = cursor.next().text();
                cursor.next();
                if (named.put(name, expressions.expression()) != null) {
                    throw new TemplateError(at.error("keyword argument repeated: " + name), false);
                }
            } else {
                places.add(expressions.expression());
            }
            comma(")");
        }
        return new Arguments(places, named, star, stars);
    }
}
