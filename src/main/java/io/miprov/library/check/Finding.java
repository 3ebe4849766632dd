package io.miprov.library.check;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something that a check has found.
 *
 * @param check the name of the check, as docs/verify.md has it
 * @param found what is so
 * @param remedy what to do about it
 */
public record Finding(String check, Severity severity, String found, String remedy) {

    /** How bad it is. */
    public enum Severity {
        /** It fails, or is open to others. */
        ERROR,
        /** It will fail, or makes it easier for others. */
        WARNING,
        /** It could be better. */
        ADVICE
    }

    public static Finding error(String check, String found, String remedy) {
        return new Finding(check, Severity.ERROR, found, remedy);
    }

    public static Finding warning(String check, String found, String remedy) {
        return new Finding(check, Severity.WARNING, found, remedy);
    }

    public static Finding advice(String check, String found, String remedy) {
        return new Finding(check, Severity.ADVICE, found, remedy);
    }

    /** The same, as a playbook sees it. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("check", check);
        values.put("severity", severity.name().toLowerCase(Locale.ROOT));
        values.put("found", found);
        values.put("remedy", remedy);
        return values;
    }
}
