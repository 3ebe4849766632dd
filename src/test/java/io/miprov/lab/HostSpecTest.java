package io.miprov.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.BadInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the variables of a host say about its machine. */
final class HostSpecTest {
    @Test
    void readsPortsAndTheKindOfSudo() {
        HostSpec host =
                HostSpec.of("lb1", Map.of("lab_ports", List.of("8080:80"), "lab_sudo", "password"));
        assertEquals(List.of(new HostSpec.Port(8080, 80)), host.ports());
        assertTrue(host.sudoPassword());
    }

    @Test
    void refusesOtherKindsOfSudo() {
        assertRefused("lb1", Map.of("lab_sudo", "no"), "'free' or 'password'");
    }

    @Test
    void refusesWhatIsNoPort() {
        assertRefused("lb1", Map.of("lab_ports", List.of("80")), "lab_ports of lb1 has '80'");
        assertRefused("lb1", Map.of("lab_ports", "8080:80"), "it is a list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "-x", "x/y", "$(id)", ""})
    void refusesWhatIsNoHostName(String name) {
        assertRefused(name, Map.of(), "no host name");
    }

    private static void assertRefused(String name, Map<String, Object> variables, String why) {
        BadInput refusal = assertThrows(BadInput.class, () -> HostSpec.of(name, variables));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }
}
