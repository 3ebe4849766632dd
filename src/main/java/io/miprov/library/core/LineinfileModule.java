package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Makes sure that a line is in a file, replaces the one that a pattern finds, or takes lines out.

                - lineinfile:
                    path: /etc/sysctl.conf
                    regexp: ^fs\\.file-max
                    line: fs.file-max = 2097152
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
public final class LineinfileModule implements Module<LineinfileModule.Params> {

    /** Whether the line should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the file",
                            aliases = {"dest", "destfile", "name"},
                            path = true)
                    String path,
            @Doc(
                            value =
                                    "a regular expression that finds the line to replace or to take out",
                            aliases = "regex")
                    Optional<String> regexp,
            @Doc("a text that finds the line, instead of `regexp`") Optional<String> searchString,
            @Doc(value = "the line", aliases = "value") Optional<String> line,
            @Doc(value = "whether the line should be there", orElse = "present") State state,
            @Doc(value = "whether `line` takes groups of `regexp`, as \\1", orElse = "no")
                    boolean backrefs,
            @Doc(value = "a pattern, EOF or BOF: where a new line goes after", orElse = "")
                    String insertafter,
            @Doc(value = "a pattern or BOF: where a new line goes before", orElse = "")
                    String insertbefore,
            @Doc(value = "whether a missing file is made", orElse = "no") boolean create,
            @Doc(value = "whether the first match counts instead of the last", orElse = "no")
                    boolean firstmatch,
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
        check(params);
        LineEdit line =
                new LineEdit(
                        params.regexp(),
                        params.searchString(),
                        params.line().orElse(""),
                        params.backrefs(),
                        params.insertafter(),
                        params.insertbefore(),
                        params.firstmatch());
        return new Edit(
                params.path(),
                rewrite(params, line),
                Placed.of(params.mode(), params.owner(), params.group()),
                params.validate(),
                params.backup(),
                says(params));
    }

    private static Map<String, Object> says(Params params) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("path", params.path());
        says.put("diff", List.of());
        boolean regexp = params.regexp().filter(String::isEmpty).isPresent();
        if (regexp || params.searchString().filter(String::isEmpty).isPresent()) {
            says.put(
                    "warnings",
                    List.of(
                            "The "
                                    + (regexp ? "regular expression" : "search string")
                                    + " is an empty string, which will match every line in the file. This may have"
                                    + " unintended consequences, such as replacing the last line in the file"
                                    + " rather than appending."
                                    + (regexp
                                            ? " If this is desired, use '^' to match every line in the file"
                                                    + " and avoid this warning."
                                            : "")));
        }
        return says;
    }

    private static Edit.Rewrite rewrite(Params params, LineEdit line) {
        if (params.state() == State.ABSENT) {
            return Edit.optional(line::absent, Map.of("msg", "file not present"));
        }
        return new Edit.Telling(
                line::present,
                params.create(),
                "Destination " + params.path() + " does not exist !");
    }

    private static void check(Params params) {
        if (params.regexp().isPresent() && params.searchString().isPresent()) {
            throw new BadParams("search_string", "`regexp` and `search_string` exclude each other");
        }
        if (!params.insertafter().isEmpty() && !params.insertbefore().isEmpty()) {
            throw new BadParams(
                    "insertbefore", "`insertafter` and `insertbefore` exclude each other");
        }
        if (params.state() == State.PRESENT && params.line().isEmpty()) {
            throw new BadParams("line", "`line` is needed when it should be present");
        }
        if (!params.validate().isEmpty() && !params.validate().contains("%s")) {
            throw new BadParams("validate", "validate must contain %s: " + params.validate());
        }
        if (params.backrefs() && params.regexp().isEmpty()) {
            throw new BadParams("backrefs", "`backrefs` needs `regexp`");
        }
        if (params.state() == State.ABSENT
                && params.line().isEmpty()
                && params.regexp().isEmpty()
                && params.searchString().isEmpty()) {
            throw new BadParams("state", "one of `line`, `regexp` and `search_string` is needed");
        }
    }
}
