package io.miprov.lang;

import java.util.List;

/** Operators. */
final class Operation {
    private Operation() {}

    /** {@code a + b}. */
    record Binary(At at, Operator operator, Expr left, Expr right) implements Expr {
        @Override
        public Object in(Frame frame) {
            Object a = left.in(frame);
            Object b = right.in(frame);
            try {
                return operator.of(a, b);
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            }
        }

        @Override
        public void names(Names found) {
            left.names(found);
            right.names(found);
        }
    }

    /** {@code -a}, {@code +a}. */
    record Sign(At at, boolean minus, Expr of) implements Expr {
        @Override
        public Object in(Frame frame) {
            try {
                Object value = Python.defined(of.in(frame));
                if (!Numbers.is(value)) {
                    throw Fault.of("only a number has a sign", "this is " + Python.kind(value));
                }
                return minus ? Numbers.negate(value) : value;
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            }
        }

        @Override
        public void names(Names found) {
            of.names(found);
        }
    }

    /** {@code not a}. */
    record Not(At at, Expr of) implements Expr {
        @Override
        public Object in(Frame frame) {
            return !truth(of, frame);
        }

        @Override
        public void names(Names found) {
            of.names(found);
        }
    }

    /** {@code a and b}, {@code a or b}: gives one of its operands. */
    record Logic(At at, boolean and, Expr left, Expr right) implements Expr {
        @Override
        public Object in(Frame frame) {
            Object value = left.in(frame);
            try {
                return Python.truth(value) == and ? right.in(frame) : value;
            } catch (Fault fault) {
                throw left.at().fail(fault, frame.scope());
            }
        }

        @Override
        public void names(Names found) {
            left.names(found);
            found.maybe(() -> right.names(found));
        }
    }

    /** {@code a < b <= c}. */
    record Compare(At at, List<String> operators, List<Expr> operands) implements Expr {
        @Override
        public Object in(Frame frame) {
            Object left = operands.get(0).in(frame);
            for (int i = 0; i < operators.size(); i++) {
                Object right = operands.get(i + 1).in(frame);
                try {
                    if (!Operator.holds(operators.get(i), left, right)) {
                        return false;
                    }
                } catch (Fault fault) {
                    throw at.fail(fault, frame.scope());
                }
                left = right;
            }
            return true;
        }

        @Override
        public void names(Names found) {
            operands.forEach(each -> each.names(found));
        }
    }

    /** {@code a if b else c}; without {@code else} it may be nothing. */
    record Conditional(At at, Expr condition, Expr then, Expr otherwise) implements Expr {
        @Override
        public Object in(Frame frame) {
            return (truth(condition, frame) ? then : otherwise).in(frame);
        }

        @Override
        public void names(Names found) {
            condition.names(found);
            found.maybe(() -> then.names(found));
            found.maybe(() -> otherwise.names(found));
        }
    }

    static boolean truth(Expr of, Frame frame) {
        Object value = of.in(frame);
        try {
            return Python.truth(value);
        } catch (Fault fault) {
            throw of.at().fail(fault, frame.scope());
        }
    }
}
