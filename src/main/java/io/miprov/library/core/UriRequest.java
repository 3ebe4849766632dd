package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The request that {@code uri} makes: its body as the parameters say that it is written. */
final class UriRequest {
    private final UriModule.Params params;

    private UriRequest(UriModule.Params params) {
        this.params = params;
    }

    static HttpRequest of(UriModule.Params params) {
        String method = params.method().toUpperCase(Locale.ROOT);
        UriRequest request = new UriRequest(params);
        return new HttpRequest(
                params.url(),
                method,
                request.headers(),
                params.body().map(request::written),
                params.timeout(),
                params.httpAgent(),
                params.followRedirects().any(method),
                params.useProxy(),
                false,
                params.unixSocket(),
                new HttpRequest.Trust(
                        params.validateCerts(),
                        params.caPath(),
                        params.clientCert(),
                        params.clientKey()),
                new HttpRequest.Login(params.urlUsername(), params.urlPassword()));
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers = new LinkedHashMap<>(params.headers());
        boolean typed = headers.keySet().stream().anyMatch(h -> h.equalsIgnoreCase("content-type"));
        if (!typed && params.body().isPresent()) {
            headers.put(
                    "Content-Type",
                    switch (params.bodyFormat()) {
                        case JSON -> "application/json";
                        case FORM_URLENCODED -> "application/x-www-form-urlencoded";
                        case RAW -> "";
                    });
        }
        return headers;
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
}
