package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Mounted;
import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RegistryModuleTest {
    private static final String PRODUCT = "home/updates/product.txt";
    private static final String XML_BELOW =
            "repository/deployment/server/synapse-configs/default/registry.xml";
    private static final String XML = "home/" + XML_BELOW;
    private static final String SHIPPED =
            "<registry provider=\"p\">\n    <!-- <parameter name=\"RegRoot\"/> -->\n</registry>\n";

    @TempDir Path dir;

    @ParameterizedTest
    @EnumSource
    void distributesResourcesWithWhatSaysWhatTheyAre(Shells shell) throws IOException {
        Trial trial = trial(shell);
        trial.changesFiles(params(false));
        assertEquals("{}", read("governance/mi-resources/greeting.json"));
        assertEquals("type", read("governance/mi-resources/.metadata/greeting.json.meta"));
        assertEquals("rw-r-----", mode("governance/mi-resources/greeting.json"));
        assertEquals("rwxr-x---", mode("governance/mi-resources"));
        assertTrue(Files.isDirectory(dir.resolve("home/registry/config")));
    }

    @ParameterizedTest
    @EnumSource
    void takesOutWhatIsNoLongerThereAndLeavesTheRest(Shells shell) throws IOException {
        Trial trial = trial(shell);
        trial.run(params(false));
        trial.given("home/registry/config/made-by-mi", "state");
        Files.delete(dir.resolve("files/registry/governance/mi-resources/greeting.json"));
        trial.changesFiles(params(false));
        assertFalse(
                Files.exists(dir.resolve("home/registry/governance/mi-resources/greeting.json")));
        assertEquals("state", read("config/made-by-mi"));
        trial.changesFiles(params(true));
        assertFalse(Files.exists(dir.resolve("home/registry/config/made-by-mi")));
    }

    @Test
    void refusesWhatIsNoPartOfARegistry() {
        Trial trial = trial(Shells.DASH).given("files/registry/goverance/x", "x");
        BadParams e = assertThrows(BadParams.class, () -> trial.run(params(false)));
        assertTrue(e.getMessage().contains("is in none of the parts of a registry"));
    }

    @ParameterizedTest
    @EnumSource
    void movesTheRegistryAsTheVersionReadsIt(Shells shell) throws IOException {
        Trial trial = trial(shell).given(PRODUCT, "wso2mi-4.4.0\n").given(XML, SHIPPED);
        Map<String, Object> params = moved(dir + "/srv/registry");
        Outcome outcome = changesInTwoTrips(trial, params);
        assertEquals(dir + "/srv/registry", outcome.values().get("path"));
        assertEquals(
                "{}",
                Files.readString(
                        dir.resolve("srv/registry/governance/mi-resources/greeting.json")));
        assertTrue(Files.isDirectory(dir.resolve("srv/registry/local")));
        assertTrue(Files.isDirectory(dir.resolve("home/registry")), "which the server watches");
        String xml = Files.readString(dir.resolve(XML));
        assertTrue(
                xml.contains("<parameter name=\"RegRoot\">file://" + dir + "/srv/registry<"), xml);
        trial.given(PRODUCT, "wso2mi-4.1.0\n");
        changesInTwoTrips(trial, params);
        xml = Files.readString(dir.resolve(XML));
        assertFalse(xml.contains("\"RegRoot\">"), xml);
        assertTrue(xml.contains("\"GovRegRoot\">file://" + dir + "/srv/registry/governance<"), xml);
    }

    @Test
    void knowsTheVersionByTheFolderOrTheTask() throws IOException {
        Trial trial =
                trial(Shells.DASH)
                        .given("releases/wso2ei-7.1.0/micro-integrator/" + XML_BELOW, SHIPPED);
        Files.createSymbolicLink(
                dir.resolve("current"), Path.of("releases/wso2ei-7.1.0/micro-integrator"));
        Map<String, Object> params = moved(dir + "/srv/registry");
        params.put("home", dir + "/current");
        trial.run(params);
        assertTrue(Files.readString(dir.resolve("current/" + XML_BELOW)).contains("ConfigRegRoot"));
        trial.given("home/" + XML_BELOW, SHIPPED);
        params.put("home", dir + "/home");
        trial.fails(params, "nothing tells which version is at " + dir + "/home");
        params.put("product", "wso2mi-4.6.0");
        trial.run(params);
        assertTrue(Files.readString(dir.resolve(XML)).contains("\"RegRoot\""));
    }

    @Test
    void refusesARootThatIsNotOnItsMount() {
        Trial trial = trial(Shells.DASH).given(PRODUCT, "wso2mi-4.4.0").given(XML, SHIPPED);
        Map<String, Object> params = moved(dir + "/srv/registry");
        params.put("mount", dir + "/srv");
        trial.fails(params, "nothing is mounted at " + dir + "/srv");
        trial.given("srv/x", "");
        trial.fails(params, "nothing is mounted at " + dir + "/srv");
        params.put("mount", dir + "/other");
        bad(trial, params, "root", "is outside its mount");
    }

    @Test
    void takesARootThatIsOnItsMount() throws IOException {
        Path mount = Files.createDirectories(dir.resolve("srv"));
        Files.createDirectories(dir.resolve("elsewhere"));
        Trial trial = new Trial("registry", dir, Mounted.tmpfs(mount, "echo right >\"$0\"/marker"));
        trial(Shells.DASH).given(PRODUCT, "wso2mi-4.4.0").given(XML, SHIPPED);
        Map<String, Object> params = moved(mount + "/registry");
        params.put("mount", mount.toString());
        Outcome outcome = trial.run(params);
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
        assertFalse(outcome.values().containsKey("warnings"), outcome.values()::toString);
        params.put("marker", "marker");
        trial.fails(params, "there is no marker in " + mount + "/registry");
        params.put("root", mount.toString());
        assertEquals(Outcome.Status.CHANGED, trial.run(params).status());
        Trial led =
                new Trial(
                        "registry",
                        dir,
                        Mounted.tmpfs(mount, "ln -s '" + dir + "/elsewhere' \"$0\"/registry"));
        params.remove("marker");
        params.put("root", mount + "/registry");
        led.fails(params, "is really " + dir + "/elsewhere, on");
    }

    @Test
    void saysWhatIsWrongWithTheHome() {
        Trial trial = trial(Shells.DASH).given(PRODUCT, "wso2mi-4.4.0");
        trial.fails(moved(dir + "/srv"), "registry.xml does not exist, so the registry can not");
        trial.given(XML, "<sequence/>");
        trial.fails(
                moved(dir + "/srv"), "registry.xml can not be edited: it declares no <registry>");
        Map<String, Object> params = moved(dir + "/srv");
        params.put("home", dir + "/nothing");
        trial.fails(params, "/nothing is no folder");
        bad(trial, Map.of("home", "/x"), "", "needs `src` or `root`");
        bad(trial, moved("srv"), "root", "needs an absolute path");
        bad(trial, moved("/srv/../etc"), "root", "needs an absolute path");
    }

    private static void bad(Trial trial, Map<String, ?> params, String parameter, String why) {
        BadParams refused = assertThrows(BadParams.class, () -> trial.run(params));
        assertEquals(parameter, refused.parameter());
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }

    /** As {@link Trial#changes}, for what must ask where it is first. */
    private Outcome changesInTwoTrips(Trial trial, Map<String, Object> params) throws IOException {
        String before = Files.readString(dir.resolve(XML));
        assertEquals(Outcome.Status.CHANGED, trial.run(params, new Mode(true, true)).status());
        assertEquals(before, Files.readString(dir.resolve(XML)), "check should touch nothing");
        Outcome applied = trial.run(params);
        assertEquals(Outcome.Status.CHANGED, applied.status(), applied::message);
        int trips = trial.trips();
        assertEquals(Outcome.Status.OK, trial.run(params).status());
        assertTrue(trial.trips() - trips <= 2);
        return applied;
    }

    private Map<String, Object> moved(String root) {
        Map<String, Object> params = new LinkedHashMap<>(params(false));
        params.put("root", root);
        return params;
    }

    private Trial trial(Shells shell) {
        return new Trial("registry", dir, shell)
                .given("files/registry/governance/mi-resources/greeting.json", "{}")
                .given(
                        "files/registry/governance/mi-resources/.metadata/greeting.json.meta",
                        "type")
                .given("files/registry/config/.gitkeep", "")
                .given("home/bin/micro-integrator.sh", "");
    }

    private Map<String, Object> params(boolean mirror) {
        return Map.of("src", "files/registry", "home", dir + "/home", "mirror", mirror);
    }

    private String read(String path) throws IOException {
        return Files.readString(dir.resolve("home/registry").resolve(path));
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("home/registry").resolve(path)));
    }
}
