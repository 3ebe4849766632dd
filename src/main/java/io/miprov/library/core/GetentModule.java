package io.miprov.library.core;

import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        """
        Reads entries of the host's databases of users, groups, hosts and others, as facts `getent_…`.

        - getent:
            database: passwd
            key: wso2carbon
        """)
public final class GetentModule implements Module<GetentModule.Params> {
    private static final Set<String> WITH_COLONS = Set.of("passwd", "shadow", "group", "gshadow");

    /** What it takes. */
    public record Params(
            @Doc("the database: passwd, group, hosts, services, …") String database,
            @Doc("the entry; without it, all of them") Optional<String> key,
            @Doc("where the service to ask is not the system's choice, its name")
                    Optional<String> service,
            @Doc("what is between the fields; white space, or colons where they are usual")
                    Optional<String> split,
            @Doc(value = "whether it is a failure when there is no such entry", orElse = "yes")
                    boolean failKey) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh ask =
                Sh.of(
                        "ask_database {} {} {}",
                        params.database(),
                        params.service().orElse(""),
                        params.key().map(List::of).orElse(List.of()));
        return new Ask(Scripts.resource("getent.sh").then(ask), reply -> read(params, reply));
    }

    private static Outcome read(Params params, Reply reply) {
        String fact = "getent_" + params.database();
        return switch (reply.status()) {
            case 0 -> told(fact, entries(params, reply.out()));
            case 1 -> Outcome.failed("Missing arguments, or database unknown.");
            case 2 -> missing(params, fact);
            case 3 -> Outcome.failed("Enumeration not supported on this database.");
            default -> Outcome.failed(reply.err().strip());
        };
    }

    private static Outcome missing(Params params, String fact) {
        String missing = "One or more supplied key could not be found in the database.";
        if (params.failKey() || params.key().isEmpty()) {
            return Outcome.failed(missing);
        }
        Map<String, Object> none = new LinkedHashMap<>();
        none.put(params.key().get(), null);
        return told(fact, none).with(Map.of("msg", missing));
    }

    private static Outcome told(String fact, Map<String, Object> entries) {
        Map<String, Object> facts = Map.of(fact, entries);
        return Outcome.ok(Map.of("ansible_facts", facts)).withFacts(facts).withVariables(facts);
    }

    /** The fields after the first, by the first; lists of such where there is more than one. */
    private static Map<String, Object> entries(Params params, String out) {
        Map<String, List<Object>> found = new LinkedHashMap<>();
        out.lines()
                .forEach(
                        line -> {
                            List<String> fields = fields(params, line);
                            String key = fields.isEmpty() ? "" : fields.get(0);
                            found.computeIfAbsent(key, k -> new ArrayList<>())
                                    .add(fields.subList(Math.min(1, fields.size()), fields.size()));
                        });
        Map<String, Object> entries = new LinkedHashMap<>();
        found.forEach((key, all) -> entries.put(key, all.size() == 1 ? all.get(0) : all));
        return entries;
    }

    private static List<String> fields(Params params, String line) {
        Optional<String> split =
                params.split()
                        .or(
                                () ->
                                        WITH_COLONS.contains(params.database())
                                                ? Optional.of(":")
                                                : Optional.empty());
        return split.map(by -> Arrays.asList(line.split(java.util.regex.Pattern.quote(by), -1)))
                .orElseGet(() -> Arrays.asList(line.strip().split("\\s+")));
    }
}
