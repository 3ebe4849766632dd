package io.miprov.library.nginx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Bytes;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.host.Shells;
import io.miprov.lab.NginxVersions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when a change of NGINX's configuration is refused, or cut off. */
@ParameterizedClass
@EnumSource(NginxVersions.class)
final class NginxWordsTest {
    @Parameter NginxVersions version;

    private static final String BEFORE = "upstream nodes { server 127.0.0.1:1; }\n";
    private static final String AFTER = "upstream nodes { server 127.0.0.1:2; }\n";

    @TempDir Path dir;
    private RunningNginx nginx;

    @BeforeEach
    void start() throws Exception {
        nginx = new RunningNginx(dir, version);
        nginx.write("conf.d/nodes.conf", BEFORE);
        nginx.start();
    }

    @AfterEach
    void stop() {
        nginx.close();
    }

    @ParameterizedTest
    @EnumSource
    void isAsItWasWhenNginxCanNotTakeItUp(Shells shell) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = nginx.conf.resolve("conf.d/taken.conf");
            String text = "server { listen 127.0.0.1:" + taken.getLocalPort() + "; }\n";
            Reply reply = run(shell, put(file, text));
            assertEquals(1, reply.status());
            assertTrue(
                    reply.err().contains("did not take it up") && reply.err().contains("bind()"),
                    reply.err());
            assertFalse(Files.exists(file));
            assertEquals(List.of(), hidden());
        }
        assertEquals(502, nginx.answer(), "it goes on as before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx_place", "put", "nginx_reload", "nginx_settle"})
    void canBeCutOffAnywhere(String word) throws Exception {
        Path file = nginx.conf.resolve("conf.d/nodes.conf");
        Sh cut = Sh.of(word + "() { kill -KILL $$; }").then(put(file, AFTER));
        Reply reply = run(Shells.DASH, cut);
        assertEquals(137, reply.status(), reply.err());
        String now = Files.readString(file);
        assertTrue(now.equals(BEFORE) || now.equals(AFTER), now);
        assertEquals(0, run(Shells.DASH, Sh.of(nginx.command() + " -t")).status());
        boolean changed = now.equals(AFTER);
        boolean owed = Files.exists(nginx.conf.resolve(".miprov-reload"));
        assertTrue(owed || !changed, "the next run has to know that a reload is owed");
        Reply again = run(Shells.DASH, put(file, AFTER));
        assertTrue(again.ok(), again.err());
        assertEquals(AFTER, Files.readString(file));
        assertEquals(List.of(), hidden());
    }

    @Test
    void putsBackWhatWasThereAfterACutAndARefusal() throws Exception {
        Path file = nginx.conf.resolve("conf.d/nodes.conf");
        Sh cut = Sh.of("nginx_settle() { kill -KILL $$; }").then(put(file, AFTER));
        assertEquals(137, run(Shells.DASH, cut).status());
        Reply refused = run(Shells.DASH, put(file, "nonsense;\n"));
        assertTrue(refused.err().contains("unknown directive \"nonsense\""), refused.err());
        assertEquals(BEFORE, Files.readString(file));
        assertEquals(List.of(), hidden());
    }

    @Test
    void keepsALinkALink() throws Exception {
        Path real = nginx.conf.resolve("sites/nodes.conf");
        Files.createDirectories(real.getParent());
        Path link = nginx.conf.resolve("conf.d/nodes.conf");
        Files.move(link, real);
        Files.createSymbolicLink(link, real);
        Reply reply = run(Shells.DASH, put(link, AFTER));
        assertTrue(reply.ok(), reply.err());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(AFTER, Files.readString(real));
        assertEquals(List.of(), hidden());
    }

    @Test
    void writesNothingWhenSomebodyElseDidMeanwhile() throws Exception {
        Path file = nginx.conf.resolve("conf.d/nodes.conf");
        Reply reply =
                run(
                        Shells.DASH,
                        Sh.of(
                                "nginx_put {} {} {} {} {}",
                                nginx.command(),
                                nginx.conf,
                                file,
                                "0".repeat(64),
                                Bytes.of(AFTER)));
        assertTrue(reply.err().contains("was changed by somebody else just now"), reply.err());
        assertEquals(BEFORE, Files.readString(file));
    }

    @Test
    void readsAClockThatNobodySets() {
        Reply reply = run(Shells.DASH, Sh.of("hundredths; sleep 0.3; hundredths"));
        List<String> times = reply.out().lines().toList();
        long passed = Long.parseLong(times.get(1)) - Long.parseLong(times.get(0));
        assertTrue(passed >= 29 && passed < 1000, reply.out());
    }

    private Sh put(Path file, String text) {
        return Sh.of(
                "nginx_put {} {} {} '' {} && nginx_settle {}",
                nginx.command(),
                nginx.conf,
                file,
                Bytes.of(text),
                nginx.conf);
    }

    private static Reply run(Shells shell, Sh script) {
        return shell.host().run(NginxWords.words().then(script));
    }

    private List<String> hidden() throws IOException {
        try (var files = Files.walk(nginx.conf)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }
}
