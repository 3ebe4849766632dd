package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would not run at night is refused by day, and nothing is handed to systemd. */
final class ScheduleCommandTest {
    @TempDir private Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private String said = "";
    private String site;

    @BeforeAll
    static void needsSystemd() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here");
    }

    @BeforeEach
    void playbook() throws IOException {
        site = file("site.yml", "- hosts: localhost\n  tasks:\n    - ping:\n");
        environment.put("HOME", folder.toString());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int miprov(List<String> words) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        Terminal terminal = new Terminal(out, out, false, environment);
        int status = Main.run(terminal, "miprov", words.toArray(String[]::new));
        said = text.toString();
        return status;
    }

    /** Adds a job with these options, and these words behind those that are good. */
    private void refused(String options, String words, String... wanted) {
        List<String> all = new ArrayList<>(List.of("schedule", "add", "job"));
        all.addAll(split(options));
        all.addAll(List.of("--", "apply", site, "-i", "localhost,"));
        all.addAll(split(words));
        assertEquals(2, miprov(all), said);
        for (String part : wanted) {
            assertTrue(said.contains(part), part + " is not in:\n" + said);
        }
        assertTrue(!said.contains("has a bug"), said);
    }

    private static List<String> split(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(" (?=-)|(?<=^-\\S{1,30}) "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cron=@often | cron knows no `@often`",
                "--missed=run | nobody said when",
                "--on-calendar=someday | `someday` is no calendar event",
                "--on-calendar=2020-01-01 | does not come again",
                "--cron=@daily --time-zone=Asia/Colomba | is no time zone",
                "--cron=@daily --until=25:00 | is no time of the day",
                "--cron=@daily --until=05:00 --window=3h | both say when",
                "--cron=@daily --window=long | needs a time such as",
                "--cron=@daily --jitter=much | needs a time such as",
                "--cron=@daily --credential=bank=/etc/hostname | there is no use for a credential named `bank`",
                "--cron=@daily --credential=vault=/none | can not be read",
                "--cron=@daily --env=NOT_SET | there is no such variable",
                "--cron=@daily --on-failure=x | is no unit to start",
            })
    void refusesOptionsThatMeanNothing(String options, String wanted) {
        refused(options, "", wanted, "= help:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-K | --ask-become-pass | --credential become=FILE",
                "-k | --ask-pass | a key",
                "-J | --ask-vault-password | --credential vault=FILE",
                "--vault-id=prod@prompt | prod@prompt | --credential vault=FILE",
                "--list-hosts | what only lists | leave",
                "--nope | Unknown option: '--nope' | miprov apply --help",
                "--extra-vars=db_password=sesame | db_password | -e @FILE",
                "--extra-vars={\"api_token\": \"sesame\"} | api_token | -e @FILE",
                "--vault-password-file=/none/vault | /none/vault | ",
            })
    void refusesWhatWouldAskOrTell(String words, String what, String help) {
        refused("--cron=@daily", words, what, help == null ? "" : help);
        assertTrue(!said.contains("sesame"), said);
    }

    @Test
    void refusesPlaybooksThatAreWrong() throws IOException {
        site = file("bad.yml", "- hosts: localhost\n  tasks:\n    - pong:\n");
        refused("--cron=@daily", "", "bad.yml:3:7", "pong");
    }

    @Test
    void refusesPlaysThatAsk() throws IOException {
        site =
                file(
                        "asks.yml",
                        "- hosts: localhost\n  vars_prompt:\n    - name: release\n  tasks: []\n");
        refused("--cron=@daily", "", "a play asks for `release`", "-e release=");
    }

    @Test
    void settingsThatAskAreRefusedAsWell() {
        environment.put("ANSIBLE_BECOME_ASK_PASS", "true");
        refused("--cron=@daily", "", "--ask-become-pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a b", "", "-"})
    void refusesNamesThatAreNone(String name) {
        assertEquals(
                2,
                miprov(List.of("schedule", "add", "--cron=@daily", "--", name, "apply", site)),
                said);
        assertTrue(said.contains("is no name for a job"), said);
    }

    @Test
    void refusesOtherCommands() {
        assertEquals(
                2, miprov(List.of("schedule", "add", "job", "--cron=@daily", "--", "lab", "down")));
        assertTrue(said.contains("`miprov lab` can not be scheduled"), said);
        assertEquals(2, miprov(List.of("schedule", "add", "job", "--cron=@daily")));
        assertTrue(said.contains("nobody said what to run"), said);
    }

    @Test
    void saysSoWhereThereIsNoSystemd() {
        assumeTrue(!Files.exists(Path.of("/run/systemd/system")), "there is one");
        refused("--cron=@daily", "", "there is no systemd to hand the job to", "miprov apply");
        assertEquals(2, miprov(List.of("schedule", "list")));
        assertTrue(said.contains("there is no systemd"), said);
    }

    @Test
    void warnsOfVariablesThatAreNotTakenAlong() {
        assumeTrue(!Files.exists(Path.of("/run/systemd/system")), "it would really be added");
        environment.put("ANSIBLE_ROLES_PATH", "/srv/roles");
        refused("--cron=@daily", "", "warning: ANSIBLE_ROLES_PATH is set here", "--env");
        refused("--cron=@daily --env=ANSIBLE_ROLES_PATH", "", "there is no systemd");
        assertTrue(!said.contains("warning"), said);
    }
}
