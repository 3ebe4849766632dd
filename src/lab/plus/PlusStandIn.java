import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in for NGINX Plus: one upstream, its API for that (version 9 of http/upstreams, as the
 * page of ngx_http_api_module describes it), and a proxy that sends each request to the next server
 * that is not down. It asks no other server when one refuses, so a server that is stopped before it
 * is drained is seen by clients.
 *
 * <p>usage: java PlusStandIn.java PORT API_PORT UPSTREAM HOST:PORT...
 */
final class PlusStandIn {
    private static final Pattern SERVER =
            Pattern.compile("/api/9/http/upstreams/([^/]+)/servers/(\\d+)");
    private static final Pattern DOWN = Pattern.compile("\\{\"down\":(true|false)\\}");

    private final String upstream;
    private final List<Peer> peers = new ArrayList<>();
    private int next;

    private static final class Peer {
        final int id;
        final String name;
        final String server;
        boolean down;
        int active;

        Peer(int id, String name) throws IOException {
            this.id = id;
            this.name = name;
            int colon = name.lastIndexOf(':');
            this.server =
                    InetAddress.getByName(name.substring(0, colon)).getHostAddress()
                            + name.substring(colon);
        }

        String json() {
            return String.format(
                    "{\"id\":%d,\"server\":\"%s\",\"name\":\"%s\",\"backup\":false,\"weight\":1,\"state\":\"%s\","
                            + "\"active\":%d,\"ssl\":{\"handshakes\":0},\"responses\":{\"2xx\":0}}",
                    id, server, name, down ? "down" : "up", active);
        }
    }

    private PlusStandIn(String upstream, List<String> servers) throws IOException {
        this.upstream = upstream;
        for (String server : servers) {
            peers.add(new Peer(peers.size(), server));
        }
    }

    public static void main(String[] words) throws IOException {
        List<String> all = List.of(words);
        PlusStandIn plus = new PlusStandIn(all.get(2), all.subList(3, all.size()));
        serve(new InetSocketAddress(Integer.parseInt(all.get(0))), plus::pass);
        serve(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(all.get(1))),
                plus::api);
    }

    private interface Handler {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static void serve(InetSocketAddress address, Handler handler) throws IOException {
        HttpServer server = HttpServer.create(address, 100);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", handler::answer);
        server.start();
    }

    private synchronized Peer begin() {
        for (int i = 0; i < peers.size(); i++) {
            Peer peer = peers.get(next++ % peers.size());
            if (!peer.down) {
                peer.active++;
                return peer;
            }
        }
        return null;
    }

    private synchronized void end(Peer peer) {
        peer.active--;
    }

    private void pass(HttpExchange exchange) throws IOException {
        Peer peer = begin();
        if (peer == null) {
            answer(exchange, 502, "no live upstreams");
            return;
        }
        int status = 502;
        byte[] body;
        try {
            URL url = new URL("http://" + peer.server + exchange.getRequestURI());
            HttpURLConnection to = (HttpURLConnection) url.openConnection();
            to.setRequestMethod(exchange.getRequestMethod());
            to.setRequestProperty("Connection", "close");
            if (exchange.getRequestMethod().equals("POST")) {
                to.setDoOutput(true);
                to.getOutputStream().write(exchange.getRequestBody().readAllBytes());
            }
            status = to.getResponseCode();
            try (InputStream in = status < 400 ? to.getInputStream() : to.getErrorStream()) {
                body = in == null ? new byte[0] : in.readAllBytes();
            }
        } catch (IOException e) {
            body = (peer.name + ": " + e).getBytes(StandardCharsets.UTF_8);
        } finally {
            end(peer);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized void api(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("/$", "");
        Matcher server = SERVER.matcher(path);
        if (path.equals("/api")) {
            answer(exchange, 200, "[1,2,3,4,5,6,7,8,9]");
        } else if (path.equals("/api/9/http/upstreams")) {
            answer(exchange, 200, "{\"" + upstream + "\":" + told() + "}");
        } else if (path.equals("/api/9/http/upstreams/" + upstream)) {
            answer(exchange, 200, told());
        } else if (server.matches()
                && server.group(1).equals(upstream)
                && exchange.getRequestMethod().equals("PATCH")) {
            Matcher said =
                    DOWN.matcher(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            if (said.matches()) {
                Peer peer = peers.get(Integer.parseInt(server.group(2)));
                peer.down = said.group(1).equals("true");
                System.out.println(
                        peer.name + (peer.down ? " down with " : " up with ") + peer.active);
                answer(exchange, 200, peer.json());
            } else {
                answer(exchange, 400, "{\"error\":{\"status\":400}}");
            }
        } else {
            answer(exchange, 404, "{\"error\":{\"status\":404,\"code\":\"PathNotFound\"}}");
        }
    }

    private String told() {
        StringBuilder text = new StringBuilder("{\"peers\":[");
        for (Peer peer : peers) {
            text.append(peer.id == 0 ? "" : ",").append(peer.json());
        }
        return text + "],\"keepalive\":0,\"zombies\":0,\"zone\":\"" + upstream + "\"}";
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
