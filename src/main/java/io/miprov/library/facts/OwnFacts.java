package io.miprov.library.facts;

import com.google.gson.JsonParseException;
import io.miprov.library.core.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The facts that people put into {@code facts.d}: JSON or INI, as text or as a program. */
final class OwnFacts {
    private OwnFacts() {}

    static void into(Sheet sheet, Map<String, Object> facts) {
        Map<String, Object> own = new LinkedHashMap<>();
        sheet.sections()
                .forEach(
                        (name, text) -> {
                            if (name.startsWith("fact ")) {
                                String path = name.substring("fact ".length());
                                String file = path.substring(path.lastIndexOf('/') + 1);
                                own.put(file.replace(".fact", ""), fact(path, text));
                            }
                        });
        facts.put("local", own);
    }

    /** The first line is the exit status, or {@code gone}. */
    private static Object fact(String path, String told) {
        int eol = told.indexOf('\n');
        String status = eol < 0 ? told : told.substring(0, eol);
        String text = eol < 0 ? "" : told.substring(eol + 1);
        if (status.equals("gone")) {
            return "Could not stat fact (" + path + "): there is no such file";
        }
        if (!status.equals("0")) {
            return "Failure executing fact script (" + path + "), rc: " + status + ", err: " + text;
        }
        try {
            String start = text.strip();
            boolean json =
                    start.startsWith("{")
                            || start.startsWith("[") && !start.matches("(?s)\\[\\w+\\]\\s.*")
                            || start.matches("-?\\d[\\d.eE+-]*|true|false|null|\".*\"");
            return json ? Json.read(text) : ini(path, text);
        } catch (JsonParseException e) {
            return wrong(path);
        }
    }

    private static String wrong(String path) {
        return "error loading facts as ini - please check content: " + path;
    }

    private static Object ini(String path, String text) {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> section = null;
        for (String line : List.of(text.split("\n"))) {
            String bare = line.strip();
            int at = bare.indexOf('=') < 0 ? bare.indexOf(':') : bare.indexOf('=');
            if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
                continue;
            }
            if (bare.startsWith("[") && bare.endsWith("]")) {
                section = new LinkedHashMap<>();
                all.put(bare.substring(1, bare.length() - 1), section);
            } else if (section == null || at <= 0) {
                return wrong(path);
            } else {
                section.put(
                        bare.substring(0, at).strip().toLowerCase(Locale.ROOT),
                        bare.substring(at + 1).strip());
            }
        }
        return all;
    }
}
