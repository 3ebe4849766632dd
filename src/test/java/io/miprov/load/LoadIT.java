package io.miprov.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.StandIn;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver sees each request that fails, and no failure where there is none. */
@Timeout(60)
final class LoadIT {
    @TempDir private Path folder;

    @Test
    void aServerThatServesLosesNothing() throws Exception {
        try (StandIn server = StandIn.unpack(folder)) {
            server.startAndWait();
            Result result = drive(server.port(), 2, 0).until(400).stop();
            assertEquals(0, result.failed(), result::table);
            assertTrue(result.requests() >= 400, result::table);
            assertEquals(List.of("localhost 4.4.0"), List.copyOf(result.nodes().keySet()));
            assertTrue(result.kinds().get("post_new http").get(Verdict.OK) > 0, result::table);
            assertTrue(result.kinds().get("websocket http").get(Verdict.OK) > 0, result::table);
        }
    }

    @Test
    void aServerThatStopsIsSeenByEachKindOfClient() throws Exception {
        try (StandIn server = StandIn.unpack(folder)) {
            server.startAndWait();
            Load load = drive(server.port(), 2, 1).until(200);
            server.script("stop");
            for (String verdict : List.of("refused", "told_to_go", "broken")) {
                StandIn.await(() -> load.soFar().count(verdict) > 0);
            }
            Result result = load.stop();
            assertEquals(
                    result.failed(),
                    result.verdicts().entrySet().stream()
                            .filter(each -> each.getKey().failure())
                            .mapToInt(each -> each.getValue())
                            .sum());
        }
    }

    @Test
    void anErrorAndAWrongAnswerAreToldApart() throws Exception {
        assertEquals(
                Verdict.WRONG_STATUS, verdict("HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n"));
        assertEquals(
                Verdict.WRONG_ANSWER, verdict("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
        assertEquals(Verdict.RESET, verdict("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"));
        assertEquals(Verdict.RESET, verdict(""));
    }

    @Test
    void aKeptConnectionThatIsClosedWhenItIsUsedAgainIsUsedUp() throws Exception {
        String good =
                "{\"node\":\"a\",\"version\":\"1\",\"path\":\"/load/7\",\"length\":0,\"crc32\":0}";
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + good.length() + "\r\n\r\n" + good;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Door door = Door.plain("localhost", server.getLocalPort());
            Visitor visitor = new Visitor();
            serveOnce(server, answer);
            assertEquals(Verdict.OK, visitor.visit(door, Kind.GET_KEPT, 7).verdict());
            serveOnce(server, answer);
            Verdict second = visitor.visit(door, Kind.GET_KEPT, 7).verdict();
            assertTrue(second == Verdict.OK || second == Verdict.RETRIED, second::word);
        }
    }

    private static Load drive(int port, int webSockets, int held) {
        List<Door> doors = List.of(Door.plain("localhost", port));
        return new Load(new Plan(doors, 200, 0, webSockets, 2, held)).start();
    }

    /** What the driver says of this answer. */
    private static Verdict verdict(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            serveOnce(server, answer);
            Door door = Door.plain("localhost", server.getLocalPort());
            return new Visitor().visit(door, Kind.GET_NEW, 7).verdict();
        }
    }

    private static void serveOnce(ServerSocket server, String answer) {
        Thread thread =
                new Thread(
                        () -> {
                            try (Socket socket = server.accept();
                                    OutputStream out = socket.getOutputStream()) {
                                socket.getInputStream().read(new byte[4096]);
                                out.write(answer.getBytes(StandardCharsets.US_ASCII));
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }
}
