package io.miprov.lookup;

import io.miprov.lang.PythonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lookup {@code csvfile}: a column of the line whose first, or other, column is the key. */
final class CsvLookup implements Lookup {
    private static final Set<String> OPTIONS =
            Set.of("col", "default", "delimiter", "encoding", "file", "keycol");

    @Override
    public List<Object> answer(Request request) {
        if (request.terms().isEmpty()) {
            throw new IllegalArgumentException("Search key is required but was not found");
        }
        List<Object> found = new ArrayList<>();
        Request options = request;
        for (String term : request.texts()) {
            KeyValues words = KeyValues.of(term);
            if (words.bare().isEmpty()) {
                throw new IllegalArgumentException("Search key is required but was not found");
            }
            for (String name : words.named().keySet()) {
                if (!OPTIONS.contains(name)) {
                    throw new IllegalArgumentException(name + " is not a valid option");
                }
            }
            options = options.with(List.of(), words.named());
            Object value = value(words.bare(), options);
            found.addAll(
                    value == null
                            ? List.of()
                            : value instanceof List<?> list ? list : List.of(value));
        }
        OPTIONS.forEach(request::has);
        return found;
    }

    private static Object value(String key, Request options) {
        String delimiter = options.text("delimiter", "TAB");
        String file = options.text("file", "ansible.csv");
        String text = options.read(path(file, options), options.text("encoding", "utf-8"));
        int keyColumn = options.whole("keycol", 0);
        if (!delimiter.equals("TAB") && delimiter.length() != 1) {
            throw new IllegalArgumentException(
                    "csvfile: `delimiter` must be one character, and this is `" + delimiter + "`");
        }
        for (List<String> row : rows(text, delimiter.equals("TAB") ? '\t' : delimiter.charAt(0))) {
            if (keyColumn < row.size() && row.get(keyColumn).equals(key)) {
                int column = options.whole("col", 1);
                int place = column < 0 ? row.size() + column : column;
                if (place < 0 || place >= row.size()) {
                    throw new IllegalArgumentException(
                            "csvfile: list index out of range: the line of `"
                                    + key
                                    + "` has "
                                    + row.size()
                                    + " columns, and `col` is "
                                    + column);
                }
                return row.get(place);
            }
        }
        Object otherwise = options.option("default", null);
        return otherwise instanceof Map ? PythonText.str(otherwise) : otherwise;
    }

    private static Path path(String file, Request options) {
        try {
            return options.file(file, "files");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "csvfile: No such file or directory: " + e.getMessage(), e);
        }
    }

    /** The lines of a file, in the way that spreadsheets write them. */
    static List<List<String>> rows(String text, char delimiter) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean twice = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                i += twice ? 1 : 0;
                quoted = c != '"' || twice;
                if (quoted) {
                    field.append(c);
                }
            } else if (c == '"' && field.length() == 0) {
                quoted = true;
                begun = true;
            } else if (c == delimiter) {
                row.add(field.toString());
                field.setLength(0);
                begun = true;
            } else if (c == '\n' || c == '\r') {
                if (begun || field.length() > 0) {
                    row.add(field.toString());
                    rows.add(row);
                }
                row = new ArrayList<>();
                field.setLength(0);
                begun = false;
            } else {
                field.append(c);
            }
        }
        if (begun || field.length() > 0) {
            row.add(field.toString());
            rows.add(row);
        }
        return rows;
    }
}
