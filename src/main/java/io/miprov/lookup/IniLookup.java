package io.miprov.lookup;

import io.miprov.lang.PythonRegex;
import io.miprov.lang.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The lookup {@code ini}: keys of INI files, and of Java's properties files. */
final class IniLookup implements Lookup {
    private static final List<String> OPTIONS =
            List.of(
                    "type",
                    "file",
                    "section",
                    "re",
                    "encoding",
                    "default",
                    "case_sensitive",
                    "allow_no_value",
                    "allow_none",
                    "interpolation");

    @Override
    public List<Object> answer(Request request) {
        List<Object> found = new ArrayList<>();
        Request options = request;
        for (String term : request.texts()) {
            String key = term;
            if (term.contains("=") || term.strip().contains(" ")) {
                Map<String, String> inside = new LinkedHashMap<>();
                key = parted(term, inside);
                options = options.with(List.of(), inside);
            }
            found.addAll(values(key, options));
        }
        OPTIONS.forEach(request::has);
        return found;
    }

    /** The key of a term with options inside, whose values may have blanks in them. */
    private static String parted(String term, Map<String, String> options) {
        String key = null;
        String last = "";
        for (String word : term.strip().split("\\s+")) {
            Optional<String> option =
                    OPTIONS.stream().filter(each -> word.contains(each + "=")).findFirst();
            if (option.isPresent()) {
                String[] sides = word.split("=", -1);
                if (sides.length != 2 || !OPTIONS.contains(sides[0])) {
                    throw new IllegalArgumentException(
                            "Could not use '" + word + "' from '" + term + "'");
                }
                last = sides[0];
                options.put(last, sides[1]);
            } else if (word.contains("=")) {
                throw new IllegalArgumentException(
                        word.substring(0, word.indexOf('=')) + " is not a valid option.");
            } else if (last.isEmpty()) {
                key = key == null ? word : key + " " + word;
            } else {
                options.merge(last, word, (before, more) -> before + " " + more);
            }
        }
        if (key == null) {
            throw new IllegalArgumentException(
                    "No key to lookup was provided as first term with in string inline options: "
                            + term);
        }
        return key;
    }

    private static List<Object> values(String key, Request options) {
        boolean properties = options.text("type", "ini").equals("properties");
        String file = options.text("file", "ansible.ini");
        String section = properties ? "" : options.text("section", "global");
        boolean exact = options.flag("case_sensitive", false);
        IniFile ini =
                IniFile.read(
                        options.read(
                                options.file(file, "files"), options.text("encoding", "utf-8")),
                        file,
                        exact,
                        options.flag("allow_no_value", options.flag("allow_none", false)),
                        properties,
                        options.flag("interpolation", true));
        Map<String, Object> pairs =
                ini.section(section)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "No section '" + section + "' in " + file));
        if (options.flag("re", false)) {
            Pattern pattern = PythonRegex.compile(key, false);
            return pairs.entrySet().stream()
                    .filter(pair -> pattern.matcher(pair.getKey()).lookingAt())
                    .map(Map.Entry::getValue)
                    .toList();
        }
        String name = exact ? key : key.toLowerCase(Locale.ROOT);
        Object value = pairs.containsKey(name) ? pairs.get(name) : options.option("default", "");
        return value == null
                ? List.of()
                : value instanceof List<?> list
                        ? new ArrayList<>(list)
                        : List.of(value instanceof Map ? PythonText.str(value) : value);
    }
}
