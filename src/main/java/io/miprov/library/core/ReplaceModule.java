package io.miprov.library.core;

import io.miprov.lang.PythonRegex;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

@Doc(
        value =
                """
                Replaces every match of a regular expression in a file.

                - replace:
                    path: /etc/nginx/nginx.conf
                    regexp: worker_connections \\d+;
                    replace: worker_connections 4096;
                """,
        without = {
            "attributes",
            "attr",
            "encoding",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unsafe_writes"
        })
public final class ReplaceModule implements Module<ReplaceModule.Params> {

    /** The letters that mean something after a backslash in what stands for a match. */
    private static final String MEANT = "abfgnrtv";

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the file",
                            aliases = {"dest", "destfile", "name"},
                            path = true)
                    String path,
            @Doc("the regular expression; ^ and $ mean each line") String regexp,
            @Doc(value = "what stands for each match; \\1 is its first group", orElse = "")
                    String replace,
            @Doc(value = "a regular expression: only what stands after its match", orElse = "")
                    String after,
            @Doc(value = "a regular expression: only what stands before its match", orElse = "")
                    String before,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(
                            value =
                                    "a command that must accept the new file first; %s stands for it",
                            orElse = "")
                    String validate,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    @Override
    public Change plan(Params params, Facts facts) {
        escapes(params.replace());
        return new Edit(
                params.path(),
                new Edit.Telling(
                        text -> replaced(params, text),
                        false,
                        "Path " + params.path() + " does not exist !"),
                Placed.of(params.mode(), params.owner(), params.group()),
                params.validate(),
                params.backup(),
                Map.of("path", params.path()));
    }

    /**
     * As Python's {@code re}: after a backslash a letter of ASCII that has no meaning is refused,
     * whether or not anything matches.
     */
    private static void escapes(String replace) {
        for (int i = replace.indexOf('\\'); i >= 0; i = replace.indexOf('\\', i + 2)) {
            if (i + 1 == replace.length()) {
                throw unable("bad escape (end of pattern) at position " + i);
            }
            char letter = replace.charAt(i + 1);
            boolean ascii = letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
            if (ascii && MEANT.indexOf(letter) < 0) {
                throw unable("bad escape \\" + letter + " at position " + i);
            }
        }
    }

    private static IllegalArgumentException unable(String why) {
        return new IllegalArgumentException("Unable to process replace due to error: " + why);
    }

    /** Where `after` or `before` finds nothing, nothing is replaced. */
    private static Edit.Edited replaced(Params params, String text) {
        Optional<String> section = section(params);
        if (section.isEmpty()) {
            return all(params, text, 0, text.length());
        }
        Matcher match = PythonRegex.compile("(?s)" + section.get(), false).matcher(text);
        return match.find()
                ? all(params, text, match.start("subsection"), match.end("subsection"))
                : new Edit.Edited(
                        text,
                        Map.of(
                                "msg",
                                "Pattern for before/after params did not match the given file: "
                                        + section.get()));
    }

    /** The part of the text that counts, as a regular expression with that part as a group. */
    private static Optional<String> section(Params params) {
        if (params.after().isEmpty() && params.before().isEmpty()) {
            return Optional.empty();
        }
        boolean both = !params.after().isEmpty() && !params.before().isEmpty();
        String part = both ? "(?P<subsection>.*?)" : "(?P<subsection>.*)";
        return Optional.of(params.after() + part + params.before());
    }

    private static Edit.Edited all(Params params, String text, int from, int to) {
        String section = text.substring(from, to);
        Matcher match = PythonRegex.compile(params.regexp(), true).matcher(section);
        StringBuilder out = new StringBuilder();
        int copied = 0;
        int count = 0;
        while (match.find()) {
            out.append(section, copied, match.start());
            try {
                out.append(PythonRegex.expand(params.replace(), match));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Unable to process replace due to error: " + e.getMessage(), e);
            }
            copied = match.end();
            count++;
        }
        String replaced = out.append(section, copied, section.length()).toString();
        String message = replaced.equals(section) ? "" : count + " replacements made";
        return new Edit.Edited(
                text.substring(0, from) + replaced + text.substring(to), Map.of("msg", message));
    }
}
