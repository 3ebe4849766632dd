package io.miprov.lang;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Filters for URLs. */
final class Urls {
    private Urls() {}

    /** A text, or the pairs of a mapping, with percent signs for what a URL can not have. */
    static Object encode(Object input) {
        if (!(input instanceof Map) && !(input instanceof List)) {
            return quoted(Python.str(input), "/");
        }
        List<String> pairs = new ArrayList<>();
        for (Object pair :
                input instanceof Map<?, ?> map ? MapMethods.items(map) : Python.items(input)) {
            List<Object> two = Python.items(pair);
            if (two.size() != 2) {
                throw Fault.of("`urlencode` needs pairs", "one has " + two.size() + " parts");
            }
            pairs.add(form(two.get(0)) + "=" + form(two.get(1)));
        }
        return String.join("&", pairs);
    }

    private static String form(Object value) {
        return quoted(Python.str(value), "").replace("%20", "+");
    }

    private static String quoted(String text, String safe) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            boolean kept =
                    c < 128
                            && (Character.isLetterOrDigit(c)
                                    || "_.-~".indexOf(c) >= 0
                                    || safe.indexOf(c) >= 0);
            out.append(kept ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return out.toString();
    }

    static String decode(String text) {
        return java.net.URLDecoder.decode(text, UTF_8);
    }

    static Object split(Call call) {
        String query = call.text(0, "query", "");
        Map<Object, Object> parts = new LinkedHashMap<>();
        URI uri;
        try {
            uri = URI.create(call.text());
        } catch (IllegalArgumentException e) {
            throw Fault.of("this is no URL", Python.repr(call.input()));
        }
        String user = uri.getRawUserInfo();
        parts.put("fragment", orEmpty(uri.getRawFragment()));
        parts.put("hostname", uri.getHost());
        parts.put("netloc", orEmpty(uri.getRawAuthority()));
        parts.put(
                "password",
                user == null || !user.contains(":") ? null : user.substring(user.indexOf(':') + 1));
        parts.put("path", orEmpty(uri.getRawPath()));
        parts.put("port", uri.getPort() < 0 ? null : (Object) (long) uri.getPort());
        parts.put("query", orEmpty(uri.getRawQuery()));
        parts.put("scheme", orEmpty(uri.getScheme()));
        parts.put("username", user == null ? null : user.split(":", 2)[0]);
        if (query.isEmpty()) {
            return parts;
        }
        if (!parts.containsKey(query)) {
            throw Fault.of("a URL has no `" + query + "`").help("it has " + parts.keySet());
        }
        return parts.get(query);
    }

    private static String orEmpty(String part) {
        return part == null ? "" : part;
    }
}
