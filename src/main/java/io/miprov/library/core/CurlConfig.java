package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A request as a configuration of curl ({@code curl -K -}): on its standard input, where no list of
 * processes shows a password.
 */
final class CurlConfig {
    private final UriModule.Params params;
    private final StringBuilder text = new StringBuilder();

    CurlConfig(UriModule.Params params) {
        this.params = params;
    }

    String text() {
        String method = params.method().toUpperCase(Locale.ROOT);
        text.append("silent\nshow-error\ngloboff\ndump-header = \"-\"\n");
        say("url", params.url());
        say("max-time", Integer.toString(params.timeout()));
        say("user-agent", params.httpAgent());
        say(
                "write-out",
                "\036%{http_code}|%{size_header}|%{num_redirects}|%{time_total}|%{url_effective}");
        if (method.equals("HEAD")) {
            text.append("head\n");
        } else {
            say("request", method);
        }
        if (params.followRedirects().any(method)) {
            text.append("location\n");
            say("max-redirs", "10");
        }
        trust();
        params.urlUsername()
                .ifPresent(
                        user ->
                                say(
                                        "user",
                                        user
                                                + ":"
                                                + params.urlPassword()
                                                        .map(p -> p.value())
                                                        .orElse("")));
        params.unixSocket().ifPresent(path -> say("unix-socket", path));
        if (!params.useProxy()) {
            say("noproxy", "*");
        }
        headers();
        params.body().ifPresent(body -> say("data-raw", written(body)));
        return text.toString();
    }

    private void trust() {
        if (!params.validateCerts()) {
            text.append("insecure\n");
        }
        params.caPath().ifPresent(path -> say("cacert", path));
        params.clientCert().ifPresent(path -> say("cert", path));
        params.clientKey().ifPresent(path -> say("key", path));
    }

    private void headers() {
        boolean typed =
                params.headers().keySet().stream()
                        .anyMatch(h -> h.equalsIgnoreCase("content-type"));
        params.headers()
                .forEach((name, value) -> say("header", name + ": " + CopyModule.text(value)));
        if (!typed && params.body().isPresent()) {
            switch (params.bodyFormat()) {
                case JSON -> say("header", "Content-Type: application/json");
                case FORM_URLENCODED ->
                        say("header", "Content-Type: application/x-www-form-urlencoded");
                case RAW -> say("header", "Content-Type:");
            }
        }
    }

    private String written(Object body) {
        boolean whole = body instanceof Map || body instanceof List;
        if (params.bodyFormat() == UriModule.Format.FORM_URLENCODED
                && body instanceof Map<?, ?> map) {
            StringJoiner form = new StringJoiner("&");
            map.forEach(
                    (name, value) ->
                            (value instanceof List<?> list ? list : List.of(value))
                                    .forEach(
                                            each -> form.add(encoded(name) + "=" + encoded(each))));
            return form.toString();
        }
        return whole || !(body instanceof Boolean) ? CopyModule.text(body) : body.toString();
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(CopyModule.text(value), UTF_8);
    }

    private void say(String option, String value) {
        text.append(option).append(" = \"");
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        text.append("\"\n");
    }
}
