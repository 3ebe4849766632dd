package io.miprov.library.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code facts.sh} tells, by section. A section that was not told is empty. */
record Sheet(Map<String, String> sections) {

    static Sheet read(String answer) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : answer.split("\036")) {
            int eol = section.indexOf('\n');
            if (eol > 0) {
                sections.put(section.substring(0, eol), section.substring(eol + 1));
            }
        }
        return new Sheet(sections);
    }

    String text(String section) {
        return sections.getOrDefault(section, "");
    }

    /** The first line. */
    String line(String section) {
        return text(section).lines().findFirst().orElse("").strip();
    }

    List<String> lines(String section) {
        return text(section).lines().toList();
    }

    /** Lines {@code name=value}; quotes around a value go. */
    Map<String, String> pairs(String section) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : lines(section)) {
            int at = line.indexOf('=');
            if (at > 0) {
                pairs.put(
                        line.substring(0, at),
                        line.substring(at + 1).strip().replaceAll("^[\"']|[\"']$", ""));
            }
        }
        return pairs;
    }
}
