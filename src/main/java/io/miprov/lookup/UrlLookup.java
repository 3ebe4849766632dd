package io.miprov.lookup;

import io.miprov.lang.PythonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The lookup {@code url}: what stands at an address, line by line. */
final class UrlLookup implements Lookup {
    /** These only choose how Python asks; an answer does not hang on them. */
    private static final List<String> NEEDLESS =
            List.of("force", "force_basic_auth", "use_netrc", "unredirected_headers");

    @Override
    public List<Object> answer(Request request) {
        boolean lines = request.flag("split_lines", true);
        NEEDLESS.forEach(request::has);
        List<Object> found = new ArrayList<>();
        for (String term : request.texts()) {
            String text = get(term, request);
            if (lines) {
                text.lines().forEach(found::add);
            } else {
                found.add(text);
            }
        }
        return found;
    }

    private static String get(String address, Request request) {
        try {
            URLConnection connection = open(address, request);
            if (connection instanceof HttpURLConnection http && http.getResponseCode() >= 400) {
                throw new IllegalArgumentException(
                        "Received HTTP error for "
                                + address
                                + " : HTTP Error "
                                + http.getResponseCode()
                                + ": "
                                + http.getResponseMessage());
            }
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (javax.net.ssl.SSLException e) {
            throw new IllegalArgumentException(
                    "Error validating the server's certificate for "
                            + address
                            + ": "
                            + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Failed lookup url for " + address + " : " + e, e);
        }
    }

    private static URLConnection open(String address, Request request) throws IOException {
        URI uri = URI.create(address);
        boolean proxy = request.flag("use_proxy", true);
        URLConnection connection =
                proxy ? uri.toURL().openConnection() : uri.toURL().openConnection(Proxy.NO_PROXY);
        int timeout = (int) (Double.parseDouble(request.text("timeout", "10")) * 1000);
        connection.setConnectTimeout(timeout);
        connection.setReadTimeout(timeout);
        connection.setRequestProperty("User-Agent", request.text("http_agent", "ansible-httpget"));
        if (request.option("headers", Map.of()) instanceof Map<?, ?> headers) {
            headers.forEach(
                    (name, value) ->
                            connection.setRequestProperty(
                                    PythonText.str(name), PythonText.str(value)));
        }
        String user = request.text("username", "");
        String password = request.text("password", "");
        if (!user.isEmpty()) {
            byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        }
        String follow = request.text("follow_redirects", "urllib2");
        boolean verify = request.flag("validate_certs", true);
        if (connection instanceof HttpURLConnection http) {
            http.setInstanceFollowRedirects(
                    !follow.equals("none") && !follow.equalsIgnoreCase("no"));
        }
        if (connection instanceof HttpsURLConnection https && !verify) {
            https.setSSLSocketFactory(trusting().getSocketFactory());
            https.setHostnameVerifier((host, session) -> true);
        }
        return connection;
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** For {@code validate_certs=false}: whoever answers is believed. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
