package io.miprov.library.database;

import static io.miprov.library.database.PostgresText.identifier;
import static io.miprov.library.database.PostgresText.literal;

import io.miprov.library.core.Json;
import io.miprov.library.database.PostgresqlUserModule.State;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

@Doc(
        """
        Puts an extension into a database of a PostgreSQL server, updates it or takes it out.

        - postgresql_ext:
            name: pg_trgm
            login_db: shop
        """)
public final class PostgresqlExtModule implements Module<PostgresqlExtModule.Params> {
    private static final String LATEST = "latest";

    /** What it takes. */
    public record Params(
            @Doc(value = "the extension", aliases = "ext") String name,
            @Doc(value = "the database", aliases = "db") String loginDb,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc("the schema that it goes into") Optional<String> schema,
            @Doc("its version, or latest; else a new one is the latest and another stays")
                    Optional<String> version,
            @Doc(value = "whether what it needs comes, or what needs it goes, too", orElse = "no")
                    boolean cascade,
            @Doc("what is noted about it; empty text: nothing") Optional<String> comment,
            @Doc("the role to take on after connecting") Optional<String> sessionRole,
            @Doc(value = "whether values may look like SQL", orElse = "yes") boolean trustInput,
            @Doc(value = "how it gets to the server", flat = true) PostgresLogin login) {

        Psql psql() {
            return new Psql(login, Optional.of(loginDb), sessionRole);
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        TrustedInput.check(
                params.trustInput(),
                params.name(),
                params.schema(),
                params.version(),
                params.sessionRole(),
                params.comment());
        return new Decide(
                params.psql().run(question(params)),
                answer -> change(params, (Map<?, ?>) Json.read(params.psql().printed(answer))),
                Map.of());
    }

    private static String question(Params params) {
        String wanted = params.version().filter(v -> !v.equals(LATEST)).orElse("");
        return """
        SELECT row_to_json(y) FROM (SELECT x.*, x.current IS NOT NULL AND EXISTS (SELECT 1 FROM
        pg_extension_update_paths(CASE WHEN x.latest IS NULL THEN NULL ELSE %1$s END) p
        WHERE p.source = x.current AND p.target = CASE WHEN %2$s = '' THEN x.latest ELSE %2$s END AND p.path IS NOT NULL) AS updates
        FROM (SELECT (SELECT extversion FROM pg_catalog.pg_extension WHERE extname = %1$s) AS current,
        (SELECT default_version FROM pg_catalog.pg_available_extensions WHERE name = %1$s) AS latest,
        ARRAY(SELECT version FROM pg_catalog.pg_available_extension_versions WHERE name = %1$s) AS available,
        (SELECT obj_description(oid, 'pg_extension') FROM pg_catalog.pg_extension WHERE extname = %1$s) AS noted) x) y;
        """
                .formatted(literal(params.name()), literal(wanted));
    }

    private static Change change(Params params, Map<?, ?> is) {
        String before = Objects.requireNonNullElse(is.get("current"), "").toString();
        List<Sql> queries = new ArrayList<>();
        String after = before;
        if (params.state() == State.ABSENT) {
            after = "";
            if (!before.isEmpty()) {
                queries.add(Sql.of("DROP EXTENSION " + identifier(params.name()) + end(params)));
            }
        } else {
            after = install(params, is, before, queries);
            params.comment()
                    .filter(c -> !c.equals(Objects.requireNonNullElse(is.get("noted"), "")))
                    .ifPresent(
                            comment ->
                                    queries.add(
                                            Sql.of(
                                                    "COMMENT ON EXTENSION %s IS %s"
                                                            .formatted(
                                                                    identifier(params.name()),
                                                                    literal(comment)))));
        }
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("db", params.loginDb());
        says.put("ext", params.name());
        says.put("prev_version", before);
        says.put("version", after);
        says.put("queries", Sql.shown(queries));
        Psql psql = params.psql();
        return queries.isEmpty()
                ? new Answer(Outcome.ok(says))
                : new Act(psql.run(Psql.lines(queries)), says)
                        .reading(
                                out -> {
                                    psql.printed(out);
                                    return Map.of();
                                });
    }

    private static String end(Params params) {
        return params.cascade() ? " CASCADE" : "";
    }

    /** Adds what installs or updates it; the version that it then has. */
    private static String install(Params params, Map<?, ?> is, String before, List<Sql> queries) {
        List<?> available = (List<?>) is.get("available");
        String asked = params.version().orElse("");
        boolean latest = asked.isEmpty() || asked.equals(LATEST);
        if (latest && available.isEmpty() && (before.isEmpty() || !asked.isEmpty())) {
            throw new NotYet("Extension " + params.name() + " is not available");
        }
        if (!before.isEmpty() && asked.isEmpty()) {
            return before;
        }
        if (latest && is.get("latest") == null) {
            throw new IllegalArgumentException(
                    "Passed version 'latest' but no default_version available in extension control file");
        }
        String version = latest ? is.get("latest").toString() : asked;
        if (before.equals(version)) {
            return before;
        }
        String name = identifier(params.name());
        if (!before.isEmpty()) {
            if (!Boolean.TRUE.equals(is.get("updates"))) {
                throw new IllegalArgumentException(
                        "Passed version '%s' has no valid update path from the currently installed version '%s' or the passed version is not available"
                                .formatted(version, before));
            }
            String to = latest ? "" : " TO " + literal(version);
            queries.add(Sql.of("ALTER EXTENSION " + name + " UPDATE" + to));
            return version;
        }
        if (!available.contains(version)) {
            throw new NotYet("Passed version '" + version + "' is not available");
        }
        queries.add(
                Sql.of(
                        "CREATE EXTENSION "
                                + name
                                + params.schema()
                                        .map(s -> " WITH SCHEMA " + identifier(s))
                                        .orElse("")
                                + (latest ? "" : " VERSION " + literal(version))
                                + end(params)));
        return version;
    }
}
