package io.miprov.lang;

import io.miprov.lang.Invocation.Arguments;
import io.miprov.lang.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads expressions, with Jinja2's binding of operators. */
final class ExprParser {
    private static final int DEEPEST = 100;

    private final Cursor cursor;
    private final Operands operands;

    private int depth;

    ExprParser(Cursor cursor) {
        this.cursor = cursor;
        this.operands = new Operands(cursor, this);
    }

    /**
     * One expression; {@code a, b} without parentheses is a tuple only where {@link #tuple} is
     * asked.
     */
    Expr expression() {
        if (++depth > DEEPEST) {
            throw cursor.unexpected(cursor.peek(), "fewer brackets within brackets");
        }
        Expr expression = conditional();
        depth--;
        return expression;
    }

    private Expr conditional() {
        Expr then = or();
        while (cursor.accept("if")) {
            Expr condition = or();
            Expr otherwise =
                    cursor.accept("else")
                            ? expression()
                            : new Expr.Literal(condition.at(), Undefined.BLANK);
            then =
                    new Operation.Conditional(
                            then.at().to(otherwise.at()), condition, then, otherwise);
        }
        return then;
    }

    /** An expression without {@code if}, as a loop goes over it. */
    Expr plain() {
        return tuple(or());
    }

    /** One expression or several with commas. */
    Expr tuple() {
        return tuple(expression());
    }

    private Expr tuple(Expr first) {
        if (!cursor.peek().is(",")) {
            return first;
        }
        List<Expr> parts = new ArrayList<>(List.of(first));
        while (cursor.accept(",")) {
            if (cursor.peek().kind() == Kind.CLOSE
                    || cursor.peek().kind() == Kind.END
                    || cursor.peek().is(")")) {
                break;
            }
            parts.add(expression());
        }
        return new Expr.Sequence(first.at().to(cursor.last()), List.copyOf(parts), true);
    }

    private Expr or() {
        Expr left = and();
        while (cursor.accept("or")) {
            Expr right = and();
            left = new Operation.Logic(left.at().to(right.at()), false, left, right);
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        while (cursor.accept("and")) {
            Expr right = not();
            left = new Operation.Logic(left.at().to(right.at()), true, left, right);
        }
        return left;
    }

    private Expr not() {
        At start = cursor.here();
        if (cursor.peek().named("not") && !cursor.peek(1).named("in")) {
            cursor.next();
            Expr of = not();
            return new Operation.Not(start.to(of.at()), of);
        }
        return compare();
    }

    private Expr compare() {
        Expr first = binary(0);
        List<String> operators = new ArrayList<>();
        List<Expr> operands = new ArrayList<>(List.of(first));
        for (String operator = comparison(); operator != null; operator = comparison()) {
            operators.add(operator);
            operands.add(binary(0));
        }
        return operators.isEmpty()
                ? first
                : new Operation.Compare(
                        first.at().to(cursor.last()),
                        List.copyOf(operators),
                        List.copyOf(operands));
    }

    private String comparison() {
        for (String operator : List.of("==", "!=", "<=", ">=", "<", ">", "in")) {
            if (cursor.accept(operator)) {
                return operator;
            }
        }
        if (cursor.peek().named("not") && cursor.peek(1).named("in")) {
            cursor.next();
            cursor.next();
            return "not in";
        }
        return null;
    }

    private Expr binary(int weaker) {
        Expr left = unary(true);
        Operator operator = Operator.of(cursor.peek());
        while (operator != null && operator.binds() > weaker) {
            cursor.next();
            Expr right = binary(operator.binds());
            left = new Operation.Binary(left.at().to(right.at()), operator, left, right);
            operator = Operator.of(cursor.peek());
        }
        return left;
    }

    private Expr unary(boolean filters) {
        At start = cursor.here();
        Expr value;
        if (cursor.peek().is("-") || cursor.peek().is("+")) {
            boolean minus = cursor.next().is("-");
            Expr of = unary(false);
            value = new Operation.Sign(start.to(of.at()), minus, of);
        } else {
            value = operands.whole();
        }
        return filters ? filters(value) : value;
    }

    /** Filters and tests, as many as there are. */
    Expr filters(Expr first) {
        Expr value = first;
        while (true) {
            if (cursor.accept("|")) {
                value = filter(value);
            } else if (cursor.peek().named("is")) {
                value = test(value);
            } else if (cursor.peek().is("(")) {
                Arguments arguments = operands.arguments();
                value = Invocation.Calling.of(value.at().to(cursor.last()), value, arguments);
            } else {
                return value;
            }
        }
    }

    /** One filter behind a value. */
    Expr filter(Expr of) {
        At start = cursor.here();
        String name = cursor.dotted("the name of a filter");
        At at = start.to(cursor.last());
        Filter filter = Filters.find(name, at);
        Arguments arguments = cursor.peek().is("(") ? operands.arguments() : Arguments.NONE;
        return new Invocation.Filtered(
                start.to(cursor.last()), Plugins.shortName(name), filter, of, arguments);
    }

    private Expr test(Expr of) {
        cursor.next();
        boolean not = cursor.accept("not");
        At start = cursor.here();
        String name = cursor.dotted("the name of a test");
        Check check = Checks.find(name, start.to(cursor.last()));
        Arguments arguments = testArguments();
        At at = of.at().to(cursor.last());
        Expr tested = new Invocation.Tested(at, Plugins.shortName(name), check, of, arguments);
        return not ? new Operation.Not(at, tested) : tested;
    }

    private Arguments testArguments() {
        Token next = cursor.peek();
        if (next.is("(")) {
            return operands.arguments();
        }
        boolean word =
                next.kind() == Kind.NAME
                        && !List.of("else", "or", "and", "is", "if", "not", "in", "recursive")
                                .contains(next.text());
        if (word
                || next.kind() == Kind.NUMBER
                || next.kind() == Kind.STRING
                || next.is("[")
                || next.is("{")) {
            return new Arguments(List.of(operands.whole()), Map.of(), List.of(), List.of());
        }
        return Arguments.NONE;
    }
}
