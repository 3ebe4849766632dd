package io.miprov.library.database;

import static io.miprov.library.database.PostgresText.identifier;

import io.miprov.library.database.PostgresqlPrivsModule.Kind;
import io.miprov.library.database.PostgresqlPrivsModule.Params;
import io.miprov.library.database.PostgresqlPrivsModule.State;
import io.miprov.module.BadParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that grant or revoke privileges, in the words that Ansible tells of them.
 *
 * @param roles those of {@code params} that there are
 */
record PrivsQuery(Params params, List<String> roles) {
    private static final Set<String> IMPLICIT =
            Set.of("PUBLIC", "CURRENT_USER", "SESSION_USER", "CURRENT_ROLE");
    private static final String ALL_DEFAULT = "ALL_DEFAULT";

    /** What default privileges are about, and which there are. */
    private static final Map<String, Set<String>> DEFAULTS =
            Map.of(
                    "TABLES",
                    Set.of(
                            "ALL",
                            "SELECT",
                            "INSERT",
                            "UPDATE",
                            "DELETE",
                            "TRUNCATE",
                            "REFERENCES",
                            "TRIGGER",
                            "MAINTAIN"),
                    "SEQUENCES",
                    Set.of("ALL", "SELECT", "UPDATE", "USAGE"),
                    "FUNCTIONS",
                    Set.of("ALL", "EXECUTE"),
                    "TYPES",
                    Set.of("ALL", "USAGE"),
                    "SCHEMAS",
                    Set.of("CREATE", "USAGE"));

    private static final List<String> ALL_DEFAULTS =
            List.of("TABLES", "SEQUENCES", "FUNCTIONS", "TYPES");

    /** Whether it is a role that every server has, without a name of its own. */
    static boolean isImplicit(String role) {
        return IMPLICIT.contains(role.toUpperCase(Locale.ROOT));
    }

    /** Throws {@link BadParams} for default privileges that there are not. */
    static void refuse(Params params) {
        if (params.type() != Kind.DEFAULT_PRIVS) {
            return;
        }
        for (String thing : defaults(params)) {
            if (!DEFAULTS.containsKey(thing)) {
                throw new BadParams("objs", "Invalid Object set specified: " + thing);
            }
            if (!DEFAULTS.get(thing).containsAll(params.privileges())) {
                throw new BadParams(
                        "privs",
                        "Invalid priv specified. %s have %s"
                                .formatted(
                                        thing,
                                        DEFAULTS.get(thing).stream()
                                                .sorted()
                                                .collect(Collectors.joining(", "))));
            }
        }
    }

    private static List<String> defaults(Params params) {
        return params.objs().equals(ALL_DEFAULT)
                ? ALL_DEFAULTS
                : params.things().stream().map(t -> t.toUpperCase(Locale.ROOT)).toList();
    }

    String text() {
        boolean present = params.state() == State.PRESENT;
        if (params.type() == Kind.DEFAULT_PRIVS) {
            return String.join("\n", present ? defaultGrants() : defaultRevokes(ALL_DEFAULTS));
        }
        String what = what();
        if (!present) {
            return "REVOKE " + what + " FROM " + whom() + ";";
        }
        boolean group = params.type() == Kind.GROUP;
        String option = group ? "ADMIN OPTION" : "GRANT OPTION";
        String grant = "GRANT " + what + " TO " + whom();
        if (params.grantOption().isEmpty()) {
            return grant + ";";
        }
        return params.grantOption().get()
                ? grant + " WITH " + option + ";"
                : grant + ";\nREVOKE " + option + " FOR " + what + " FROM " + whom() + ";";
    }

    private String whom() {
        return roles.stream()
                .map(r -> isImplicit(r) ? r.toUpperCase(Locale.ROOT) : identifier(r))
                .collect(Collectors.joining(","));
    }

    private String what() {
        if (params.type() == Kind.GROUP) {
            return joined(params.things().stream().map(PostgresText::identifier).toList());
        }
        String privileges = joined(params.privileges()).replace('_', ' ');
        Optional<String> schema = params.inSchema().map(PostgresText::identifier);
        if (params.wholeSchema()) {
            return "%s ON ALL %sS IN SCHEMA %s"
                    .formatted(privileges, params.type().name(), schema.orElse(""));
        }
        String in = params.type().hasSchema() ? schema.map(s -> s + ".").orElse("") : "";
        return "%s ON %s %s"
                .formatted(
                        privileges,
                        params.type().toString().replace('_', ' '),
                        joined(params.things().stream().map(thing -> in + named(thing)).toList()));
    }

    private String named(String thing) {
        if (params.type() != Kind.FUNCTION && params.type() != Kind.PROCEDURE) {
            return identifier(thing);
        }
        int open = thing.indexOf('(');
        if (open < 0 || !thing.endsWith(")")) {
            throw new BadParams(
                    "objs", "Illegal function / procedure signature: \"" + thing + "\".");
        }
        return identifier(thing.substring(0, open)) + thing.substring(open).replace(':', ',');
    }

    private static String joined(List<String> parts) {
        return String.join(",", parts);
    }

    private String alter() {
        return "ALTER DEFAULT PRIVILEGES"
                + params.targetRoles()
                        .map(
                                each ->
                                        " FOR ROLE "
                                                + joined(
                                                        List.of(each.split(",")).stream()
                                                                .map(PostgresText::identifier)
                                                                .toList()))
                        .orElse("")
                + params.inSchema().map(s -> " IN SCHEMA " + identifier(s)).orElse("");
    }

    private List<String> defaultRevokes(List<String> things) {
        return things.stream()
                .map(thing -> alter() + " REVOKE ALL ON " + thing + " FROM " + whom() + ";")
                .toList();
    }

    private List<String> defaultGrants() {
        List<String> all = new ArrayList<>(defaultRevokes(defaults(params)));
        String option = params.grantOption().orElse(false) ? " WITH GRANT OPTION" : "";
        for (String thing : defaults(params)) {
            all.add(
                    "%s GRANT %s ON %s TO %s%s;"
                            .formatted(
                                    alter(), joined(params.privileges()), thing, whom(), option));
        }
        return all;
    }
}
