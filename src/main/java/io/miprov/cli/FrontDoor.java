package io.miprov.cli;

import io.miprov.lab.LabFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Asks a cluster through its balancer, trusting only the cluster's own authorities. */
final class FrontDoor {
    private static final Pattern NODE = Pattern.compile("\"node\":\"([^\"]*)\"");
    private static final int PATIENCE_MILLIS = 10_000;

    private final Path authority;
    private final Map<String, String> namesByAddress;

    /** The certificates of the authorities, and the names of the nodes behind their addresses. */
    FrontDoor(Path authority, Map<String, String> namesByAddress) {
        this.authority = authority;
        this.namesByAddress = namesByAddress;
    }

    /** An answer: the status, and the node that gave it, by what it or the balancer says. */
    record Answer(int status, String node) {}

    Answer ask(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty("Connection", "close");
            if (connection instanceof HttpsURLConnection https) {
                https.setSSLSocketFactory(trustingTheAuthority());
            }
            int status = connection.getResponseCode();
            return new Answer(status, node(connection, body(connection)));
        } catch (IOException e) {
            throw new LabFailure("No answer from " + url + ": " + e.getMessage());
        }
    }

    private String node(HttpURLConnection answer, String body) {
        Matcher named = NODE.matcher(body);
        if (named.find()) {
            return named.group(1);
        }
        String upstream = String.valueOf(answer.getHeaderField("X-Upstream"));
        return namesByAddress.getOrDefault(upstream.replaceFirst(":\\d+$", ""), upstream);
    }

    private static String body(HttpURLConnection connection) throws IOException {
        InputStream in = connection.getErrorStream();
        try (InputStream content = in == null ? connection.getInputStream() : in) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private SSLSocketFactory trustingTheAuthority() {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + trusted.size(), each);
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new LabFailure(
                    "The certificate of the cluster's authority, "
                            + authority
                            + ", can not be read: "
                            + e.getMessage());
        }
    }
}
