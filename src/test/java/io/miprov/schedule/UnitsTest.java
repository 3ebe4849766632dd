package io.miprov.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written into unit files is what systemd reads there. */
final class UnitsTest {
    private static final Timing NIGHT =
            new Timing(
                    "cron 0 2 * * SUN",
                    List.of("Sun *-*-* 02:00:00 Asia/Colombo"),
                    "Asia/Colombo",
                    10_800,
                    "",
                    true,
                    300);

    @TempDir private Path folder;

    private static Job job(Timing timing, String user, List<String> words) {
        return new Job(
                "nightly",
                timing,
                words,
                "/srv/my cluster",
                "/opt/miprov/miprov",
                user,
                "",
                Map.of("JAVA_HOME", "/usr/lib/jvm/17"),
                Map.of("vault", "/etc/miprov/vault"));
    }

    @Test
    void theServiceSaysAllThatIsRun() {
        Job job = job(NIGHT, "", List.of("apply", "site.yml", "-e", "a=5 %"));
        String text = new Units(job, false).service();
        for (String line :
                List.of(
                        "Description=miprov apply site.yml -e a=5 %%",
                        "Type=oneshot",
                        "WorkingDirectory=/srv/my cluster",
                        "Environment=JAVA_HOME=/usr/lib/jvm/17",
                        "Environment=MIPROV_SCHEDULE=nightly",
                        "LoadCredential=vault:/etc/miprov/vault",
                        "ExecStart=/opt/miprov/miprov schedule fire nightly --window 10800s --time-zone"
                                + " Asia/Colombo --jitter 300s --on-calendar \"Sun *-*-* 02:00:00 Asia/Colombo\""
                                + " -- apply site.yml -e \"a=5 %%\" --vault-password-file"
                                + " ${CREDENTIALS_DIRECTORY}/vault",
                        "PrivateTmp=true",
                        "NoNewPrivileges=true")) {
            assertTrue(text.lines().anyMatch(line::equals), line + "\nis not in\n" + text);
        }
        assertEquals(Optional.of(job), Units.read(text));
    }

    @Test
    void theTimerSaysWhen() {
        String text = new Units(job(NIGHT, "", List.of("apply")), false).timer();
        for (String line :
                List.of(
                        "OnCalendar=Sun *-*-* 02:00:00 Asia/Colombo",
                        "Persistent=true",
                        "RandomizedDelaySec=300s",
                        "Unit=miprov-nightly.service",
                        "WantedBy=timers.target")) {
            assertTrue(text.lines().anyMatch(line::equals), line + "\nis not in\n" + text);
        }
    }

    @Test
    void whoMayNeedSudoIsNotKeptFromIt() {
        for (boolean ofUser : new boolean[] {true, false}) {
            String text =
                    new Units(job(NIGHT, ofUser ? "" : "ops", List.of("apply")), ofUser).service();
            assertFalse(text.contains("NoNewPrivileges"), text);
            assertEquals(!ofUser, text.contains("\nUser=ops\n"), text);
        }
    }

    @Test
    void whatIsInTheCommonFolderForTemporaryFilesStaysVisible() {
        Job job = job(NIGHT, "", List.of("apply", "site.yml", "-e", "@/tmp/vars.yml"));
        assertFalse(new Units(job, false).service().contains("PrivateTmp"));
    }

    @Test
    void otherServicesAreNoneOfOurs() {
        assertEquals(Optional.empty(), Units.read("[Service]\nExecStart=/bin/true\n"));
        assertEquals(Optional.empty(), Units.read("[X-Miprov]\nJob={\"name\":1}\n"));
        assertEquals(Optional.empty(), Units.read("[X-Miprov]\nJob=no json\n"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "site.yml, site.yml",
                "50%, 50%%",
                "$HOME, $$HOME",
                "two words, `\"two words\"`",
                "`say \"hi\" \\n`, `\"say \\\"hi\\\" \\\\n\"`",
                ";, \\;",
                "``, `\"\"`",
            })
    void wordsAreQuoted(String word, String quoted) {
        assertEquals(quoted, Units.quoted(word, true));
    }

    /** systemd's own program reads them, and runs the words as they were. */
    @Test
    void systemdFindsNothingWrong() throws Exception {
        Path verify = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(verify), "no systemd here");
        List<String> odd = List.of("apply", "a b.yml", "-e", "x='$y' 100% \"z\"", ";", "");
        Job job =
                new Job(
                        "odd",
                        NIGHT,
                        odd,
                        "/",
                        "/bin/true",
                        "",
                        "alert@%n.service",
                        Map.of("A", "b c\"%"),
                        Map.of("vault.prod", "/etc/hostname"));
        Files.writeString(folder.resolve(job.service()), new Units(job, false).service());
        Files.writeString(folder.resolve(job.timer()), new Units(job, false).timer());
        Files.writeString(
                folder.resolve("alert@.service"), "[Service]\nType=oneshot\nExecStart=/bin/true\n");
        Process process =
                new ProcessBuilder(
                                verify.toString(),
                                "verify",
                                "--man=no",
                                folder.resolve(job.timer()).toString(),
                                folder.resolve(job.service()).toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        List<String> ours = said.lines().filter(line -> line.contains("miprov")).toList();
        assertEquals(List.of(), ours, said);
    }
}
