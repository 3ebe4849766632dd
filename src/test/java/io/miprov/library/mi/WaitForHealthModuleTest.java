package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WaitForHealthModuleTest {
    @TempDir Path dir;
    private Standing mi;

    @BeforeEach
    void start() throws Exception {
        mi = new Standing(Files.createDirectory(dir.resolve("mi home")));
    }

    @AfterEach
    void stop() {
        mi.close();
    }

    @ParameterizedTest
    @EnumSource
    void itIsHealthyWhenAllHasAnsweredForAWhile(Shells shell) throws Exception {
        mi.run();
        Outcome outcome = trial(shell).run(params("liveness", mi.url("/liveness")));
        assertEquals(Outcome.Status.OK, outcome.status(), outcome::message);
        long held = number(outcome, "elapsed") - number(outcome, "healthy_after");
        assertTrue(held >= 1, outcome.values()::toString);
        assertEquals(mi.pid(), outcome.values().get("pid"));
        assertEquals(List.of(), outcome.values().get("why"));
    }

    @Test
    void aBreakBeginsTheWhileAnew() throws Exception {
        mi.run();
        mi.statuses.put("/healthz", 503);
        Thread well =
                new Thread(
                        () -> {
                            upTo(2);
                            mi.statuses.put("/healthz", 200);
                            upTo(4);
                            mi.statuses.put("/healthz", 503);
                            upTo(6);
                            mi.statuses.put("/healthz", 200);
                        });
        well.start();
        Outcome outcome = trial(Shells.DASH).run(params("min_healthy_time", "2s"));
        well.join();
        assertEquals(Outcome.Status.OK, outcome.status(), outcome::message);
        assertTrue(mi.asked.get() > 6, mi.asked::toString);
        assertTrue(
                number(outcome, "elapsed") - number(outcome, "healthy_after") >= 2,
                outcome.values()::toString);
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatEndsIsToldAtOnceWithItsReason(Shells shell) throws Exception {
        mi.run()
                .logs(
                        now()
                                + " INFO {Main} - Starting\n"
                                + now()
                                + " ERROR {PassThroughHttpListener} - Could not start\n"
                                + "java.io.IOException: wrapped\n\tat x.Y(Y.java:1)\n"
                                + "Caused by: java.net.BindException: Address already in use\n"
                                + "\tat x.Y(Y.java:1)\n\t... 12 more\n");
        mi.statuses.put("/healthz", 503);
        Thread killer =
                new Thread(
                        () -> {
                            upTo(2);
                            mi.end();
                        });
        killer.start();
        Outcome outcome = trial(shell).run(params("deadline", "60s"));
        killer.join();
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(number(outcome, "elapsed") < 20, outcome.values()::toString);
        assertTrue(outcome.message().contains("does not run"), outcome::message);
        assertTrue(outcome.message().contains("server.offset"), outcome::message);
        assertEquals(
                List.of(
                        "ERROR {PassThroughHttpListener} - Could not start",
                        "  java.io.IOException: wrapped",
                        "  Caused by: java.net.BindException: Address already in use"),
                outcome.values().get("why"));
    }

    @ParameterizedTest
    @EnumSource
    void aPidFileThatNamesAnotherProcessIsNotBelieved(Shells shell) throws Exception {
        Files.writeString(
                mi.home.resolve("wso2carbon.pid"), Long.toString(ProcessHandle.current().pid()));
        Outcome outcome = trial(shell).run(params("deadline", "60s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(outcome.message().contains("does not run"), outcome::message);
        assertTrue(number(outcome, "elapsed") < 20, outcome.values()::toString);
    }

    @Test
    void aServerIsFoundWithoutItsPidFileAndThroughALink() throws Exception {
        mi.run();
        Files.delete(mi.home.resolve("wso2carbon.pid"));
        Path link = Files.createSymbolicLink(dir.resolve("current"), mi.home);
        Outcome outcome = trial(Shells.DASH).run(params("home", link.toString()));
        assertEquals(Outcome.Status.OK, outcome.status(), outcome::message);
        assertEquals(mi.pid(), outcome.values().get("pid"));
    }

    @Test
    void aServerThatIsStartedAgainAndAgainDoesNotStayUp() throws Exception {
        mi.run();
        mi.statuses.put("/healthz", 503);
        Thread other =
                new Thread(
                        () -> {
                            upTo(2);
                            mi.end();
                            runIt();
                        });
        other.start();
        Outcome outcome = trial(Shells.DASH).run(params("deadline", "60s"));
        other.join();
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(outcome.message().contains("does not stay up"), outcome::message);
    }

    @ParameterizedTest
    @EnumSource
    void faultyAppsAreToldByTheirNames(Shells shell) throws Exception {
        mi.run().logs(now() + " ERROR {CappDeployer} - Error occurred while deploying orders\n");
        mi.statuses.put("/healthz", 500);
        mi.bodies.put(
                "/healthz",
                "{\"version\":\"4.4.0\",\"status\":\"not ready, faulty CAPPs detected\","
                        + "\"Faulty CAPPs\":[\"orders_1.0.0\",\"it's\"]}");
        Outcome outcome = trial(shell).run(params("deadline", "60s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(number(outcome, "elapsed") < 20, outcome.values()::toString);
        assertEquals(List.of("orders_1.0.0", "it's"), outcome.values().get("faulty"));
        assertTrue(outcome.message().contains("orders_1.0.0, it's"), outcome::message);
        assertTrue(outcome.message().contains("while deploying orders"), outcome::message);
    }

    @Test
    void whatIsNeverReadyIsGivenUpAtTheDeadlineWithItsLastState() throws Exception {
        mi.run();
        mi.statuses.put("/healthz", 503);
        Outcome outcome = trial(Shells.DASH).run(params("deadline", "2s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(
                outcome.message().contains("within 2 s; last: readiness: status 503"),
                outcome::message);
    }

    @Test
    void theListenerOfTheNodeMustAnswerToo() throws Exception {
        mi.run();
        mi.statuses.put("/orders", 500);
        Map<String, Object> listener =
                Map.of("url", mi.url("/orders"), "status", List.of(200, 404));
        Outcome outcome =
                trial(Shells.DASH).run(params("deadline", "2s", "through", List.of(listener)));
        assertTrue(
                outcome.message().contains("last: " + mi.url("/orders") + ": status 500"),
                outcome::message);
        mi.statuses.put("/orders", 404);
        assertEquals(
                Outcome.Status.OK,
                trial(Shells.DASH).run(params("through", List.of(listener))).status());
    }

    @Test
    void aLogThatStandsStillIsGivenUp() throws Exception {
        mi.run().logs(now() + " INFO {Main} - waiting for the database\n");
        mi.statuses.put("/healthz", 503);
        Outcome outcome =
                trial(Shells.DASH).run(params("deadline", "60s", "progress_deadline", "2s"));
        assertTrue(outcome.message().contains("stands still for 2 s"), outcome::message);
        assertTrue(outcome.message().contains("waiting for the database"), outcome::message);
        assertTrue(number(outcome, "elapsed") < 20, outcome.values()::toString);
    }

    @Test
    void errorsOfLongAgoAreNotTold() throws Exception {
        mi.run().logs("[2020-01-01 00:00:00,000] ERROR {Main} - of another time\n");
        mi.statuses.put("/healthz", 503);
        Outcome outcome = trial(Shells.DASH).run(params("deadline", "1s"));
        assertEquals(List.of(), outcome.values().get("why"));
    }

    @Test
    void checkModeDoesNotWait() {
        Outcome outcome = trial(Shells.DASH).run(params(), Mode.CHECK);
        assertEquals(Outcome.Status.SKIPPED, outcome.status());
        assertEquals(0, mi.asked.get());
    }

    @Test
    void whatIsNoAddressIsRefused() {
        BadParams wrong =
                assertThrows(
                        BadParams.class,
                        () -> trial(Shells.DASH).run(params("url", "127.0.0.1:9201/healthz")));
        assertEquals("url", wrong.parameter());
        assertEquals("liveness", refused("liveness", "ftp://127.0.0.1/"));
        assertEquals("through", refused("through", List.of(Map.of("url", "https://a b/"))));
        Map<String, Object> twoLines =
                Map.of("url", mi.url("/"), "headers", Map.of("Host", "a\r\nX: y"));
        assertEquals("through", refused("through", List.of(twoLines)));
    }

    private String refused(String parameter, Object value) {
        return assertThrows(BadParams.class, () -> trial(Shells.DASH).run(params(parameter, value)))
                .parameter();
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyListensOnIsGivenUpAtTheDeadline(Shells shell) throws Exception {
        mi.run();
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort() + "/healthz";
        }
        Outcome outcome = trial(shell).run(params("url", url, "deadline", "1s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(
                outcome.message().contains(url + " was not healthy within 1 s; last: readiness: "),
                outcome::message);
        assertEquals(null, outcome.values().get("healthy_after"));
    }

    @Test
    void aLivenessThatFailsIsTold() throws Exception {
        mi.run();
        mi.statuses.put("/liveness", 500);
        Outcome outcome =
                trial(Shells.DASH).run(params("liveness", mi.url("/liveness"), "deadline", "1s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(outcome.message().contains("last: liveness: status 500"), outcome::message);
    }

    @Test
    void aHomeThatIsNotThereHasNoServer() {
        Outcome outcome = trial(Shells.DASH).run(params("home", dir + "/none", "deadline", "60s"));
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertTrue(
                outcome.message().contains("in " + dir + "/none does not run"), outcome::message);
        assertTrue(number(outcome, "elapsed") < 20, outcome.values()::toString);
    }

    @Test
    void withoutAHomeOnlyTheProbesAreAsked() throws Exception {
        mi.run();
        Map<String, Object> params = params("deadline", "1s");
        params.remove("home");
        assertEquals(Outcome.Status.OK, trial(Shells.DASH).run(params).status());
        mi.statuses.put("/healthz", 503);
        Outcome outcome = trial(Shells.DASH).run(params);
        assertTrue(outcome.message().contains("last: readiness: status 503"), outcome::message);
        assertEquals(null, outcome.values().get("pid"));
    }

    private Trial trial(Shells shell) {
        return new Trial("wait_for_health", dir, shell);
    }

    private Map<String, Object> params(Object... more) {
        Map<String, Object> params = new HashMap<>();
        params.put("url", mi.url("/healthz"));
        params.put("home", mi.home.toString());
        params.put("unit", "miprov-test-none");
        params.put("min_healthy_time", "1s");
        params.put("deadline", "20s");
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    /** Waits until the server has been asked so often. */
    private void upTo(int questions) {
        while (mi.asked.get() < questions) {
            Thread.onSpinWait();
        }
    }

    private void runIt() {
        try {
            mi.run();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(Outcome outcome, String name) {
        return (Long) outcome.values().get(name);
    }

    private static String now() {
        return LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("'['yyyy-MM-dd HH:mm:ss',000]'"));
    }
}
