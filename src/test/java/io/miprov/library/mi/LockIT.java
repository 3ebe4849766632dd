package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Become;
import io.miprov.host.Connections;
import io.miprov.host.Host;
import io.miprov.host.ssh.Passphrases;
import io.miprov.host.ssh.SshConnections;
import io.miprov.lab.LabHost;
import io.miprov.module.Facts;
import io.miprov.module.Mode;
import io.miprov.module.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lock over real connections, as root by sudo. */
@Timeout(300)
final class LockIT {
    private static LabHost vm;

    @BeforeAll
    static void start() throws Exception {
        vm = LabHost.start("lb");
    }

    @AfterAll
    static void end() {
        vm.close();
    }

    @BeforeEach
    void free() throws Exception {
        vm.root("rm -rf /var/lib/miprov/lock");
    }

    @Test
    void livesAsLongAsTheConnection() throws Exception {
        try (Connections other = connections()) {
            Host second = root(other);
            try (Connections first = connections()) {
                ok(hold(root(first), "run-1"));
                assertEquals("sshd", vm.root("cat /proc/" + holder() + "/comm"));
                Outcome refused = hold(second, "run-2");
                assertEquals(Outcome.Status.FAILED, refused.status());
                assertTrue(refused.message().contains("its connection lives"), refused::message);
            }
            Outcome taken =
                    lock(second, RollLockModule.State.HELD, "run-2", Duration.ofSeconds(30));
            ok(taken);
            assertTrue(taken.values().toString().contains("taken over"), taken.values()::toString);
        }
    }

    @Test
    void isTakenAgainByAHolderWhoseConnectionBroke() throws Exception {
        try (Connections first = connections();
                Connections other = connections()) {
            ok(hold(root(first), "run-1"));
            String old = holder();
            vm.root("kill -KILL " + old);
            vm.root("while [ -e /proc/" + old + " ]; do sleep 0.1; done");
            assertEquals(
                    Outcome.Status.CHANGED,
                    lock(root(first), RollLockModule.State.KEPT, "run-1", Duration.ZERO).status());
            vm.root("kill -KILL " + holder());
            lock(root(other), RollLockModule.State.HELD, "run-2", Duration.ofSeconds(30));
            Outcome lost = lock(root(first), RollLockModule.State.KEPT, "run-1", Duration.ZERO);
            assertTrue(lost.message().contains("was lost"), lost::message);
        }
    }

    @Test
    void isWonByOneOfTwo() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (Connections one = connections();
                Connections two = connections()) {
            List<Host> hosts = List.of(root(one), root(two));
            for (int round = 0; round < 50; round++) {
                List<Callable<Outcome>> tries = new ArrayList<>();
                for (Host host : hosts) {
                    String run = "run-" + round + "-" + tries.size();
                    tries.add(() -> hold(host, run));
                }
                int won = 0;
                for (Future<Outcome> each : both.invokeAll(tries)) {
                    won += each.get().status() == Outcome.Status.CHANGED ? 1 : 0;
                }
                assertEquals(1, won, "round " + round);
                ok(change(hosts.get(0), RollLockModule.State.FREE, "", Duration.ZERO, true));
            }
        } finally {
            both.shutdownNow();
        }
    }

    private static Connections connections() {
        return new SshConnections(Passphrases.NOBODY);
    }

    private static Host root(Connections connections) {
        return connections.open(vm.target()).as(Become.sudo("root"));
    }

    private static String holder() throws Exception {
        return vm.root("cd /var/lib/miprov/lock/c && sed -n 's/^life \\([0-9]*\\).*/\\1/p' *");
    }

    private static Outcome hold(Host host, String run) {
        return lock(host, RollLockModule.State.HELD, run, Duration.ZERO);
    }

    private static Outcome lock(
            Host host, RollLockModule.State state, String run, Duration timeout) {
        return change(host, state, run, timeout, false);
    }

    private static Outcome change(
            Host host, RollLockModule.State state, String run, Duration timeout, boolean force) {
        return new RollLockModule()
                .plan(
                        new RollLockModule.Params(
                                "c",
                                state,
                                run,
                                "anna@bastion",
                                "roll.yml",
                                timeout,
                                List.of(),
                                force,
                                "/var/lib/miprov/lock"),
                        Facts.NONE)
                .on(host, Mode.APPLY);
    }

    private static void ok(Outcome outcome) {
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome::message);
    }
}
