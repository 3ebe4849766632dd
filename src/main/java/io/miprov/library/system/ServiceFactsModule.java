package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

@Doc(
        """
        Tells all services and how they are, in `ansible_facts.services`: by systemd, init scripts, chkconfig, OpenRC.

        - service_facts:
        """)
public final class ServiceFactsModule implements Module<ServiceFactsModule.Params> {

    /** It takes nothing. */
    public record Params() {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh words = Sh.resource(ServiceFactsModule.class, "services.sh");
        return new Ask(
                words.then(Sh.of("list_services")),
                reply -> {
                    if (!reply.ok()) {
                        return Outcome.failed(reply.err().strip());
                    }
                    Map<String, Object> services = read(reply.out());
                    return services.isEmpty()
                            ? Outcome.skipped("no service was found; `become` may be needed")
                            : Outcome.ok(Map.of("ansible_facts", Map.of("services", services)))
                                    .withFacts(Map.of("services", services));
                });
    }

    /** Each line: source, name, state, and status or runlevels, with bars between. */
    private static Map<String, Object> read(String out) {
        Map<String, Object> services = new LinkedHashMap<>();
        for (String line : out.split("\n")) {
            String[] part = line.split("\\|", -1);
            if (part.length == 4) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", part[1]);
                one.put("state", part[2]);
                if (part[0].equals("openrc")) {
                    one.put("runlevels", java.util.List.of(part[3].strip().split("\\s+")));
                } else if (!part[3].isEmpty()) {
                    one.put("status", part[3]);
                }
                one.put("source", part[0]);
                services.put(part[1], one);
            }
        }
        return services;
    }
}
