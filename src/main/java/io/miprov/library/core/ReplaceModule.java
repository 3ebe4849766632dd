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
        return new Edit(
                params.path(),
                Edit.existingText(params.path(), text -> replaced(params, text)),
                Placed.of(params.mode(), params.owner(), params.group()),
                params.validate(),
                params.backup(),
                Map.of("path", params.path()));
    }

    /** Where `after` or `before` finds nothing, nothing is replaced. */
    private static String replaced(Params params, String text) {
        int from = 0;
        int to = text.length();
        if (!params.after().isEmpty()) {
            Matcher match = PythonRegex.compile(params.after(), false).matcher(text);
            if (!match.find()) {
                return text;
            }
            from = match.end();
        }
        if (!params.before().isEmpty()) {
            Matcher match = PythonRegex.compile(params.before(), false).matcher(text);
            if (!match.find(from)) {
                return text;
            }
            to = match.start();
        }
        return text.substring(0, from) + all(params, text.substring(from, to)) + text.substring(to);
    }

    private static String all(Params params, String text) {
        Matcher match = PythonRegex.compile(params.regexp(), true).matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (match.find()) {
            out.append(text, from, match.start());
            out.append(PythonRegex.expand(params.replace(), match));
            from = match.end();
        }
        return out.append(text, from, text.length()).toString();
    }
}
