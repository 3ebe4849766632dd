package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CarbonAppModuleTest {
    private static final String LISTED =
            "{\"totalCount\":1,\"activeCount\":1,\"faultyCount\":%d,"
                    + "\"activeList\":[%s],\"faultyList\":[%s]}";
    private static final String ORDERS = "{\"name\":\"orders\",\"version\":\"1.2.0\"}";

    @TempDir Path dir;
    private Standing mi;
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        mi = new Standing(dir.resolve("mi"));
        folder =
                Files.createDirectories(mi.home.resolve("repository/deployment/server/carbonapps"));
        Files.createDirectories(mi.home.resolve("conf"));
        Files.writeString(mi.home.resolve("conf/deployment.toml"), "[server]\n");
        mi.logs("");
        car("orders", "1.2.0");
        car("orders", "1.10.0");
        car("billing", "2.0.0");
    }

    @AfterEach
    void stop() {
        mi.close();
    }

    @ParameterizedTest
    @EnumSource
    void anEarlierVersionMakesRoom(Shells shell) throws IOException {
        Files.writeString(folder.resolve("orders_1.10.0.car"), "old");
        Files.writeString(folder.resolve("orders-1.0.0-SNAPSHOT.car"), "old");
        Files.writeString(folder.resolve("orders.car"), "old");
        Files.writeString(folder.resolve("ordersOfOthers_1.0.0.car"), "theirs");
        trial(shell).changesFiles(params("wait_for_deployment", false));
        assertEquals(List.of("ordersOfOthers_1.0.0.car", "orders_1.2.0.car"), there());
    }

    @Test
    void exactTakesAllOthersAway() throws IOException {
        Files.writeString(folder.resolve("theirs_1.0.0.car"), "theirs");
        Files.writeString(folder.resolve("README.txt"), "theirs");
        trial(Shells.DASH).changesFiles(params("wait_for_deployment", false, "state", "exact"));
        assertEquals(List.of("README.txt", "orders_1.2.0.car"), there());
    }

    @Test
    void absentTakesAwayEveryVersion() throws IOException {
        trial(Shells.DASH).run(params("wait_for_deployment", false));
        Map<String, Object> absent = params("state", "absent", "names", List.of("orders"));
        absent.remove("src");
        trial(Shells.DASH).changesFiles(absent);
        assertEquals(List.of(), there());
    }

    @ParameterizedTest
    @EnumSource
    void theManagementApiTellsThatItIsDeployed(Shells shell) throws IOException {
        mi.run();
        api(0, ORDERS, "");
        Outcome outcome = trial(shell).run(asking());
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
        assertEquals(false, outcome.values().get("restart_needed"));
        assertEquals(Outcome.Status.OK, trial(shell).run(asking()).status());
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsFaultyIsToldWithItsReason(Shells shell) throws IOException {
        mi.run()
                .logs(
                        "[2999-01-01 00:00:00,000] ERROR {CappDeployer} - Error occurred while deploying"
                                + " carbon application: orders_1.2.0\norg.apache.synapse.SynapseException:"
                                + " no endpoint\n");
        api(1, "", ORDERS);
        Outcome outcome = trial(shell).run(asking());
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertEquals(List.of("orders_1.2.0"), outcome.values().get("faulty"));
        assertTrue(outcome.message().contains("no endpoint"), outcome::message);
    }

    @Test
    void oneThatNeverComesIsToldWhenTheTimeIsUp() throws IOException {
        mi.run();
        api(0, "{\"name\":\"orders\",\"version\":\"1.1.0\"}", "");
        Map<String, Object> params = asking();
        params.put("timeout", "2s");
        Outcome outcome = trial(Shells.DASH).run(params);
        assertTrue(
                outcome.message().contains("not deployed within 2 s: orders_1.2.0"),
                outcome::message);
    }

    @Test
    void aPasswordThatIsNotLetInIsSaidSo() throws IOException {
        mi.run();
        mi.statuses.put("/management/login", 401);
        Outcome outcome = trial(Shells.DASH).run(asking());
        assertTrue(outcome.message().contains("can not log in"), outcome::message);
        assertTrue(outcome.message().contains("401"), outcome::message);
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheApiTheLogTells(Shells shell) throws IOException {
        mi.run()
                .logs(
                        "[2020-01-01 00:00:00,000] ERROR {CappDeployer} - Error in carbon application orders_1.2.0\n"
                                + "[2999-01-01 00:00:00,000]  INFO {CappDeployer} - Successfully Deployed Carbon"
                                + " Application : orders_1.2.0{super-tenant}\n");
        Outcome outcome = trial(shell).run(params());
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
    }

    @Test
    void whereHotDeploymentIsOffARestartIsNeeded() throws IOException {
        mi.run();
        Files.writeString(
                mi.home.resolve("conf/deployment.toml"), "[server]\nhot_deployment = false\n");
        assertEquals(true, trial(Shells.DASH).run(params()).values().get("restart_needed"));
    }

    @Test
    void whereNoServerRunsARestartIsNeeded() {
        assertEquals(true, trial(Shells.DASH).run(params()).values().get("restart_needed"));
    }

    @Test
    void whatIsNoApplicationIsRefusedBeforeTheRun() throws IOException {
        Files.writeString(dir.resolve("broken.car"), "no zip");
        assertTrue(refused("src", "broken.car").contains("no zip"));
        zip("empty.car", "other.xml", "");
        assertTrue(refused("src", "empty.car").contains("no artifacts.xml"));
        zip(
                "wrong.car",
                "artifacts.xml",
                "<artifacts><artifact name='x' type='synapse/api'/></artifacts>");
        assertTrue(refused("src", "wrong.car").contains("carbon/application"));
        Files.copy(dir.resolve("orders_1.2.0.car"), dir.resolve("orders.zip"));
        assertTrue(refused("src", "orders.zip").contains(".car"));
        assertTrue(
                refused("src", List.of("orders_1.2.0.car", "orders_1.10.0.car"))
                        .contains("both the application orders"));
        assertTrue(refused("management", "https://x/management").contains("log in"));
    }

    private String refused(String name, Object value) {
        return assertThrows(BadParams.class, () -> trial(Shells.DASH).run(params(name, value)))
                .getMessage();
    }

    private void api(int faulty, String active, String broken) {
        mi.bodies.put("/management/login", "{\"AccessToken\":\"abc\"}");
        mi.bodies.put("/management/applications", LISTED.formatted(faulty, active, broken));
    }

    private Map<String, Object> asking() {
        return params("management", mi.url("/management"), "password", "secret");
    }

    private Trial trial(Shells shell) {
        return new Trial("carbon_app", dir, shell);
    }

    private Map<String, Object> params(Object... more) {
        Map<String, Object> params = new HashMap<>();
        params.put("src", "orders_1.2.0.car");
        params.put("home", mi.home.toString());
        params.put("timeout", "20s");
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private List<String> there() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void car(String name, String version) throws IOException {
        zip(
                name + "_" + version + ".car",
                "artifacts.xml",
                "<?xml version=\"1.0\"?><artifacts><!-- <artifact name=\"no\" version=\"0\" type=\"carbon/application\"/> -->"
                        + "<artifact name=\""
                        + name
                        + "\" version=\""
                        + version
                        + "\" type=\"carbon/application\"></artifact></artifacts>");
    }

    private void zip(String file, String entry, String text) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(dir.resolve(file)))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(UTF_8));
        }
    }
}
