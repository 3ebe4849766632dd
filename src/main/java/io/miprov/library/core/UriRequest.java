package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.module.BadParams;
import io.miprov.module.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

    /** The file that is sent: a path on the host, or bytes, or neither. */
    static List<Object> file(UriModule.Params params) {
        if (params.src().isEmpty()) {
            return List.of("", "");
        }
        if (params.body().isPresent()) {
            throw new BadParams("src", "parameters are mutually exclusive: body|src");
        }
        Origin src = params.src().get();
        if (src.local().isEmpty()) {
            return List.of(src.path(), "");
        }
        try (InputStream in = src.local().get().open()) {
            return List.of("", Bytes.of(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers = new LinkedHashMap<>(params.headers());
        boolean typed = headers.keySet().stream().anyMatch(h -> h.equalsIgnoreCase("content-type"));
        if (params.bodyFormat() == UriModule.Format.FORM_MULTIPART && params.body().isPresent()) {
            headers.put("Content-Type", "multipart/form-data; boundary=" + form().boundary());
        } else if (!typed && params.body().isPresent()) {
            headers.put(
                    "Content-Type",
                    switch (params.bodyFormat()) {
                        case JSON -> "application/json";
                        case FORM_URLENCODED -> "application/x-www-form-urlencoded";
                        case RAW, FORM_MULTIPART -> "";
                    });
        }
        return headers;
    }

    private MultipartForm form() {
        if (params.body().orElseThrow() instanceof Map<?, ?> fields) {
            return MultipartForm.of(fields);
        }
        throw new BadParams("body", "needs a mapping with `body_format: form-multipart`");
    }

    private String written(Object body) {
        if (params.bodyFormat() == UriModule.Format.FORM_MULTIPART) {
            return form().text();
        }
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
