package io.miprov.lang;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * The filters there are, by theme. A theme is a switch and not a map, so that the code of a filter
 * is loaded when the first template uses it.
 */
final class Filters {
    /** These take undefined input, and hand values on as they are, secret or not. */
    private static final Set<String> PICKING =
            Set.of(
                    "default",
                    "d",
                    "mandatory",
                    "first",
                    "last",
                    "random",
                    "ternary",
                    "extract",
                    "min",
                    "max",
                    "attr",
                    "list",
                    "map",
                    "select",
                    "reject",
                    "selectattr",
                    "rejectattr",
                    "sort",
                    "unique",
                    "reverse",
                    "shuffle",
                    "type_debug",
                    "combine",
                    "dict2items",
                    "items2dict",
                    "flatten",
                    "zip",
                    "zip_longest",
                    "union",
                    "intersect",
                    "difference",
                    "symmetric_difference",
                    "groupby",
                    "dictsort",
                    "items",
                    "batch",
                    "slice",
                    "subelements",
                    "product",
                    "permutations",
                    "combinations",
                    "length",
                    "count",
                    "bool",
                    "int",
                    "float",
                    "sum",
                    "rekey_on_member");

    /** Those of ansible-core and Jinja2 that there are not, and are refused by name. */
    private static final Set<String> MISSING =
            Set.of(
                    "json_query",
                    "ipaddr",
                    "ipmath",
                    "ipv4",
                    "ipv6",
                    "ipwrap",
                    "ipsubnet",
                    "nthhost",
                    "network_in_network",
                    "network_in_usable",
                    "cidr_merge",
                    "hwaddr",
                    "macaddr",
                    "jc",
                    "xml_to_json",
                    "parse_xml",
                    "parse_cli",
                    "community.crypto.x509_certificate_info");

    private Filters() {}

    /** The filter of that name; throws {@link TemplateError} when there is none. */
    static Filter find(String name, At at) {
        Filter found = find(Plugins.shortName(name));
        if (found == null) {
            throw Plugins.unknown("filter", name, at, known(), MISSING);
        }
        return found;
    }

    /** The filter of that name, or null. */
    static Filter find(String name) {
        Filter found = ValueFilters.find(name);
        found = found == null ? TextFilters.find(name) : found;
        found = found == null ? ListFilters.find(name) : found;
        found = found == null ? ItemFilters.find(name) : found;
        found = found == null ? MappingFilters.find(name) : found;
        found = found == null ? EncodingFilters.find(name) : found;
        found = found == null ? RegexFilters.find(name) : found;
        found = found == null ? PathFilters.find(name) : found;
        found = found == null ? NumberFilters.find(name) : found;
        found = found == null ? MarkupFilters.find(name) : found;
        found = found == null ? VaultFilters.find(name) : found;
        return found == null ? TimeFilters.find(name) : found;
    }

    /** All names. */
    static Set<String> known() {
        Set<String> names = new TreeSet<>();
        for (String theme :
                new String[] {
                    ValueFilters.NAMES, TextFilters.NAMES, ListFilters.NAMES, ItemFilters.NAMES,
                    MappingFilters.NAMES, EncodingFilters.NAMES, RegexFilters.NAMES,
                            PathFilters.NAMES,
                    NumberFilters.NAMES, MarkupFilters.NAMES, TimeFilters.NAMES, VaultFilters.NAMES
                }) {
            names.addAll(Arrays.asList(theme.split(" ")));
        }
        return names;
    }

    /** Whether a filter takes what is undefined and makes something of it. */
    static boolean forgives(String name) {
        return name.equals("default") || name.equals("d");
    }

    /**
     * Applies a filter: refuses undefined input and unknown arguments, and keeps secrets secret.
     */
    static Object use(Filter filter, Call call) {
        String name = Plugins.shortName(call.name());
        if (!forgives(name) && !name.equals("mandatory") && !name.equals("type_debug")) {
            Python.defined(call.input());
        }
        if (PICKING.contains(name)) {
            Object picked = filter.apply(call);
            call.finish();
            return picked;
        }
        Call plain = call.revealed();
        Object made = filter.apply(plain);
        plain.finish();
        boolean secret = call.secretAlone() || made instanceof String && call.secret();
        return secret ? Secrets.of(made) : made;
    }
}
