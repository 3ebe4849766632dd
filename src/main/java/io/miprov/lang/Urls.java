package io.miprov.lang;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters for URLs. */
final class Urls {
    /** Scheme, place, path, query, fragment. */
    private static final Pattern URL =
            Pattern.compile(
                    "(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?",
                    Pattern.DOTALL);

    /** An address in brackets or a name, and a port. */
    private static final Pattern MACHINE =
            Pattern.compile("(?:\\[([^\\]]*)\\]|([^:]*))(?::(\\d*))?");

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
        Map<Object, Object> parts = parts(call.text());
        if (query.isEmpty()) {
            return parts;
        }
        if (!parts.containsKey(query)) {
            throw Fault.of("unknown URL component `" + query + "`")
                    .help("a URL has " + parts.keySet());
        }
        return parts.get(query);
    }

    /** The parts of an address, as Python's {@code urlsplit} takes it apart: it refuses little. */
    static Map<Object, Object> parts(String written) {
        String url = TextMethods.strip(written.replaceAll("[\\r\\n\\t]", ""), null, true, false);
        Matcher match = URL.matcher(url);
        if (!match.matches()) {
            throw Fault.of("this is no URL", Python.repr(written));
        }
        String place = orEmpty(match.group(2));
        int at = place.lastIndexOf('@');
        String user = at < 0 ? null : place.substring(0, at);
        int colon = user == null ? -1 : user.indexOf(':');
        Matcher machine = MACHINE.matcher(place.substring(at + 1));
        if (!machine.matches()) {
            throw Fault.of("this is no machine and port", Python.repr(place));
        }
        String name = orEmpty(machine.group(1)) + orEmpty(machine.group(2));
        String port = orEmpty(machine.group(3));
        Map<Object, Object> parts = new LinkedHashMap<>();
        parts.put("fragment", orEmpty(match.group(5)));
        parts.put("hostname", name.isEmpty() ? null : name.toLowerCase(Locale.ROOT));
        parts.put("netloc", place);
        parts.put("password", colon < 0 ? null : user.substring(colon + 1));
        parts.put("path", match.group(3));
        parts.put("port", port.isEmpty() ? null : (Object) Long.valueOf(port));
        parts.put("query", orEmpty(match.group(4)));
        parts.put("scheme", orEmpty(match.group(1)).toLowerCase(Locale.ROOT));
        parts.put("username", colon < 0 ? user : user.substring(0, colon));
        return parts;
    }

    private static String orEmpty(String part) {
        return part == null ? "" : part;
    }
}
