package io.miprov.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A way into the cluster: a published port of the balancer.
 *
 * @param tls how to speak TLS, with the server's name and chain verified; empty for plain HTTP
 */
public record Door(String host, int port, Optional<SSLContext> tls) {
    private static final int CONNECT_MILLIS = 5000;

    /** Plain HTTP. */
    public static Door plain(String host, int port) {
        return new Door(host, port, Optional.empty());
    }

    /** Trusts what comes from the authority in this PEM file, and nothing else. */
    public static Door secured(String host, int port, Path ca) throws IOException {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            int count = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + count++, each);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return new Door(host, port, Optional.of(tls));
        } catch (GeneralSecurityException e) {
            throw new IOException(ca + ": " + e.getMessage(), e);
        }
    }

    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    /** A new connection. */
    Wire open(int timeoutMillis) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().setTcpNoDelay(true);
            channel.socket().connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            channel.socket().setSoTimeout(timeoutMillis);
            if (tls.isEmpty()) {
                return new Wire(channel, channel.socket());
            }
            SSLSocket socket =
                    (SSLSocket)
                            tls.get()
                                    .getSocketFactory()
                                    .createSocket(channel.socket(), host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new Wire(channel, socket);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
