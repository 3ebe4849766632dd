package io.miprov.library.database;

import java.util.ArrayList;
import java.util.List;

/** Reads rows from what psql prints with {@code --csv}, one after another. */
final class CsvRows {
    private final String text;
    private final String nothing;
    private int at;

    /**
     * @param nothing what stands for NULL
     */
    CsvRows(String text, String nothing) {
        this.text = text;
        this.nothing = nothing;
    }

    boolean more() {
        return at < text.length();
    }

    /** What is not read yet. */
    String rest() {
        return text.substring(at);
    }

    /** The values of a row of up to so many columns; null for NULL. */
    List<String> next(int columns) {
        List<String> row = new ArrayList<>();
        boolean open = true;
        while (open && row.size() < columns) {
            String value = more() && text.charAt(at) == '"' ? quoted() : plain();
            row.add(value);
            open = more() && text.charAt(at++) == ',';
        }
        return row;
    }

    private String plain() {
        int from = at;
        while (more() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        String value = text.substring(from, at);
        return value.equals(nothing) ? null : value;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; more(); at++) {
            if (text.charAt(at) == '"') {
                at++;
                if (!more() || text.charAt(at) != '"') {
                    break;
                }
            }
            value.append(text.charAt(at));
        }
        return value.toString();
    }
}
