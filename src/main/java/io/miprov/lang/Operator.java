package io.miprov.lang;

import io.miprov.diag.Secret;
import java.util.ArrayList;
import java.util.List;

/** The operators with two sides that compute something. */
enum Operator {
    ADD("+", 5),
    SUBTRACT("-", 5),
    CONCAT("~", 6),
    MULTIPLY("*", 7),
    DIVIDE("/", 7),
    FLOOR_DIVIDE("//", 7),
    MODULO("%", 7),
    POWER("**", 8);

    /** More characters or items than this are a mistake. */
    private static final long MOST_REPEATED = 50_000_000;

    private final String written;
    private final int binds;

    Operator(String written, int binds) {
        this.written = written;
        this.binds = binds;
    }

    /** How strongly it binds; more is stronger. */
    int binds() {
        return binds;
    }

    /** The operator that is written so, or null. */
    static Operator of(Token token) {
        if (token.kind() == Token.Kind.OPERATOR) {
            for (Operator each : values()) {
                if (each.written.equals(token.text())) {
                    return each;
                }
            }
        }
        return null;
    }

    Object of(Object left, Object right) {
        Object a = Python.plain(Python.defined(left));
        Object b = Python.plain(Python.defined(right));
        Object result = compute(a, b);
        boolean secret =
                left instanceof Secret
                        || right instanceof Secret
                        || result instanceof String && (Secrets.in(a) || Secrets.in(b));
        return secret ? Secrets.of(result) : result;
    }

    private Object compute(Object a, Object b) {
        if (this == CONCAT) {
            return Python.str(a) + Python.str(b);
        }
        if (this == MODULO && a instanceof String format) {
            return PercentFormat.of(format, b);
        }
        if (Numbers.is(a) && Numbers.is(b)) {
            return number(a, b);
        }
        if (this == ADD && a instanceof String x && b instanceof String y) {
            return x + y;
        }
        if (this == ADD && a instanceof List<?> x && b instanceof List<?> y) {
            List<Object> both = new ArrayList<>(x);
            both.addAll(y);
            return x instanceof Tuple ? Tuple.of(both) : both;
        }
        if (this == MULTIPLY && Numbers.whole(b)) {
            return repeat(a, b);
        }
        if (this == MULTIPLY && Numbers.whole(a)) {
            return repeat(b, a);
        }
        if (this == SUBTRACT && a instanceof Moment x && b instanceof Moment y) {
            return x.minus(y);
        }
        throw unfit(a, b);
    }

    private Object number(Object a, Object b) {
        return switch (this) {
            case ADD -> Numbers.add(a, b);
            case SUBTRACT -> Numbers.subtract(a, b);
            case MULTIPLY -> Numbers.multiply(a, b);
            case DIVIDE -> Numbers.divide(a, b);
            case FLOOR_DIVIDE -> Numbers.floorDivide(a, b);
            case MODULO -> Numbers.modulo(a, b);
            case POWER -> Numbers.power(a, b);
            case CONCAT -> Python.str(a) + Python.str(b);
        };
    }

    private Object repeat(Object what, Object times) {
        int count = Math.max(0, Numbers.big(times).intValue());
        if (Python.plain(what) instanceof String || what instanceof List) {
            if (ValueFilters.length(what) * count > MOST_REPEATED) {
                throw Fault.of("this is repeated too often", count + " times");
            }
        }
        if (what instanceof String text) {
            return text.repeat(count);
        }
        if (what instanceof List<?> list) {
            List<Object> repeated = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                repeated.addAll(list);
            }
            return repeated;
        }
        throw unfit(what, times);
    }

    private Fault unfit(Object a, Object b) {
        Fault fault =
                Fault.of(
                        "`" + written + "` does not fit these",
                        "the left is " + Python.kind(a) + ", the right is " + Python.kind(b));
        boolean textAndNumber =
                a instanceof String && Numbers.is(b) || Numbers.is(a) && b instanceof String;
        return textAndNumber ? fault.help("join texts with `~`, make numbers with `| int`") : fault;
    }

    /** A comparison. */
    static boolean holds(String operator, Object a, Object b) {
        return switch (operator) {
            case "==" -> Python.equal(a, b);
            case "!=" -> !Python.equal(a, b);
            case "<" -> Python.compare(a, b) < 0;
            case "<=" -> Python.compare(a, b) <= 0;
            case ">" -> Python.compare(a, b) > 0;
            case ">=" -> Python.compare(a, b) >= 0;
            case "in" -> Python.contains(b, a);
            default -> !Python.contains(b, a);
        };
    }
}
