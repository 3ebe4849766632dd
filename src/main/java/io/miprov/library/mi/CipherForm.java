package io.miprov.library.mi;

import io.miprov.library.mi.toml.TomlKey;
import io.miprov.module.BadParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of {@code [secrets]} that WSO2's cipher tool can rewrite. It goes through the file line
 * by line, and what has another form makes it fail with half the file written. (cipher-tool,
 * CipherTool.java)
 */
final class CipherForm {
    private static final String TABLE = "secrets";
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern LINE =
            Pattern.compile("[ \\t]*[A-Za-z0-9_-]+[ \\t]*=[ \\t]*\"[^\"]*\"[ \\t]*");

    private CipherForm() {}

    /** Refuses a secret that would break the form. */
    static void check(String parameter, TomlKey key, String written) {
        List<String> names = key.names();
        if (!names.get(0).equals(TABLE)) {
            return;
        }
        if (names.size() != 2 || !ALIAS.matcher(names.get(1)).matches()) {
            throw new BadParams(
                    parameter,
                    "`" + key + "`: an alias of a secret has letters, digits and _ only");
        }
        if (!written.startsWith("\"")) {
            throw new BadParams(parameter, "`" + key + "`: a secret is a text");
        }
    }

    /** What in a text the cipher tool would stumble over; empty: nothing. */
    static Optional<String> problem(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = 0;
        while (at < lines.size() && !lines.get(at).matches("\\s*\\[\\s*secrets\\s*].*")) {
            at++;
        }
        if (at == lines.size()) {
            return Optional.empty();
        }
        if (!lines.get(at).strip().equals("[secrets]")) {
            return problem(at, "the header has to be [secrets] and nothing else");
        }
        for (at++; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.matches("\\[.+]")) {
                return Optional.empty();
            }
            boolean harmless =
                    line.isEmpty() || line.strip().startsWith("#") || LINE.matcher(line).matches();
            if (!harmless) {
                boolean header = line.strip().startsWith("[");
                return problem(
                        at,
                        header
                                ? "the header after [secrets] has to have its line for itself, from"
                                        + " its first column on"
                                : "each secret has to be alias = \"text\" on a line, without a"
                                        + " comment");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(int line, String why) {
        return Optional.of(
                "line " + (line + 1) + ": " + why + ", or WSO2's cipher tool breaks the file");
    }
}
