package io.miprov.host.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Secret;
import io.miprov.host.Become;
import io.miprov.host.Host;
import io.miprov.host.HostRefused;
import io.miprov.host.Payload;
import io.miprov.host.Sh;
import io.miprov.lab.LabHost;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Becoming somebody else where a real sudo asks for a password. */
@Timeout(60)
final class BecomeIT {
    private static final String PASSWORD = "ops";
    private static LabHost lab;

    private SshConnections connections;
    private Host host;

    @BeforeAll
    static void start() throws Exception {
        lab = LabHost.startWithSudoPassword("asking");
        lab.root("useradd -m other && echo other:secret | chpasswd");
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void open() {
        connections =
                new SshConnections(Passphrases.NOBODY, lab.key().getParent(), Optional.empty());
        host = connections.open(lab.target());
    }

    @AfterEach
    void close() throws Exception {
        connections.close();
        lab.root("rm -f /etc/sudoers.d/test; rm -rf /run/sudo/ts /var/lib/sudo/lectured");
    }

    private static Become sudo(String password) {
        return new Become("root", "sudo", "", Optional.of(password).map(Secret::new));
    }

    private static String whoIs(Host host) {
        return host.run(Sh.of("id -un")).out().trim();
    }

    private String refusal(Become become) {
        long start = System.nanoTime();
        HostRefused e = assertThrows(HostRefused.class, () -> host.as(become).run(Sh.of("id -un")));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(8)) < 0, took + ": " + e.getMessage());
        return e.getMessage();
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void theRightPasswordOpens() {
        Host root = host.as(sudo(PASSWORD));
        assertEquals("root", whoIs(root));
        assertEquals("5", root.send(Sh.of("wc -c"), Payload.of(new byte[5])).out().trim());
        assertEquals("ops", whoIs(host));
    }

    @Test
    void aWrongPasswordIsSaidAtOnceAndNotShown() {
        String message = refusal(sudo("nonsense"));
        assertSays(message, "asking (127.0.0.1:", "root", "the password is wrong", "-K");
        assertFalse(message.contains("nonsense"), message);
        assertEquals("ops", whoIs(host));
    }

    @Test
    void aWrongPasswordIsSaidForATransferToo() {
        HostRefused e =
                assertThrows(
                        HostRefused.class,
                        () ->
                                host.as(sudo("nonsense"))
                                        .send(Sh.of("cat"), Payload.of(new byte[5])));
        assertSays(e.getMessage(), "the password is wrong");
    }

    @Test
    void aMissingPasswordIsAskedForByName() {
        assertSays(
                refusal(Become.sudo("root")),
                "asking (127.0.0.1:",
                "a password is required",
                "-K",
                "ansible_become_password");
    }

    @Test
    void thePasswordIsInNoArgumentsAndNoEnvironment() {
        Host root = host.as(sudo(PASSWORD));
        assertEquals(
                "",
                root.run(
                                Sh.of(
                                        "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null |"
                                                + " tr '\\0' '\\n' | grep -x {}",
                                        PASSWORD))
                        .out()
                        .replace("ops\n", "")
                        .trim());
    }

    @Test
    void aLectureIsPassedOver() throws Exception {
        lab.root("echo 'Defaults lecture=always' >/etc/sudoers.d/test");
        assertEquals("root", whoIs(host.as(sudo(PASSWORD))));
        assertSays(refusal(sudo("nonsense")), "the password is wrong");
    }

    @Test
    void whoNeedsNoPasswordButHasOneIsLetIn() throws Exception {
        lab.root("echo 'ops ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/test");
        Host root = host.as(sudo("whatever"));
        assertEquals("root", whoIs(root));
        assertEquals("", root.run(Sh.of("cat")).out());
    }

    @Test
    void sudoThatWantsATerminalIsSaidSo() throws Exception {
        lab.root("echo 'Defaults requiretty' >/etc/sudoers.d/test");
        assertSays(refusal(sudo(PASSWORD)), "requiretty", "terminal");
        assertSays(refusal(Become.sudo("root")), "requiretty", "terminal");
    }

    @Test
    void whoMayNotIsTold() throws Exception {
        lab.root(
                "echo 'ops ALL=(ALL) ALL, !/bin/sh, !/usr/bin/dash, !/bin/dash, !/usr/bin/sh' >/etc/sudoers.d/test");
        assertSays(refusal(sudo(PASSWORD)), "not allowed", "root");
    }

    @Test
    void anotherUserWhoIsNotRoot() {
        Become other = new Become("other", "sudo", "", Optional.of(new Secret(PASSWORD)));
        assertEquals("other", whoIs(host.as(other)));
    }

    @Test
    void suTakesThePasswordOfTheOther() {
        Host other = host.as(su("secret"));
        assertEquals("other", whoIs(other));
        assertEquals("5", other.send(Sh.of("wc -c"), Payload.of(new byte[5])).out().trim());
        assertEquals("", other.run(Sh.of("cat")).out());
    }

    @Test
    void suWithAWrongPasswordIsSaidAndNotShown() {
        String message = refusal(su("nonsense"));
        assertSays(message, "asking (127.0.0.1:", "become other by su", "Authentication failure");
        assertFalse(message.contains("nonsense"), message);
    }

    @Test
    void suThatAsksIsRefusedAtOnce() {
        Become su = new Become("other", "su", "", Optional.empty());
        assertSays(refusal(su), "asking (127.0.0.1:", "become other by su", "-K");
    }

    @Test
    void anotherProgramThanSudo() throws Exception {
        lab.root(
                "printf '#!/bin/sh\\necho by my-sudo >&2\\nexec sudo \"$@\"\\n' >/usr/local/bin/my-sudo;"
                        + " chmod 755 /usr/local/bin/my-sudo");
        Become mine =
                new Become(
                        "other",
                        "sudo",
                        "/usr/local/bin/my-sudo",
                        "",
                        Optional.of(new Secret(PASSWORD)));
        assertEquals("other", whoIs(host.as(mine)));
        Become none = new Become("other", "sudo", "/no/sudo", "", Optional.empty());
        assertSays(refusal(none), "/no/sudo");
    }

    private static Become su(String password) {
        return new Become("other", "su", "", Optional.of(new Secret(password)));
    }

    @Test
    void rootBecomesAnyoneBySu() throws Exception {
        lab.root("mkdir -p /root/.ssh; cp /home/ops/.ssh/authorized_keys /root/.ssh/");
        io.miprov.host.Target t = lab.target();
        io.miprov.host.Target root =
                new io.miprov.host.Target(
                        t.name(),
                        "ssh",
                        t.address(),
                        t.port(),
                        Optional.of("root"),
                        Optional.empty(),
                        t.keys(),
                        t.hostKeys(),
                        t.sshArgs(),
                        t.connectTimeout(),
                        0,
                        t.shell());
        Become su = new Become("other", "su", "", Optional.empty());
        assertEquals("other", whoIs(connections.open(root).as(su)));
        assertEquals("other", whoIs(connections.open(root).as(su("not asked for"))));
    }
}
