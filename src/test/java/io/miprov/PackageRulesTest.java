package io.miprov;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The architecture, as a test. A new package or edge is a line here and a reason in docs/adr. */
final class PackageRulesTest {

    /** Who may use whom; a package that is not here may not exist. */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    entry("diag", Set.of()),
                    entry("vault", Set.of("diag")),
                    entry("lang", Set.of("diag", "vault")),
                    entry("lookup", Set.of("diag", "lang")),
                    entry("event", Set.of("diag")),
                    entry("host", Set.of("diag")),
                    entry("host.ssh", Set.of("diag", "host")),
                    entry("module", Set.of("diag", "host")),
                    entry("library.archive", Set.of("diag", "module")),
                    entry(
                            "library.core",
                            Set.of("diag", "lang", "host", "module", "library.archive")),
                    entry("library.check", Set.of("module")),
                    entry("library.mi.toml", Set.of("diag")),
                    entry(
                            "library.mi",
                            Set.of(
                                    "diag",
                                    "host",
                                    "module",
                                    "library.archive",
                                    "library.check",
                                    "library.crypto",
                                    "library.mi.toml")),
                    entry("library.crypto", Set.of("diag", "host", "module")),
                    entry("library.system", Set.of("diag", "host", "module")),
                    entry("library.packages", Set.of("diag", "host", "module")),
                    entry("library.database", Set.of("diag", "host", "module", "library.core")),
                    entry("library.network", Set.of("diag", "host", "module")),
                    entry("library.facts", Set.of("diag", "host", "module", "library.core")),
                    entry(
                            "library.nginx",
                            Set.of(
                                    "diag",
                                    "host",
                                    "module",
                                    "library.check",
                                    "library.core",
                                    "library.crypto")),
                    entry(
                            "library.balancer",
                            Set.of("diag", "host", "module", "library.network", "library.nginx")),
                    entry(
                            "library",
                            Set.of(
                                    "module",
                                    "library.balancer",
                                    "library.core",
                                    "library.database",
                                    "library.crypto",
                                    "library.mi",
                                    "library.network",
                                    "library.nginx",
                                    "library.facts",
                                    "library.packages",
                                    "library.system")),
                    entry("inventory", Set.of("diag", "lang", "vault")),
                    entry("playbook", Set.of("diag", "lang", "vault")),
                    entry(
                            "engine",
                            Set.of(
                                    "diag",
                                    "lang",
                                    "event",
                                    "host",
                                    "module",
                                    "inventory",
                                    "lookup",
                                    "playbook",
                                    "vault")),
                    entry("report", Set.of("diag", "event")),
                    entry("report.html", Set.of("diag", "event", "report")),
                    entry("journal", Set.of("diag", "event", "lang", "report")),
                    entry("schedule", Set.of("diag")),
                    entry("lab", Set.of("diag", "inventory", "lang")),
                    entry(
                            "cli",
                            Set.of(
                                    "diag",
                                    "lang",
                                    "event",
                                    "host",
                                    "host.ssh",
                                    "module",
                                    "library",
                                    "inventory",
                                    "lookup",
                                    "playbook",
                                    "engine",
                                    "report",
                                    "report.html",
                                    "journal",
                                    "schedule",
                                    "lab",
                                    "vault")));

    /** The outside world, each part of it touched in these packages only. */
    private static final Map<String, Set<String>> ONLY_IN =
            Map.of(
                    "System\\.(out|err|in|exit)\\b", Set.of("cli"),
                    "ProcessBuilder|Runtime\\.getRuntime\\(\\)\\.exec",
                            Set.of("host", "host.ssh", "lab", "cli", "inventory", "schedule"),
                    "new Socket\\(|SSHClient", Set.of("host.ssh"));

    private static final Path MAIN = Path.of("src/main/java/io/miprov");
    private static final Pattern IMPORT =
            Pattern.compile(
                    "^import (?:static )?io\\.miprov\\.([a-z.]+?)\\.[A-Z]", Pattern.MULTILINE);

    @Test
    void packagesUseOnlyWhatTheyMay() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path file : sources()) {
            String from = packageOf(file);
            IMPORT.matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1))
                    .filter(
                            to ->
                                    !to.equals(from)
                                            && !MAY_USE.getOrDefault(from, Set.of()).contains(to))
                    .forEach(to -> broken.add(file + " uses " + to));
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void everyPackageHasItsRule() throws IOException {
        Set<String> unknown = new TreeSet<>();
        sources().stream()
                .map(PackageRulesTest::packageOf)
                .filter(p -> !MAY_USE.containsKey(p))
                .forEach(unknown::add);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void theRulesHaveNoCycle() {
        Map<String, Set<String>> left = new HashMap<>(MAY_USE);
        while (left.entrySet()
                .removeIf(rule -> rule.getValue().stream().noneMatch(left::containsKey))) {
            // each round takes away the packages that stand on nothing that is left
        }
        assertEquals(Map.of(), left);
    }

    @Test
    void theOutsideWorldIsTouchedWhereItMayBe() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            ONLY_IN.forEach(
                    (what, where) -> {
                        if (Pattern.compile(what).matcher(text).find()
                                && !where.contains(packageOf(file))) {
                            broken.add(file + " has " + what);
                        }
                    });
        }
        assertEquals(Set.of(), broken);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String packageOf(Path file) {
        return MAIN.relativize(file).getParent() == null
                ? ""
                : MAIN.relativize(file).getParent().toString().replace('/', '.');
    }
}
