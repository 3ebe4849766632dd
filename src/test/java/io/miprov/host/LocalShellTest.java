package io.miprov.host;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class LocalShellTest {

    abstract static class With extends HostContract {
        private final LocalShell shell;

        With(String... words) {
            assumeTrue(Programs.there(words[0]), () -> "no " + words[0] + " here");
            shell = new LocalShell("here", List.of(words));
        }

        @Override
        protected Host host() {
            return shell;
        }

        @Override
        protected void closeEverything() {
            shell.close();
        }

        @AfterEach
        void close() {
            shell.close();
        }
    }

    @Nested
    final class Dash extends With {
        Dash() {
            super("dash");
        }
    }

    @Nested
    final class Bash extends With {
        Bash() {
            super("bash");
        }
    }

    @Nested
    final class Busybox extends With {
        Busybox() {
            super("busybox", "sh");
        }
    }

    @Test
    void aClosedOneSaysSo() {
        LocalShell shell = new LocalShell();
        shell.run(new Sh("true", "true"), Call.QUIET);
        shell.close();
        RuntimeException e =
                assertThrows(
                        RuntimeException.class,
                        () -> shell.run(new Sh("true", "true"), Call.QUIET));
        assertTrue(e instanceof HostLost || e instanceof HostRefused, e.toString());
    }

    @Test
    void aShellThatIsNoneIsRefused() {
        try (LocalShell shell = new LocalShell("here", List.of("/bin/false"))) {
            HostRefused e = assertThrows(HostRefused.class, () -> shell.run(Sh.NOTHING));
            assertTrue(e.getMessage().contains("/bin/false"), e.getMessage());
        }
    }
}
