package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Keeps a block of lines, between two marker lines, in a file.

                - blockinfile:
                    path: /etc/hosts
                    block: |
                      192.0.2.11 mi1
                      192.0.2.12 mi2
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
public final class BlockinfileModule implements Module<BlockinfileModule.Params> {

    /** Whether the block should be there. */
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
            @Doc(value = "the lines", aliases = "content", orElse = "") String block,
            @Doc(value = "whether the block should be there", orElse = "present") State state,
            @Doc(
                            value = "the marker lines; {mark} stands for their two words",
                            orElse = "# {mark} ANSIBLE MANAGED BLOCK")
                    String marker,
            @Doc(value = "the word of the marker before", orElse = "BEGIN") String marker_begin,
            @Doc(value = "the word of the marker after", orElse = "END") String marker_end,
            @Doc(value = "a pattern or EOF: where a new block goes after", orElse = "")
                    String insertafter,
            @Doc(value = "a pattern or BOF: where a new block goes before", orElse = "")
                    String insertbefore,
            @Doc(value = "whether an empty line stands before", orElse = "no")
                    boolean prepend_newline,
            @Doc(value = "whether an empty line stands after", orElse = "no")
                    boolean append_newline,
            @Doc(value = "whether a missing file is made", orElse = "no") boolean create,
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
        if (!params.insertafter().isEmpty() && !params.insertbefore().isEmpty()) {
            throw new BadParams(
                    "insertbefore", "`insertafter` and `insertbefore` exclude each other");
        }
        BlockEdit block =
                new BlockEdit(
                        params.marker().replace("{mark}", params.marker_begin()),
                        params.marker().replace("{mark}", params.marker_end()),
                        params.state() == State.PRESENT ? params.block() : "",
                        params.state() == State.PRESENT,
                        params.insertafter(),
                        params.insertbefore(),
                        params.prepend_newline(),
                        params.append_newline());
        if (block.begin().equals(block.end())) {
            throw new BadParams("marker", "the two markers are the same; put {mark} into it");
        }
        boolean absentNone = params.state() == State.ABSENT && params.create();
        return new Edit(
                params.path(),
                absentNone
                        ? Edit.optional(
                                block::apply,
                                Map.of("msg", "File " + params.path() + " not present"))
                        : new Edit.Telling(
                                block::apply,
                                params.create(),
                                "Path " + params.path() + " does not exist !"),
                Placed.of(params.mode(), params.owner(), params.group()),
                params.validate(),
                params.backup(),
                Map.of("path", params.path(), "diff", List.of()));
    }
}
