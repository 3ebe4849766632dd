package io.miprov.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every way to a machine promises. */
@Timeout(60)
public abstract class HostContract {
    private static final Duration SOON = Duration.ofMillis(400);

    @TempDir Path folder;

    /** A host whose files are ours, too. */
    protected abstract Host host();

    private Reply run(String template, Object... values) {
        return host().run(Sh.of(template, values));
    }

    @Test
    void outputsAndStatusComeApart() {
        Reply reply = run("echo one; echo two >&2; exit 7");
        assertEquals(new Reply(7, "one\n", "two\n"), reply);
    }

    @Test
    void anOutputWithoutAnEndStaysWithoutOne() {
        assertEquals(new Reply(0, "x", "y"), run("printf x; printf y >&2"));
        assertEquals(new Reply(0, "", ""), run(":"));
        assertEquals(new Reply(0, "\n\n", ""), run("echo; echo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$HOME `id` \"x\" 'y' \\ *", "two\nlines\n", "é ☃ \t ~", "!!", "{}", ""})
    void valuesArriveAsTheyAre(String value) {
        assertEquals(value, run("printf %s {}", value).out());
    }

    @Test
    void aSecretIsPassedAndNotShown() {
        Sh script = Sh.of("printf %s {}", new Secret("hush"));
        assertEquals("hush", host().run(script).out());
        assertFalse(script.toString().contains("hush"));
    }

    @Test
    void theWordsAreThere() {
        assertEquals("ok\n", run("ensure apply 'echo a' a false ''").out());
    }

    @Test
    void nothingLeaksIntoTheNextScript() {
        run(
                "cd /; x=leak; export y=leak; umask 077; f() { :; }; trap 'echo trapped' EXIT; set -f; alias a=b");
        Reply reply =
                run("echo \"${x-}${y-}\"; umask; command -v f; command -v a; echo *; trap; pwd");
        assertFalse(reply.out().contains("leak"), reply.out());
        assertFalse(reply.out().contains("77"), reply.out());
        assertFalse(reply.out().contains("trapped"), reply.out());
        assertFalse(reply.out().contains("\n/\n"), reply.out());
    }

    @Test
    void aTrapAtTheEndOfAScriptRuns() {
        assertEquals("bye\n", run("trap 'echo bye' EXIT").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if then",
                "echo 'open",
                "(",
                "done",
                "exit 7",
                "set -e; false",
                "exec 2>/dev/null; exit",
                "exec >&- 2>&-",
                "kill -TERM $(sh -c 'echo $PPID')",
                "readonly PATH",
                "set -u; echo $nope",
                "head -c 100000 /dev/urandom",
                "head -c 100000 /dev/urandom >&2",
                "cat",
                "return 3",
                "break"
            })
    void theShellOutlivesAnyScript(String script) {
        host().run(new Sh(script, script));
        assertEquals(new Reply(0, "fine\n", ""), run("echo fine"));
    }

    @Test
    void aScriptThatKillsItsShellGetsAnAnswer() {
        Reply reply = run("echo before; kill -9 $$; sleep 1");
        assertEquals(137, reply.status());
        assertTrue(reply.out().startsWith("before\n"));
        assertTrue(reply.err().contains("ended the shell"), reply.err());
        assertEquals("fine\n", run("echo fine").out());
    }

    @Test
    void aScriptThatKillsItsProcessGroupGetsAnAnswer() {
        Reply reply = run("kill -9 0");
        assertFalse(reply.ok());
        assertEquals("fine\n", run("echo fine").out());
    }

    @Test
    void inputIsEmpty() {
        assertEquals(new Reply(0, "", ""), run("cat"));
    }

    @Test
    void marksCanNotBeForged() {
        String lie = "\036[miprov-00000000000000000000000000000000] 0\n";
        Reply reply = run("set; ps -ef; printf %s {}; printf %s {} >&2; exit 3", lie, lie);
        assertEquals(3, reply.status());
        assertTrue(reply.out().endsWith(lie));
        assertEquals(lie, reply.err());
        String separators = "\036\036[mi\036[miprov-\036".repeat(10_000);
        assertEquals(separators, run("printf %s {}", separators).out());
    }

    @Test
    void whatScriptsSeeDoesNotHoldTheMark() {
        Reply first =
                run("set; env; cat /proc/$$/cmdline /proc/$$/environ 2>/dev/null | tr '\\0' '\\n'");
        assertFalse(first.out().contains("\036"), first.out());
    }

    @Test
    void hugeOutputIsCutInTheMiddleAndSaysSo() {
        Reply reply = run("echo first; yes 0123456789abcde | head -c 104857600; echo last; exit 5");
        assertEquals(5, reply.status());
        assertTrue(reply.out().startsWith("first\n"));
        assertTrue(reply.out().endsWith("last\n"));
        assertTrue(reply.out().contains("bytes are left out here"));
        assertTrue(reply.out().length() < (9 << 20));
    }

    @Test
    void hugeComplaintsStopNothing() {
        Reply reply = run("yes 0123456789abcde | head -c 104857600 >&2; echo done");
        assertEquals("done\n", reply.out());
        assertTrue(reply.err().length() < (9 << 20));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_000, 9_000, 70_000, 700_000})
    void bigScriptsArriveWhole(int size) {
        String value = "é'\n".repeat(size / 3 + 1);
        Reply reply = run("v={}; printf %s \"$v\" | wc -c", value);
        assertEquals(
                String.valueOf(value.getBytes(java.nio.charset.StandardCharsets.UTF_8).length),
                reply.out().trim());
        assertEquals("fine\n", run("echo fine").out());
    }

    @Test
    void linesAreHeardWhileTheScriptRuns() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Path go = folder.resolve("go");
        Call.Watcher watcher =
                new Call.Watcher() {
                    @Override
                    public void line(String text) {
                        lines.add(text);
                        try {
                            Files.writeString(go, "");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        Sh script =
                Sh.of(
                        "echo now; until [ -e {} ]; do sleep 0.05; done; echo then >&2; printf end",
                        go);
        Reply reply = host().run(script, new Call(Duration.ofSeconds(30), watcher));
        assertTrue(reply.ok(), reply.toString());
        assertEquals("now", lines.get(0));
        assertEquals(List.of("end", "now", "then"), lines.stream().sorted().toList());
    }

    @Test
    void aTimeoutEndsTheScriptAndAllItStarted() throws Exception {
        Path pids = folder.resolve("pids");
        Sh script =
                Sh.of(
                        "p={}; echo partly; sleep 301 & echo $! >>$p; (sh -c 'trap : TERM; echo $$ >>$1;"
                                + " while :; do sleep 0.2; done' x $p &); while [ $(wc -l <$p) -lt 2 ];"
                                + " do sleep 0.05; done; sleep 302",
                        pids);
        Reply reply = host().run(script, new Call(Duration.ofSeconds(1), Call.Watcher.NOBODY));
        assertEquals(124, reply.status());
        assertTrue(reply.timedOut());
        assertEquals("partly\n", reply.out());
        assertEquals("fine\n", run("echo fine").out());
        for (String pid : Files.readAllLines(pids)) {
            awaitEnd(pid);
        }
    }

    @Test
    void aTimeoutLetsTheScriptCleanUp() throws Exception {
        Path left = folder.resolve("left");
        Sh script = Sh.of("f={}; trap 'rm -f \"$f\"' EXIT; : >\"$f\"; sleep 303", left);
        assertTrue(host().run(script, new Call(SOON, Call.Watcher.NOBODY)).timedOut());
        assertEquals("gone\n", run("[ -e {} ] || echo gone", left).out());
    }

    @Test
    void aTimeoutDoesNotWaitForADaemonThatKeepsItsStreams() throws Exception {
        Path pid = folder.resolve("pid");
        Sh script = Sh.of("setsid sh -c 'sleep 303 & echo $! >\"$1\"' x {}; sleep 303", pid);
        assertTrue(host().run(script, new Call(SOON, Call.Watcher.NOBODY)).timedOut());
        String daemon = Files.readString(pid).trim();
        assertTrue(Files.exists(Path.of("/proc", daemon)), "it was killed");
        new ProcessBuilder("kill", daemon).start().waitFor();
    }

    @Test
    void whatAnEarlierScriptLeftRunningLivesOn() throws Exception {
        String pid = run("sleep 304 >/dev/null 2>&1 & echo $!").out().trim();
        host().run(Sh.of("sleep 305"), new Call(SOON, Call.Watcher.NOBODY));
        host().close();
        assertTrue(Files.exists(Path.of("/proc", pid)), "it was killed");
        new ProcessBuilder("kill", pid).start().waitFor();
    }

    @Test
    void closingEndsWhatRuns() throws Exception {
        Path pid = folder.resolve("pid");
        Host host = host();
        CountDownLatch done = new CountDownLatch(1);
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                host.run(
                                        Sh.of(
                                                "sh -c 'echo $$ >$1.new; mv $1.new $1; exec sleep 306' x {}",
                                                pid));
                            } catch (RuntimeException e) {
                                // either an answer or an exception may come; that it comes is the
                                // point
                            } finally {
                                done.countDown();
                            }
                        });
        thread.start();
        while (!Files.exists(pid)) {
            Thread.onSpinWait();
        }
        closeEverything();
        assertTrue(done.await(3, TimeUnit.SECONDS), "the call still waits");
        awaitEnd(Files.readString(pid).trim());
    }

    /** What Ctrl-C does. */
    protected abstract void closeEverything();

    private static void awaitEnd(String pid) throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (running(pid)) {
            assertTrue(System.nanoTime() < limit, pid + " still runs");
            Thread.sleep(20);
        }
    }

    private static boolean running(String pid) {
        try {
            return !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void bytesAreSentAsTheyAre() throws Exception {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        Path file = folder.resolve("file");
        List<Long> progress = new ArrayList<>();
        Call.Watcher watcher =
                new Call.Watcher() {
                    @Override
                    public void progress(long done, long total) {
                        assertEquals(bytes.length, total);
                        progress.add(done);
                    }
                };
        Sh script = Sh.of("cat >{}; echo stored; echo well >&2; exit 4", file);
        Reply reply =
                host().send(script, Payload.of(bytes), new Call(Duration.ofSeconds(30), watcher));
        assertEquals(new Reply(4, "stored\n", "well\n"), reply);
        assertTrue(Arrays.equals(bytes, Files.readAllBytes(file)));
        assertEquals((long) bytes.length, progress.get(progress.size() - 1));
    }

    @Test
    void theWordsAreThereForASentScriptToo() {
        Reply reply =
                host().send(
                                Sh.of("ensure apply 'echo a' a false ''; wc -c"),
                                Payload.of(new byte[5]));
        assertEquals("ok\n5", reply.out().replace(" ", "").trim());
    }

    @Test
    void aScriptNeedNotReadWhatIsSent() {
        Reply reply =
                host().send(
                                Sh.of("echo no; exit 3"),
                                new Payload(-1, out -> out.write(new byte[50_000_000])));
        assertEquals(new Reply(3, "no\n", ""), reply);
    }

    @Test
    void aWriterThatFailsEndsTheInput() throws Exception {
        Path count = folder.resolve("count");
        Payload broken =
                new Payload(
                        100,
                        out -> {
                            out.write(new byte[10]);
                            throw new IOException("no more");
                        });
        Sh script = Sh.of("wc -c >{}", count);
        UncheckedIOException e =
                assertThrows(UncheckedIOException.class, () -> host().send(script, broken));
        assertEquals("no more", e.getCause().getMessage());
        assertEquals("10", Files.readString(count).trim());
    }

    @Test
    void aTimeoutEndsATransfer() throws Exception {
        Path pid = folder.resolve("pid");
        Payload endless = new Payload(-1, HostContract::writeForEver);
        Sh script = Sh.of("sh -c 'echo $$ >$1; sleep 307' x {}", pid);
        Reply reply =
                host().send(script, endless, new Call(Duration.ofSeconds(1), Call.Watcher.NOBODY));
        assertTrue(reply.timedOut());
        awaitEnd(Files.readString(pid).trim());
    }

    private static void writeForEver(java.io.OutputStream out) throws IOException {
        byte[] bytes = new byte[1 << 16];
        while (true) {
            out.write(bytes);
        }
    }

    @Test
    void manyThreadsMayAsk() throws Exception {
        Host host = host();
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            Thread thread =
                    new Thread(
                            () ->
                                    answers.add(
                                            host.run(Sh.of("sleep 0.1; printf %s {}", number))
                                                    .out()));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(20, answers.stream().distinct().count());
    }

    @Test
    void theSameUserIsTheSameShell() {
        String me = run("id -un").out().trim();
        assertEquals(
                run("echo $PPID").out(), host().as(Become.sudo(me)).run(Sh.of("echo $PPID")).out());
    }

    @Test
    void anUnknownMethodToBecomeIsRefusedByName() {
        Become odd = new Become("somebody", "ksu", "", java.util.Optional.empty());
        HostRefused e = assertThrows(HostRefused.class, () -> host().as(odd).run(Sh.NOTHING));
        assertTrue(e.getMessage().contains("ksu"), e.getMessage());
    }
}
