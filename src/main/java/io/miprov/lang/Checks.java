package io.miprov.lang;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tests there are: what stands behind {@code is}. Those of results and versions, and those of
 * files and addresses, have files of their own.
 */
final class Checks {
    static final String NAMES =
            "defined undefined none null string number integer float boolean true false mapping sequence iterable "
                    + "callable sameas eq equalto == ne != lt lessthan < le <= gt greaterthan > ge >= in odd even "
                    + "divisibleby lower upper filter test escaped contains any all truthy falsy subset superset "
                    + "issubset issuperset nan isnan";

    private static final Set<String> MISSING =
            Set.of(
                    "ip",
                    "ipv4",
                    "ipv6",
                    "ip_address",
                    "ipv4_address",
                    "ipv6_address",
                    "in_network",
                    "in_any_network",
                    "subnet_of",
                    "supernet_of",
                    "resolvable");

    private Checks() {}

    /** The test of that name; throws {@link TemplateError} when there is none. */
    static Check find(String name, At at) {
        Check found = find(Plugins.shortName(name));
        if (found == null) {
            throw Plugins.unknown("test", name, at, known(), MISSING);
        }
        return found;
    }

    /** All names. */
    static Set<String> known() {
        Set<String> names = new TreeSet<>(Arrays.asList(NAMES.split(" ")));
        names.addAll(Arrays.asList(ResultChecks.NAMES.split(" ")));
        names.addAll(Arrays.asList(FileChecks.NAMES.split(" ")));
        return names;
    }

    /** The test of that name, or null. To add one, add its line here. */
    static Check find(String name) {
        return switch (name) {
            case "defined" -> call -> !(call.input() instanceof Undefined);
            case "undefined" -> call -> call.input() instanceof Undefined;
            case "none", "null" -> call -> call.input() == null;
            case "string" -> call -> call.input() instanceof String;
            case "number" -> call -> Numbers.is(call.input());
            case "integer" ->
                    call -> Numbers.whole(call.input()) && !(call.input() instanceof Boolean);
            case "float" -> call -> call.input() instanceof Double;
            case "boolean" -> call -> call.input() instanceof Boolean;
            case "true" -> call -> Boolean.TRUE.equals(call.input());
            case "false" -> call -> Boolean.FALSE.equals(call.input());
            case "mapping" -> call -> call.input() instanceof Map;
            case "sequence", "iterable" -> call -> iterable(call.input());
            case "callable" -> call -> call.input() instanceof Callable;
            case "sameas" -> call -> same(call.input(), call.arg(0, "other"));
            case "eq", "equalto", "==" -> call -> Python.equal(call.input(), call.arg(0, "other"));
            case "ne", "!=" -> call -> !Python.equal(call.input(), call.arg(0, "other"));
            case "lt", "lessthan", "<" ->
                    call -> Python.compare(call.input(), call.arg(0, "other")) < 0;
            case "le", "<=" -> call -> Python.compare(call.input(), call.arg(0, "other")) <= 0;
            case "gt", "greaterthan", ">" ->
                    call -> Python.compare(call.input(), call.arg(0, "other")) > 0;
            case "ge", ">=" -> call -> Python.compare(call.input(), call.arg(0, "other")) >= 0;
            case "in" -> call -> Python.contains(call.arg(0, "seq"), call.input());
            case "odd" -> call -> remainder(call, 2L) == 1;
            case "even" -> call -> remainder(call, 2L) == 0;
            case "divisibleby" -> call -> remainder(call, call.arg(0, "num")) == 0;
            case "lower" ->
                    call ->
                            (boolean)
                                    TextMethods.find(Python.str(call.input()), "islower")
                                            .call(call);
            case "upper" ->
                    call ->
                            (boolean)
                                    TextMethods.find(Python.str(call.input()), "isupper")
                                            .call(call);
            case "filter" -> call -> Filters.find(Plugins.shortName(call.text())) != null;
            case "test" -> call -> find(Plugins.shortName(call.text())) != null;
            case "escaped" -> call -> false;
            case "contains" -> call -> Python.contains(call.input(), call.arg(0, "value"));
            case "any" -> call -> call.items().stream().anyMatch(Python::truth);
            case "all" -> call -> call.items().stream().allMatch(Python::truth);
            case "truthy" -> call -> truthy(call);
            case "falsy" -> call -> !truthy(call);
            case "subset", "issubset" ->
                    call -> within(call.items(), Python.items(call.arg(0, "b")));
            case "superset", "issuperset" ->
                    call -> within(Python.items(call.arg(0, "b")), call.items());
            case "nan", "isnan" ->
                    call -> call.input() instanceof Double real && Double.isNaN(real);
            default -> {
                Check found = ResultChecks.find(name);
                yield found == null ? FileChecks.find(name) : found;
            }
        };
    }

    private static boolean iterable(Object value) {
        return value instanceof List || value instanceof Map || value instanceof String;
    }

    private static boolean same(Object a, Object b) {
        boolean atoms = a == null || b == null || a instanceof Boolean || b instanceof Boolean;
        return atoms ? java.util.Objects.equals(a, b) : a == b || !iterable(a) && a.equals(b);
    }

    private static long remainder(Call call, Object by) {
        if (!Numbers.whole(call.input()) || !Numbers.whole(by)) {
            throw Fault.of(
                    "`" + call.name() + "` needs a whole number",
                    "this is " + Python.kind(call.input()));
        }
        return Numbers.big(Numbers.modulo(call.input(), by)).longValue();
    }

    private static boolean truthy(Call call) {
        boolean convert = call.flag(0, "convert_bool", false);
        Object value = Python.defined(call.input());
        if (convert
                && value instanceof String text
                && text.toLowerCase(java.util.Locale.ROOT).matches("no|off|0|false|n|f|0\\.0")) {
            return false;
        }
        return Python.truth(value);
    }

    private static boolean within(List<Object> items, List<Object> others) {
        return items.stream().allMatch(each -> Python.contains(others, each));
    }
}
