package io.miprov.library.core;

import io.miprov.diag.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that a host makes with the program that it has for it.
 *
 * @param method in capitals
 * @param body the bytes to send, as text
 * @param timeout in seconds
 * @param follow whether redirections are followed
 * @param netrc whether the user's {@code .netrc} may know the password
 * @param unixSocket a socket to go through
 */
record HttpRequest(
        String url,
        String method,
        Map<String, Object> headers,
        Optional<String> body,
        int timeout,
        String agent,
        boolean follow,
        boolean useProxy,
        boolean netrc,
        Optional<String> unixSocket,
        Trust trust,
        Login login) {

    /**
     * Which certificates count.
     *
     * @param checked whether that of the server is checked
     * @param ca a file on the host with the certificates to trust
     * @param certificate a file on the host with ours
     * @param key a file on the host with our key
     */
    record Trust(
            boolean checked,
            Optional<String> ca,
            Optional<String> certificate,
            Optional<String> key) {}

    /** Who we are, when somebody asks. */
    record Login(Optional<String> user, Optional<Secret> password) {

        String secret() {
            return password.map(Secret::value).orElse("");
        }
    }

    static boolean isWeb(String url) {
        String scheme = url.toLowerCase(Locale.ROOT);
        return scheme.startsWith("http://") || scheme.startsWith("https://");
    }

    /** The same request of another address. */
    HttpRequest to(String other) {
        return new HttpRequest(
                other,
                method,
                headers,
                body,
                timeout,
                agent,
                follow,
                useProxy,
                netrc,
                unixSocket,
                trust,
                login);
    }
}
