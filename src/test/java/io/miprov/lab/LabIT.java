package io.miprov.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.BadInput;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines for an inventory come, stay and go. */
final class LabIT {
    private static final Progress QUIET =
            new Progress() {
                @Override
                public void say(String line) {}

                @Override
                public void step(String line) {}

                @Override
                public boolean agree(String question) {
                    return true;
                }
            };

    @TempDir private Path folder;
    private Lab lab;

    @BeforeEach
    void makeLab() {
        lab = new Lab(folder.resolve("lab"), QUIET);
    }

    @AfterEach
    void removeLab() {
        lab.down();
    }

    @Test
    void hostsComeAreLeftAsTheyAreAndGo() throws Exception {
        List<HostSpec> hosts = List.of(host("one"), host("two"));
        lab.up(hosts);
        List<LabHostState> first = List.copyOf(lab.status());
        String overlay = Files.readString(lab.overlay());
        assertEquals(List.of("one", "two"), first.stream().map(LabHostState::name).toList());
        assertTrue(first.stream().allMatch(LabHostState::running));
        assertTrue(overlay.contains("ansible_port: " + first.get(1).ssh()), overlay);

        lab.up(hosts);
        assertEquals(first, List.copyOf(lab.status()));
        assertEquals(overlay, Files.readString(lab.overlay()));

        lab.down();
        assertTrue(lab.status().isEmpty());
        assertFalse(Files.exists(lab.overlay()));
    }

    @Test
    void aHostThatWasStoppedIsStartedAgain() {
        lab.up(List.of(host("one")));
        Command.of("docker", "stop", new Containers(folder.resolve("lab")).name("one"))
                .must("stop");
        assertFalse(lab.status().iterator().next().running());
        lab.up(List.of(host("one")));
        assertTrue(lab.status().iterator().next().running());
    }

    @Test
    void aTakenPortIsRefusedBeforeAnythingIsMade() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HostSpec.Port port = new HostSpec.Port(taken.getLocalPort(), 80);
            HostSpec host = new HostSpec("one", List.of(port), false);
            BadInput refusal = assertThrows(BadInput.class, () -> lab.up(List.of(host)));
            assertTrue(refusal.getMessage().contains("Port " + port.outside()));
            assertTrue(lab.status().isEmpty());
        }
    }

    private static HostSpec host(String name) {
        return new HostSpec(name, List.of(), false);
    }
}
