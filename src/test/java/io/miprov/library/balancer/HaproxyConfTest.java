package io.miprov.library.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits of haproxy's configuration that change nothing else. */
final class HaproxyConfTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend b\n  server a 1.1.1.1:80 check\n  server c 1.1.1.2:80\n",
                "backend b # them\n\tserver a 1.1.1.1:80 # first",
                "listen b\r\n  server a 1.1.1.1:80 check  \r\n  server c 1.1.1.2:80\r\n",
                "backend b\n  server a 1.1.1.1:80 check# tight\n",
                "backend b\nserver a 1.1.1.1:80\n",
                "peers b\n  server a 3.3.3.3:80\nbackend b\n  server a 1.1.1.1:80\npeers c\n  server a 1:1\n",
                "backend x\n  server a 2.2.2.2:80\nbackend b\n  server a 1.1.1.1:80\n# end\n"
            })
    void drainsAndAdmitsToTheByte(String text) {
        HaproxyConf conf = new HaproxyConf(text);
        HaproxyConf drained = conf.drained(List.of("b/a"), "run-7");
        assertEquals(Optional.of("run-7"), drained.mark("b", "a"), drained.text());
        assertEquals(Optional.empty(), drained.mark("x", "a"));
        assertEquals(Optional.empty(), drained.mark("b", "c"));
        assertEquals(drained, drained.drained(List.of("b/a"), "run-7"));
        assertEquals(conf, drained.admitted(List.of("b/a")));
    }

    @Test
    void takesOnlyServersOfBackendsForServers() {
        HaproxyConf conf =
                new HaproxyConf("frontend b\n  server a 1:1\nbackend b\n  # server a 1:1\n");
        assertFalse(conf.has("b", "a"));
        assertFalse(new HaproxyConf("backend b\npeers c\n  server a 1:1\n").has("b", "a"));
        assertTrue(new HaproxyConf("backend b\n    server a 1:1").has("b", "a"));
    }
}
