package io.miprov.lang;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Python's numbers: whole ones of any size, and doubles. */
final class Numbers {
    /** A power with more bits than this is a mistake, not a result. */
    private static final long MOST_BITS = 1_000_000;

    private Numbers() {}

    static boolean is(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    static boolean whole(Object value) {
        return is(value) && !(value instanceof Double);
    }

    static double real(Object number) {
        return number instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) number).doubleValue();
    }

    static BigInteger big(Object whole) {
        return whole instanceof BigInteger big ? big : BigInteger.valueOf(small(whole));
    }

    private static long small(Object whole) {
        return whole instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) whole).longValue();
    }

    /** The usual form of a whole number: a Long when it fits. */
    static Object of(BigInteger whole) {
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }

    static int compare(Object a, Object b) {
        if (a instanceof Double || b instanceof Double) {
            return whole(a) || whole(b)
                    ? mixed(a, b)
                    : Double.compare(real(a) + 0.0, real(b) + 0.0);
        }
        return big(a).compareTo(big(b));
    }

    private static int mixed(Object a, Object b) {
        double left = real(a);
        double right = real(b);
        if (Double.isNaN(left)
                || Double.isNaN(right)
                || Double.isInfinite(left)
                || Double.isInfinite(right)) {
            return Double.compare(left, right);
        }
        return exact(a).compareTo(exact(b));
    }

    private static BigDecimal exact(Object number) {
        return number instanceof Double real ? new BigDecimal(real) : new BigDecimal(big(number));
    }

    static Object add(Object a, Object b) {
        if (!whole(a) || !whole(b)) {
            return real(a) + real(b);
        }
        return of(big(a).add(big(b)));
    }

    static Object subtract(Object a, Object b) {
        if (!whole(a) || !whole(b)) {
            return real(a) - real(b);
        }
        return of(big(a).subtract(big(b)));
    }

    static Object multiply(Object a, Object b) {
        if (!whole(a) || !whole(b)) {
            return real(a) * real(b);
        }
        return of(big(a).multiply(big(b)));
    }

    static Object divide(Object a, Object b) {
        notZero(b);
        if (whole(a) && whole(b) && (a instanceof BigInteger || b instanceof BigInteger)) {
            return new BigDecimal(big(a))
                    .divide(new BigDecimal(big(b)), java.math.MathContext.DECIMAL64)
                    .doubleValue();
        }
        return real(a) / real(b);
    }

    /** {@code //}: towards minus infinity. */
    static Object floorDivide(Object a, Object b) {
        notZero(b);
        if (!whole(a) || !whole(b)) {
            return Math.floor(real(a) / real(b));
        }
        BigInteger[] parts = big(a).divideAndRemainder(big(b));
        boolean down = parts[1].signum() != 0 && parts[1].signum() != big(b).signum();
        return of(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    /** {@code %}: has the sign of the divisor. */
    static Object modulo(Object a, Object b) {
        notZero(b);
        if (!whole(a) || !whole(b)) {
            double rest = real(a) % real(b);
            return rest != 0 && (rest < 0) != (real(b) < 0) ? rest + real(b) : rest;
        }
        BigInteger rest = big(a).remainder(big(b));
        return of(rest.signum() != 0 && rest.signum() != big(b).signum() ? rest.add(big(b)) : rest);
    }

    static Object power(Object a, Object b) {
        if (!whole(a) || !whole(b) || big(b).signum() < 0) {
            return Math.pow(real(a), real(b));
        }
        BigInteger exponent = big(b);
        if (exponent.bitLength() > 31 || big(a).bitLength() * exponent.longValue() > MOST_BITS) {
            throw Fault.of("this power is too large");
        }
        return of(big(a).pow(exponent.intValue()));
    }

    static Object negate(Object a) {
        return whole(a) ? of(big(a).negate()) : (Object) (-real(a));
    }

    private static void notZero(Object b) {
        if (real(b) == 0) {
            throw Fault.of("this divides by zero");
        }
    }
}
