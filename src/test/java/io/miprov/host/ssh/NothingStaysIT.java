package io.miprov.host.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Become;
import io.miprov.host.Host;
import io.miprov.host.Payload;
import io.miprov.host.Sh;
import io.miprov.lab.LabHost;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was under way on a host when the controller went away is gone soon after. */
@Timeout(60)
final class NothingStaysIT {
    private static final Duration SOON = Duration.ofSeconds(4);
    private static LabHost lab;

    private SshConnections connections;

    @BeforeAll
    static void start() throws Exception {
        lab = LabHost.start("left");
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        lab.root(
                "mkdir -p /srv/in && chmod 777 /srv/in && rm -rf /srv/in/* /srv/in/.[!.]* /tmp/begun");
        connections =
                new SshConnections(Passphrases.NOBODY, lab.key().getParent(), Optional.empty());
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private Host host(String user) {
        Host ops = connections.open(lab.target());
        return user.equals("ops") ? ops : ops.as(Become.sudo(user));
    }

    @ParameterizedTest
    @CsvSource({
        "ops, sleep 1001",
        "root, sleep 1002",
        "ops, trap '' HUP TERM INT; sleep 1003; sleep 1003",
        "root, trap '' HUP TERM INT; sleep 1004; sleep 1004",
        "root, (setsid sleep 1005); sleep 1005",
        "root, yes | sed s/y/n/",
    })
    void aScript(String user, String script) throws Exception {
        go(() -> host(user).run(new Sh("touch /tmp/begun; " + script, script)));
        endsWhenWeGo();
    }

    @ParameterizedTest
    @CsvSource({
        "ops, sleep 1011",
        "root, sleep 1012",
        "root, trap '' HUP TERM INT; sleep 1014; sleep 1014",
        "ops, cat >/dev/null",
        "root, take_in /srv/in/file '' '' '' '' '' '' ''",
        "root, take_in /srv/in/file '' '' '' '' '' '' 0123",
        "ops, take_in /srv/in/file '' '' '' '' '' '' ''",
        "root, receive_tree /srv/in 0123",
        "ops, receive_tree /srv/in/tree 0123",
    })
    void aTransferThatStands(String user, String script) throws Exception {
        go(() -> send(user, script, new Payload(-1, NothingStaysIT::waitForEver)));
        endsWhenWeGo();
    }

    @ParameterizedTest
    @CsvSource({
        "ops, sleep 1021",
        "root, sleep 1022",
        "root, trap '' HUP TERM INT; sleep 1024; sleep 1024",
        "root, cat >/dev/null",
        "root, take_in /srv/in/file '' '' '' '' '' '' ''",
        "ops, take_in /srv/in/file '' '' '' '' '' '' ''",
    })
    void aTransferThatFlows(String user, String script) throws Exception {
        go(() -> send(user, script, new Payload(-1, NothingStaysIT::writeForEver)));
        endsWhenWeGo();
    }

    private void send(String user, String script, Payload payload) {
        host(user).send(new Sh("touch /tmp/begun; " + script, script), payload);
    }

    private static void waitForEver(OutputStream out) throws IOException {
        out.write(new byte[100_000]);
        out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void writeForEver(OutputStream out) throws IOException {
        byte[] bytes = new byte[1 << 16];
        while (true) {
            out.write(bytes);
        }
    }

    private static void go(Runnable work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException e) {
                                // the end of the connection is what the test is about
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private void endsWhenWeGo() throws Exception {
        await("[ -e /tmp/begun ]", Duration.ofSeconds(20));
        TimeUnit.MILLISECONDS.sleep(100);
        connections.close();
        await("[ -z \"$(" + ours() + ")\" ]", SOON);
        assertEquals("", lab.root("ls -A /srv/in/ | grep -v '^tree$' || true"));
    }

    /** All processes below sshd's sessions, and what they left to init. */
    private static String ours() {
        return "ps -eo pid,ppid,stat,user,args --no-headers | grep -E 'sshd: ops|sleep 10[0-9][0-9]|yes|sed s/|take_in|receive_tree|sh -c|sudo' | grep -v 'defunct' | grep -v grep | grep -v 'ps -eo'";
    }

    private static void await(String condition, Duration patience) throws Exception {
        String all =
                lab.root(
                        "i=0; until "
                                + condition
                                + "; do i=$((i+1)); [ $i -lt "
                                + patience.toMillis() / 50
                                + " ] || { "
                                + ours()
                                + "; echo late; break; }; sleep 0.05; done");
        assertTrue(all.isEmpty(), all);
    }
}
