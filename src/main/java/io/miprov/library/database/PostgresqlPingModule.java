package io.miprov.library.database;

import io.miprov.host.Reply;
import io.miprov.library.core.Json;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

@Doc(
        """
        Tells whether a PostgreSQL server answers, and its version. It never fails: `is_available` tells.

        - postgresql_ping:
            login_db: shop
        """)
public final class PostgresqlPingModule implements Module<PostgresqlPingModule.Params> {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    /** What it takes. */
    public record Params(
            @Doc(value = "the database to connect to", aliases = "db", orElse = "") String loginDb,
            @Doc("the role to take on after connecting") Optional<String> sessionRole,
            @Doc(value = "whether values may look like SQL", orElse = "yes") boolean trustInput,
            @Doc(value = "how it gets to the server", flat = true) PostgresLogin login) {

        Psql psql() {
            return new Psql(login, Optional.of(loginDb), sessionRole);
        }
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        TrustedInput.check(params.trustInput(), params.sessionRole());
        return new Ask(
                params.psql().run("SELECT to_json(version());\n"),
                reply -> outcome(params.psql(), reply));
    }

    private static Outcome outcome(Psql psql, Reply reply) {
        if (!reply.ok()) {
            return Outcome.failed(reply.err());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("is_available", false);
        values.put("server_version", Map.of());
        values.put("conn_err_msg", "");
        try {
            String raw = (String) Json.read(psql.printed(reply.out()).strip());
            values.put("is_available", true);
            values.put("server_version", version(raw));
        } catch (IllegalArgumentException e) {
            values.put("conn_err_msg", e.getMessage().replaceFirst("^" + Psql.UNREACHED, ""));
        }
        return Outcome.ok(values);
    }

    private static Map<String, Object> version(String raw) {
        Map<String, Object> version = new LinkedHashMap<>();
        String full = raw.split(" ", 3)[1];
        Matcher numbers = VERSION.matcher(full);
        if (numbers.find()) {
            version.put("major", Long.valueOf(numbers.group(1)));
            version.put("minor", Long.valueOf(numbers.group(2)));
        }
        version.put("full", full);
        version.put("raw", raw);
        if (numbers.reset().find() && numbers.group(3) != null) {
            version.put("patch", Long.valueOf(numbers.group(3)));
        }
        return version;
    }
}
