package io.miprov.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.host.ssh.Passphrases;
import io.miprov.host.ssh.SshConnections;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A lab host behaves as a fresh virtual machine with Debian 12 does. */
final class LabImageIT {
    private static LabHost host;

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("vm1");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void systemdIsInitAndNothingHasFailed() throws Exception {
        assertEquals("systemd", host.root("cat /proc/1/comm"));
        assertEquals("running", host.root("systemctl is-system-running"));
    }

    @Test
    void aServiceCanBeStartedAndStopped() throws Exception {
        host.root(
                "printf '[Service]\\nExecStart=/bin/sleep 1000\\n' >/etc/systemd/system/nap.service;"
                        + " systemctl daemon-reload; systemctl start nap");
        assertEquals("active", host.root("systemctl is-active nap"));
        host.root("systemctl stop nap");
        assertEquals("inactive", host.root("systemctl is-active nap || true"));
    }

    @Test
    void opsLogsInWithItsKeyAndTheHostIsKnown() throws Exception {
        assertEquals("ops@vm1", ssh(host, "echo $(whoami)@$(hostname)"));
    }

    @Test
    void sudoIsFree() throws Exception {
        assertEquals("root", ssh(host, "sudo -n whoami"));
    }

    @Test
    void theVariantWithPasswordAsksForIt() throws Exception {
        try (LabHost asking = LabHost.startWithSudoPassword("vm2")) {
            assertEquals("refused", ssh(asking, "sudo -n whoami 2>/dev/null || echo refused"));
            assertEquals("root", ssh(asking, "echo ops | sudo -S -p '' whoami"));
            assertNotEquals(
                    host.root("cat /etc/ssh/ssh_host_ed25519_key.pub"),
                    asking.root("cat /etc/ssh/ssh_host_ed25519_key.pub"));
        }
    }

    @Test
    void thereIsAJdkAndNoPython() throws Exception {
        assertTrue(host.root("java -version 2>&1").contains("17."));
        assertEquals("", host.root("command -v python3 python || true"));
    }

    @Test
    void packagesCanBeInstalled() throws Exception {
        host.root("apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy hello");
        assertEquals("Hello, world!", host.root("hello"));
    }

    private static String ssh(LabHost to, String script) {
        try (SshConnections connections =
                        new SshConnections(
                                Passphrases.NOBODY, to.key().getParent(), Optional.empty());
                Host host = connections.open(to.target())) {
            Reply reply = host.run(Sh.of(script));
            assertTrue(reply.ok(), reply.toString());
            return reply.out().strip();
        }
    }
}
