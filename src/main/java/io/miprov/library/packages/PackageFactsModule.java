package io.miprov.library.packages;

import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

@Doc(
        """
        Tells all packages that are installed, in `ansible_facts.packages`: by dpkg, rpm, apk or pacman.

        - package_facts:
        """)
public final class PackageFactsModule implements Module<PackageFactsModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "which managers to ask, in order", orElse = "auto") List<Manager> manager,
            @Doc(value = "whether the first that is there is enough", orElse = "first")
                    Strategy strategy) {}

    /** Who knows of packages; the last three are of systems that miprov does not reach. */
    public enum Manager {
        AUTO,
        APT,
        RPM,
        APK,
        PACMAN,
        PORTAGE,
        PKG,
        PKG_INFO("pkg_info");

        private final String word;

        Manager() {
            this.word = name().toLowerCase(Locale.ROOT);
        }

        Manager(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** How many of them are asked. */
    public enum Strategy {
        FIRST,
        ALL
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        List<String> managers =
                params.manager().contains(Manager.AUTO)
                        ? List.of("apt", "rpm", "apk", "pacman")
                        : params.manager().stream().map(Manager::toString).toList();
        boolean all = params.strategy() == Strategy.ALL;
        return new Ask(
                Sh.resource(PackageFactsModule.class, "package_facts.sh")
                        .then(Sh.of("list_packages {} {}", all ? "all" : "first", managers)),
                reply -> {
                    if (!reply.ok()) {
                        return Outcome.failed(reply.err().strip());
                    }
                    Map<String, Object> packages = read(reply.out());
                    return Outcome.ok(Map.of("ansible_facts", Map.of("packages", packages)))
                            .withFacts(Map.of("packages", packages));
                });
    }

    /** Each line: {@code key=value} with tabs between. */
    private static Map<String, Object> read(String out) {
        Map<String, List<Object>> packages = new LinkedHashMap<>();
        for (String line : out.split("\n")) {
            Map<String, Object> one = new LinkedHashMap<>();
            for (String pair : line.split("\t")) {
                int at = pair.indexOf('=');
                if (at > 0) {
                    one.put(pair.substring(0, at), value(pair.substring(at + 1)));
                }
            }
            if (one.containsKey("name")) {
                packages.computeIfAbsent(one.get("name").toString(), any -> new ArrayList<>())
                        .add(one);
            }
        }
        return new LinkedHashMap<>(packages);
    }

    /** What rpm has no value for is nothing, and not a word. */
    private static Object value(String text) {
        return text.equals("(none)") ? null : text;
    }
}
