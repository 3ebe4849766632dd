package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        """
        Gives the host its name, now and after a boot.

        - hostname:
            name: mi1.example.org
        """)
public final class HostnameModule implements Module<HostnameModule.Params> {
    /** The longest name that Linux keeps: HOST_NAME_MAX. */
    private static final int LONGEST = 64;

    /** Ways that keep no other name than that of the next boot. */
    private static final Set<String> ONLY_FILE = Set.of("debian", "sles", "redhat", "openrc");

    /** What it takes. */
    public record Params(
            @Doc("the name") String name,
            @Doc("how the host keeps its name; else what it has is used") Optional<Use> use) {}

    /** Ways to keep a name, of systems that miprov reaches. */
    public enum Use {
        ALPINE,
        DEBIAN,
        GENERIC,
        OPENRC,
        REDHAT,
        SLES,
        SYSTEMD
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.name().isEmpty() || params.name().length() > LONGEST) {
            throw new BadParams("name", "needs 1 to " + LONGEST + " characters");
        }
        Sh words = Sh.resource(HostnameModule.class, "hostname.sh");
        String use = params.use().map(u -> u.name().toLowerCase(Locale.ROOT)).orElse("");
        return new Decide(
                words.then(Sh.of("hostname_state {}", use).and(Sh.of("hostname_facts"))),
                answer -> change(params.name(), words, answer.lines().toList()),
                Map.of("name", params.name()));
    }

    private static Change change(String name, Sh words, List<String> told) {
        String way = told.get(0);
        boolean one = ONLY_FILE.contains(way);
        // a file may have no name in it, and then there is a line less
        String permanent = told.size() > 3 ? told.get(2) : one ? "" : told.get(1);
        String current = one ? permanent : told.get(1);
        String full = told.get(told.size() - 1);
        if (current.equals(name) && permanent.equals(name)) {
            return new Answer(Outcome.ok(says(name, full)).withFacts(facts(name, full)));
        }
        String before = current.equals(name) ? permanent : current;
        return new Act(
                        words.then(Sh.of("set_hostname {} {}", way, name))
                                .and(Sh.of("hostname_facts")),
                        says(name, full),
                        new Outcome.TextDiff(
                                "hostname",
                                "hostname = " + before + "\n",
                                "hostname = " + name + "\n"))
                .reading(out -> says(name, out.strip()))
                .telling(Map.of("hostname", name.split("\\.", -1)[0], "nodename", name));
    }

    private static Map<String, Object> says(String name, String full) {
        Map<String, Object> named = new LinkedHashMap<>();
        facts(name, full).forEach((fact, value) -> named.put("ansible_" + fact, value));
        return Map.of("name", name, "ansible_facts", named);
    }

    private static Map<String, Object> facts(String name, String full) {
        int dot = full.indexOf('.');
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("hostname", name.split("\\.", -1)[0]);
        facts.put("nodename", name);
        facts.put("fqdn", full);
        facts.put("domain", dot < 0 ? "" : full.substring(dot + 1));
        return facts;
    }
}
