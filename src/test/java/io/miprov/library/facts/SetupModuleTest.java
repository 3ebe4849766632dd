package io.miprov.library.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class SetupModuleTest {
    @Parameter Shells shell;
    @TempDir Path dir;

    @Test
    void tellsWhatThisMachineIs() throws Exception {
        Outcome outcome = new Trial("setup", dir, shell).settled(Map.of());
        Map<String, Object> facts = outcome.facts();
        assertEquals("Linux", facts.get("system"));
        assertEquals(System.getProperty("os.version"), facts.get("kernel"));
        assertEquals(
                InetAddress.getLocalHost().getHostName().split("\\.", -1)[0],
                facts.get("hostname"));
        assertEquals(
                (long) Runtime.getRuntime().availableProcessors(), facts.get("processor_vcpus"));
        assertEquals(System.getProperty("user.name"), facts.get("user_id"));
        assertTrue((Long) facts.get("memtotal_mb") > 100);
        assertFalse(facts.get("distribution").toString().isEmpty());
        assertTrue(((Map<?, ?>) facts.get("date_time")).get("epoch").toString().matches("\\d{10}"));
        assertEquals(
                facts.get("kernel"),
                ((Map<?, ?>) outcome.values().get("ansible_facts")).get("ansible_kernel"));
    }

    @Test
    void readsFactsOfYourOwn() {
        Outcome outcome =
                new Trial("setup", dir, shell)
                        .given("facts/mi.fact", "[node]\nrole=worker\n")
                        .given("facts/more.fact", "{\"n\": 3, \"list\": [1]}")
                        .settled(Map.of("fact_path", dir + "/facts"));
        assertEquals(
                Map.of(
                        "mi",
                        Map.of("node", Map.of("role", "worker")),
                        "more",
                        Map.of("n", 3L, "list", List.of(1L))),
                outcome.facts().get("local"));
    }

    @Test
    void tellsOnlyWhatIsAskedFor() {
        Map<String, Object> facts =
                new Trial("setup", dir, shell)
                        .run(Map.of("filter", "ansible_distribution*"))
                        .facts();
        assertTrue(facts.containsKey("distribution_major_version"));
        assertFalse(facts.containsKey("kernel"));
    }

    @Test
    void saysWhichFactsOnlyWhenItTellsAll() {
        Trial trial = new Trial("setup", dir, shell);
        Map<?, ?> all = (Map<?, ?>) trial.run(Map.of()).values().get("ansible_facts");
        assertEquals(List.of("all"), all.get("gather_subset"));
        assertEquals(true, all.get("module_setup"));
        assertEquals(
                Map.of(),
                trial.run(Map.of("filter", "ansible_nothing*")).values().get("ansible_facts"));
    }

    @Test
    void runsFactsThatArePrograms() throws Exception {
        Trial trial =
                new Trial("setup", dir, shell)
                        .given("facts/good.fact", "#!/bin/sh\necho '{\"ran\": true}'; echo x >&2\n")
                        .given("facts/bad.fact", "#!/bin/sh\nexit 3\n")
                        .given("facts/odd.fact", "no facts\n");
        for (String name : List.of("good", "bad")) {
            assertTrue(dir.resolve("facts/" + name + ".fact").toFile().setExecutable(true));
        }
        Files.createSymbolicLink(dir.resolve("facts/dead.fact"), Path.of("/nowhere"));
        Map<?, ?> local =
                (Map<?, ?>) trial.settled(Map.of("fact_path", dir + "/facts")).facts().get("local");
        assertEquals(Map.of("ran", true), local.get("good"));
        assertTrue(
                local.get("bad").toString().startsWith("Failure executing fact script ("),
                local::toString);
        assertTrue(local.get("odd").toString().startsWith("error loading facts as"));
        assertTrue(local.get("dead").toString().startsWith("Could not stat fact"));
    }

    @Test
    void tellsOnlyTheSubjectsThatAreAskedFor() {
        Trial trial = new Trial("setup", dir, shell);
        Map<String, Object> least = trial.run(Map.of("gather_subset", List.of("!all"))).facts();
        assertTrue(least.containsKey("distribution"));
        assertFalse(least.containsKey("mounts"));
        Map<String, Object> one =
                trial.run(Map.of("gather_subset", List.of("!all", "!min", "network"))).facts();
        assertTrue(one.containsKey("interfaces"));
        assertFalse(one.containsKey("distribution"));
        assertTrue(
                trial.run(Map.of("gather_subset", List.of("mounts")))
                        .facts()
                        .containsKey("mounts"));
        assertThrows(BadParams.class, () -> trial.run(Map.of("gather_subset", List.of("weather"))));
    }

    @Test
    void tellsWhatIsMountedAndTheTime() {
        Map<String, Object> facts = new Trial("setup", dir, shell).run(Map.of()).facts();
        Map<?, ?> time = (Map<?, ?>) facts.get("date_time");
        assertTrue(time.get("iso8601_micro").toString().matches("[-\\d]{10}T[:\\d]{8}\\.\\d{6}Z"));
        for (Object mount : (List<?>) facts.get("mounts")) {
            assertTrue(((Map<?, ?>) mount).containsKey("size_available"), mount::toString);
        }
        assertFalse(((Map<?, ?>) facts.get("cmdline")).isEmpty());
    }
}
