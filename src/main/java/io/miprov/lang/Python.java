package io.miprov.lang;

import io.miprov.diag.Secret;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What Python says of a value: whether it is true, how it prints, what equals it. */
final class Python {
    private Python() {}

    static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (value instanceof Number number) {
            return number instanceof BigInteger whole
                    ? whole.signum() != 0
                    : number.doubleValue() != 0;
        }
        if (value instanceof Secret secret) {
            return !secret.value().isEmpty();
        }
        return value != null && defined(value) != Undefined.BLANK;
    }

    /** Whether it is white space, those that do not break a line among it. */
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /**
     * The value itself; or the fault that nothing but a default may be made of an undefined one.
     */
    static Object defined(Object value) {
        if (value instanceof Undefined undefined && !undefined.blank()) {
            throw Fault.of(undefined);
        }
        return value;
    }

    /** {@code str(value)}. */
    static String str(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Secret secret) {
            return secret.value();
        }
        if (value == Undefined.BLANK) {
            return "";
        }
        return repr(value);
    }

    /** {@code repr(value)}. */
    static String repr(Object value) {
        StringBuilder out = new StringBuilder();
        Printing.repr(value, out);
        return out.toString();
    }

    static boolean equal(Object a, Object b) {
        defined(a);
        defined(b);
        if (Numbers.is(a) && Numbers.is(b)) {
            return Numbers.compare(a, b) == 0;
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            return left instanceof Tuple == right instanceof Tuple && equalItems(left, right);
        }
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return equalMaps(left, right);
        }
        if (a instanceof Secret || b instanceof Secret) {
            return plain(a) instanceof String text && text.equals(plain(b));
        }
        return a == null ? b == null : a.equals(b);
    }

    /** A secret's text; anything else as it is. */
    static Object plain(Object value) {
        return value instanceof Secret secret ? secret.value() : value;
    }

    private static boolean equalItems(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> other = right.iterator();
        for (Object each : left) {
            if (!equal(each, other.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> each : left.entrySet()) {
            if (!right.containsKey(each.getKey())
                    || !equal(each.getValue(), right.get(each.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** {@code a < b} and so on, for numbers, texts and lists. */
    static int compare(Object a, Object b) {
        Object left = plain(defined(a));
        Object right = plain(defined(b));
        if (Numbers.is(left) && Numbers.is(right)) {
            return Numbers.compare(left, right);
        }
        if (left instanceof String x && right instanceof String y) {
            return x.compareTo(y);
        }
        if (left instanceof List<?> x && right instanceof List<?> y) {
            return compareItems(x, y);
        }
        if (left instanceof Moment x && right instanceof Moment y) {
            return x.at().compareTo(y.at());
        }
        throw Fault.of(
                "`<` needs two of a kind", "this compares " + kind(left) + " with " + kind(right));
    }

    private static int compareItems(List<?> x, List<?> y) {
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            if (!equal(x.get(i), y.get(i))) {
                return compare(x.get(i), y.get(i));
            }
        }
        return Integer.compare(x.size(), y.size());
    }

    /** {@code item in container}. */
    static boolean contains(Object container, Object item) {
        Object in = plain(defined(container));
        if (in instanceof String text) {
            if (plain(defined(item)) instanceof String part) {
                return text.contains(part);
            }
            throw Fault.of("only text can be in text", "looked for " + kind(item));
        }
        if (in instanceof Map<?, ?> map) {
            return map.containsKey(key(plain(defined(item))));
        }
        if (in instanceof List<?> list) {
            return list.stream().anyMatch(each -> equal(each, item));
        }
        throw Fault.of("`in` needs a list, a mapping or text", "this is " + kind(in));
    }

    /**
     * What a loop goes over: the items of a list, the keys of a mapping, the characters of a text.
     */
    @SuppressWarnings("unchecked")
    static List<Object> items(Object value) {
        Object over = plain(defined(value));
        if (over instanceof List<?> list) {
            return (List<Object>) list;
        }
        if (over instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (over instanceof String text) {
            List<Object> characters = new ArrayList<>();
            text.codePoints().forEach(c -> characters.add(Character.toString(c)));
            return characters;
        }
        if (over == Undefined.BLANK) {
            return List.of();
        }
        throw Fault.of(
                "this needs a list",
                over instanceof Boolean
                        ? "this is a boolean: 'bool' object is not iterable"
                        : "this is " + kind(over));
    }

    /** The form in which a key is kept: a whole number is a Long. */
    static Object key(Object key) {
        return key instanceof Integer small ? (Object) small.longValue() : plain(key);
    }

    /** What people call such a value. */
    static String kind(Object value) {
        if (value instanceof String || value instanceof Secret) {
            return "text";
        } else if (value instanceof Boolean) {
            return "a boolean";
        } else if (value instanceof Double) {
            return "a number with a fraction";
        } else if (value instanceof Number) {
            return "a whole number";
        } else if (value instanceof List) {
            return "a list";
        } else if (value instanceof Map) {
            return "a mapping";
        } else if (value instanceof Undefined) {
            return "undefined";
        } else if (value instanceof Type) {
            return "a class";
        }
        return value == null ? "none" : "a function";
    }
}
