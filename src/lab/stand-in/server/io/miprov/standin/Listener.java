package io.miprov.standin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A port that answers HTTP/1.1 with keep-alive, a thread a connection. Closing it takes no new
 * connection; those that are there are served on, and are not told that the end is near.
 */
final class Listener {
    private final AtomicInteger unserved = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<WebSocket> webSockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final Function<Request, Response> answer;

    Listener(int port, SSLContext tls, String[] protocols, Function<Request, Response> answer)
            throws IOException {
        this.answer = answer;
        this.server =
                tls == null
                        ? new ServerSocket()
                        : tls.getServerSocketFactory().createServerSocket();
        if (server instanceof SSLServerSocket) {
            ((SSLServerSocket) server).setEnabledProtocols(protocols);
        }
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(port), 512);
    }

    Listener start(String name) {
        Thread thread = new Thread(this::accept, name);
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    int unserved() {
        return unserved.get();
    }

    void close() throws IOException {
        server.close();
    }

    /** Ends what is still open; WebSockets are told that the server goes away. */
    void drop() throws IOException {
        for (WebSocket webSocket : webSockets) {
            webSocket.goAway();
        }
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(socket), "worker");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // closed: the loop ends; else the client has gone before it was taken
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean more = true;
            while (more) {
                more = one(in, out);
            }
        } catch (IOException | IllegalArgumentException e) {
            // the client broke off or does not speak HTTP
        } finally {
            open.remove(socket);
        }
    }

    private boolean one(InputStream in, OutputStream out) throws IOException {
        boolean[] began = {false};
        try {
            Request request =
                    Request.read(
                            in,
                            () -> {
                                began[0] = true;
                                unserved.incrementAndGet();
                            });
            if (request == null) {
                return false;
            }
            if (WebSocket.isAsked(request)) {
                WebSocket.accept(request, out);
                began[0] = false;
                unserved.decrementAndGet();
                return echo(new WebSocket(in, out));
            }
            boolean close = request.header("connection").equalsIgnoreCase("close");
            out.write(answer.apply(request).bytes(request.method.equals("HEAD"), close));
            out.flush();
            return !close;
        } finally {
            if (began[0]) {
                unserved.decrementAndGet();
            }
        }
    }

    /** A WebSocket is no unserved request: a stop does not wait for it. */
    private boolean echo(WebSocket webSocket) throws IOException {
        webSockets.add(webSocket);
        try {
            webSocket.echo();
        } finally {
            webSockets.remove(webSocket);
        }
        return false;
    }

    /** A status and a JSON text. */
    static final class Response {
        private final int status;
        private final String json;

        Response(int status, String json) {
            this.status = status;
            this.json = json;
        }

        byte[] bytes(boolean head, boolean close) {
            int length = json.getBytes(StandardCharsets.UTF_8).length;
            String text =
                    "HTTP/1.1 "
                            + status
                            + " "
                            + reason()
                            + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + length
                            + (close ? "\r\nConnection: close" : "")
                            + "\r\n\r\n"
                            + (head ? "" : json);
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private String reason() {
            switch (status) {
                case 200:
                    return "OK";
                case 401:
                    return "Unauthorized";
                case 404:
                    return "Not Found";
                case 405:
                    return "Method Not Allowed";
                default:
                    return "Internal Server Error";
            }
        }
    }
}
