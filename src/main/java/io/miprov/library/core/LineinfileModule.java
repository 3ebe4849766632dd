package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
                            aliases = "regex",
                            orElse = "")
                    String regexp,
            @Doc(value = "a text that finds the line, instead of `regexp`", orElse = "")
                    String search_string,
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
                        params.search_string(),
                        params.line().orElse(""),
                        params.backrefs(),
                        params.insertafter(),
                        params.insertbefore(),
                        params.firstmatch());
        boolean present = params.state() == State.PRESENT;
        UnaryOperator<String> edit = present ? line::present : line::absent;
        boolean missingIsEmpty = params.create() || !present;
        return new Edit(
                params.path(),
                missingIsEmpty
                        ? Edit.textOrEmpty(params.path(), edit)
                        : Edit.existingText(params.path(), edit),
                Placed.of(params.mode(), params.owner(), params.group()),
                params.validate(),
                params.backup(),
                Map.of("path", params.path()));
    }

    private static void check(Params params) {
        if (!params.regexp().isEmpty() && !params.search_string().isEmpty()) {
            throw new BadParams("search_string", "`regexp` and `search_string` exclude each other");
        }
        if (!params.insertafter().isEmpty() && !params.insertbefore().isEmpty()) {
            throw new BadParams(
                    "insertbefore", "`insertafter` and `insertbefore` exclude each other");
        }
        if (params.state() == State.PRESENT && params.line().isEmpty()) {
            throw new BadParams("line", "`line` is needed when it should be present");
        }
        if (params.backrefs() && params.regexp().isEmpty()) {
            throw new BadParams("backrefs", "`backrefs` needs `regexp`");
        }
        if (params.state() == State.ABSENT
                && params.line().isEmpty()
                && params.regexp().isEmpty()
                && params.search_string().isEmpty()) {
            throw new BadParams("state", "one of `line`, `regexp` and `search_string` is needed");
        }
    }
}
