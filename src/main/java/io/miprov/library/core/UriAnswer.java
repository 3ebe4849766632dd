package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParseException;
import io.miprov.module.Outcome;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What curl printed: headers, body, then after two marks what it says of them. */
final class UriAnswer {
    private static final String SKIPPED = "skipped, since ";
    private static final char MARK = '\036';
    private static final long NO_ANSWER = -1;
    private static final int SHOWN = 500;

    private final UriModule.Params params;
    private final String all;
    private final String err;

    private UriAnswer(UriModule.Params params, String all, String err) {
        this.params = params;
        this.all = all;
        this.err = err;
    }

    /**
     * Reads what {@code ask_unless} printed.
     *
     * @param err what the host said besides
     */
    static UriAnswer of(UriModule.Params params, String out, String err) {
        return new UriAnswer(
                params,
                out.startsWith(SKIPPED)
                        ? out.strip()
                        : new String(Base64.getMimeDecoder().decode(out), ISO_8859_1),
                err);
    }

    /** Whether nothing was asked, as `creates` and `removes` say. */
    boolean skipped() {
        return all.startsWith(SKIPPED);
    }

    /** What came after the headers. */
    byte[] body() {
        int told = all.lastIndexOf(MARK, all.lastIndexOf(MARK) - 1);
        int headers = Integer.parseInt(all.substring(told + 1).split("\\|", 3)[1]);
        return all.substring(headers, told).getBytes(ISO_8859_1);
    }

    Outcome outcome() {
        if (skipped()) {
            return Outcome.ok(Map.of("stdout", all));
        }
        int exit = all.lastIndexOf(MARK);
        int told = exit < 0 ? -1 : all.lastIndexOf(MARK, exit - 1);
        if (told < 0) {
            return none(err.isBlank() ? "curl gave no answer" : err.strip());
        }
        if (!all.substring(exit + 1).equals("0")) {
            return none(err.strip());
        }
        String[] said = all.substring(told + 1, exit).split("\\|", 5);
        int headers = Integer.parseInt(said[1]);
        String body = new String(all.substring(headers, told).getBytes(ISO_8859_1), UTF_8);
        return answered(said, all.substring(0, headers), body);
    }

    private Outcome none(String why) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("status", NO_ANSWER);
        values.put("url", params.url());
        values.put("elapsed", 0L);
        values.put("redirected", false);
        return Outcome.of(
                Outcome.Status.FAILED,
                "Status code was -1 and not " + params.statusCode() + ": " + why,
                values);
    }

    private Outcome answered(String[] said, String headers, String body) {
        int status = Integer.parseInt(said[0]);
        Map<String, Object> values = headers(headers);
        boolean right = params.statusCode().contains(status);
        values.put("status", (long) status);
        values.put("url", said[4]);
        values.put("redirected", !said[2].equals("0"));
        values.put("elapsed", (long) Double.parseDouble(said[3].replace(',', '.')));
        values.putIfAbsent("content_length", Integer.toString(body.getBytes(UTF_8).length));
        String reason = reason(headers);
        if (params.returnContent() || !right) {
            values.put("content", body);
        }
        json(values, body);
        if (right) {
            values.put("msg", "OK (" + body.getBytes(UTF_8).length + " bytes)");
            return Outcome.ok(values);
        }
        return Outcome.of(
                Outcome.Status.FAILED,
                "Status code was "
                        + status
                        + " and not "
                        + params.statusCode()
                        + ": HTTP Error "
                        + status
                        + (reason.isEmpty() ? "" : ": " + reason)
                        + (body.isBlank() ? "" : "; it said: " + shortened(body.strip())),
                values);
    }

    private static String shortened(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    /** The last block: those before it are of redirections. */
    private static String last(String headers) {
        String all = headers.replace("\r", "").strip();
        int at = all.lastIndexOf("\n\n");
        return at < 0 ? all : all.substring(at + 2);
    }

    private static String reason(String headers) {
        String[] status = last(headers).split("\n", 2)[0].split(" ", 3);
        return status.length > 2 ? status[2].strip() : "";
    }

    private static Map<String, Object> headers(String headers) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> lines = last(headers).lines().skip(1).toList();
        for (String line : lines) {
            int at = line.indexOf(':');
            if (at > 0) {
                String name = line.substring(0, at).toLowerCase(Locale.ROOT).replace('-', '_');
                String value = line.substring(at + 1).strip();
                values.merge(name, value, (one, two) -> one + ", " + two);
            }
        }
        return values;
    }

    private static void json(Map<String, Object> values, String body) {
        String type = String.valueOf(values.get("content_type")).split(";")[0].strip();
        if (!type.endsWith("/json") && !type.endsWith("+json")) {
            return;
        }
        try {
            values.put("json", Json.read(body));
        } catch (JsonParseException e) {
            // it says that it is JSON, and is not; the content is there as text
        }
    }
}
