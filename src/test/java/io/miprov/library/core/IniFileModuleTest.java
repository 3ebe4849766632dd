package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Shells.class)
final class IniFileModuleTest {
    private static final String TEXT =
            "top = 1\n\n[one]\n# a remark\na = 1\n;b = old\nc=3\nc=4\n\n[two]\na = 2\n";

    @Parameter Shells shell;
    @TempDir Path dir;
    private Trial ini;

    @BeforeEach
    void start() {
        ini = new Trial("ini_file", dir, shell);
        ini.given("f", TEXT);
    }

    @Test
    void setsAnOption() throws IOException {
        Outcome outcome = change(Map.of("section", "one", "option", "a", "value", "10"));
        assertEquals("option changed", outcome.values().get("msg"));
        assertEquals(TEXT.replace("a = 1", "a = 10"), read());
    }

    @Test
    void bringsAnOptionInARemarkBackToLife() throws IOException {
        change(Map.of("section", "one", "option", "b", "value", "new", "no_extra_spaces", true));
        assertEquals(TEXT.replace(";b = old", "b=new"), read());
    }

    @Test
    void addsAnOptionAfterTheLastLineThatSaysSomething() throws IOException {
        Outcome outcome = change(Map.of("section", "one", "option", "d", "value", "x"));
        assertEquals("option added", outcome.values().get("msg"));
        assertEquals(TEXT.replace("c=4\n", "c=4\nd = x\n"), read());
    }

    @Test
    void addsASectionAndMakesAFile() throws IOException {
        Outcome outcome = change(Map.of("section", "three", "option", "x", "value", "y"));
        assertEquals("section and option added", outcome.values().get("msg"));
        assertEquals(TEXT + "[three]\nx = y\n", read());
        ini.changesFiles(
                Map.of("path", dir + "/new/f", "section", "s", "option", "o", "value", "v"));
        assertEquals("[s]\no = v\n", Files.readString(dir.resolve("new/f")));
        ini.fails(
                Map.of(
                        "path",
                        dir + "/none",
                        "section",
                        "s",
                        "option",
                        "o",
                        "value",
                        "v",
                        "create",
                        false),
                "does not exist");
    }

    @Test
    void setsWhatStandsBeforeTheFirstSection() throws IOException {
        change(Map.of("option", "top", "value", "2"));
        assertEquals(TEXT.replace("top = 1", "top = 2"), read());
    }

    @Test
    void keepsOneLineOfAnOptionOrSeveral() throws IOException {
        change(Map.of("section", "one", "option", "c", "value", "3"));
        assertEquals(TEXT.replace("c=3\nc=4\n", "c = 3\n"), read());
        change(
                Map.of(
                        "section",
                        "one",
                        "option",
                        "c",
                        "values",
                        List.of("3", "5"),
                        "exclusive",
                        false));
        assertEquals(TEXT.replace("c=3\nc=4\n", "c = 3\nc = 5\n"), read());
    }

    @Test
    void takesOptionsAndSectionsOut() throws IOException {
        change(Map.of("section", "one", "option", "c", "state", "absent"));
        assertEquals(TEXT.replace("c=3\nc=4\n", ""), read());
        Outcome outcome = change(Map.of("section", "one", "state", "absent"));
        assertEquals("section removed", outcome.values().get("msg"));
        assertEquals("top = 1\n\n[two]\na = 2\n", read());
        ini.settled(Map.of("path", dir + "/f", "section", "none", "state", "absent"));
    }

    @Test
    void takesOutOnlyTheLinesWithTheValue() throws IOException {
        change(
                Map.of(
                        "section",
                        "one",
                        "option",
                        "c",
                        "value",
                        "4",
                        "state",
                        "absent",
                        "exclusive",
                        false));
        assertEquals(TEXT.replace("c=4\n", ""), read());
    }

    @Test
    void setsAnOptionWithoutAValue() throws IOException {
        change(Map.of("section", "two", "option", "skip", "allow_no_value", true));
        assertEquals(TEXT + "skip\n", read());
        assertThrows(
                BadParams.class,
                () -> ini.run(Map.of("path", dir + "/f", "section", "two", "option", "x")));
    }

    @Test
    void leavesSpacesAlone() {
        ini.settled(
                Map.of(
                        "path",
                        dir + "/f",
                        "section",
                        "two",
                        "option",
                        "a",
                        "value",
                        "2",
                        "no_extra_spaces",
                        true,
                        "ignore_spaces",
                        true));
    }

    private Outcome change(Map<String, ?> params) {
        Map<String, Object> all = new HashMap<>(params);
        all.put("path", dir + "/f");
        return ini.changesFiles(all);
    }

    private String read() throws IOException {
        return Files.readString(dir.resolve("f"));
    }
}
