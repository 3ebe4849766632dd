package io.miprov.module;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line whose first word is a file of the controller.
 *
 * @param arguments the rest of it, as written
 */
public record LocalCommand(LocalFile file, String arguments) {
    private static final Pattern FIRST =
            Pattern.compile(
                    "\\s*(?:\"([^\"]*)\"|'([^']*)'|((?:[^\\s\\\\]|\\\\.)+))\\s*(.*)",
                    Pattern.DOTALL);

    static LocalCommand of(String line, Resources controller) {
        Matcher words = FIRST.matcher(line);
        if (!words.matches()) {
            throw new IllegalArgumentException("needs the path of a file first");
        }
        String path = words.group(1) != null ? words.group(1) : words.group(2);
        if (path == null) {
            path = words.group(3).replaceAll("\\\\(.)", "$1");
        }
        return new LocalCommand(controller.file(path), words.group(4));
    }
}
