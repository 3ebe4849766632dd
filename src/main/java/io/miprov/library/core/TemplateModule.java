package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Put;
import io.miprov.module.Rendered;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Fills in a Jinja2 template for this host and puts the text there.

                - template:
                    src: micro-integrator.service.j2
                    dest: /etc/systemd/system/micro-integrator.service
                    mode: "0644"
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class TemplateModule implements Module<TemplateModule.Params> {

    /** What it takes. The settings of the template itself are heard where it is filled in. */
    public record Params(
            @Doc("the template, in the folder `templates` of the role or beside the playbook")
                    Rendered src,
            @Doc(
                            value =
                                    "the path on the host; a folder means the file of the template's name in it",
                            path = true)
                    String dest,
            @Doc(
                            "the permissions, octal in quotes or symbolic, or `preserve`: those of the template")
                    Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(value = "whether a file that is there and differs is replaced", orElse = "yes")
                    boolean force,
            @Doc(value = "whether a link at `dest` is written through", orElse = "no")
                    boolean follow,
            @Doc(
                            value =
                                    "a command that must accept the new file first; %s stands for it",
                            orElse = "")
                    String validate,
            @Doc(value = "how the text is written in bytes", orElse = "utf-8")
                    String outputEncoding,
            @Doc(value = "whether the line end behind a block goes", orElse = "yes")
                    boolean trimBlocks,
            @Doc(value = "whether the blanks before a block go", orElse = "no")
                    boolean lstripBlocks,
            @Doc(value = "what ends a line: \\n, \\r or \\r\\n", orElse = "\\n")
                    String newlineSequence,
            @Doc(value = "what a block begins with", orElse = "{%") String blockStartString,
            @Doc(value = "what a block ends with", orElse = "%}") String blockEndString,
            @Doc(value = "what a value begins with", orElse = "{{") String variableStartString,
            @Doc(value = "what a value ends with", orElse = "}}") String variableEndString,
            @Doc(value = "what a comment begins with", orElse = "{#") String commentStartString,
            @Doc(value = "what a comment ends with", orElse = "#}") String commentEndString) {}

    @Override
    public String missing(String parameter) {
        return "src and dest are required";
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Digests.Both digests = Digests.of(params.src().text().getBytes(encoding(params)));
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("src", params.src().name());
        says.put("dest", params.dest());
        says.put("diff", List.of());
        says.put("checksum", digests.sha1());
        says.put("md5sum", digests.md5());
        return new Put(
                params.dest(),
                params.src().name(),
                digests.content(),
                Placed.of(mode(params), params.owner(), params.group()),
                new Put.Options(
                        params.validate(), params.backup(), params.force(), params.follow()),
                true,
                says);
    }

    private static Optional<FileMode> mode(Params params) {
        return params.mode().filter(FileMode::preserve).isPresent()
                ? Optional.of(LocalModes.of(params.src().file()))
                : params.mode();
    }

    private static Charset encoding(Params params) {
        try {
            return params.outputEncoding().isEmpty()
                    ? UTF_8
                    : Charset.forName(params.outputEncoding());
        } catch (IllegalArgumentException e) {
            throw new BadParams(
                    "output_encoding", "there is no encoding `" + params.outputEncoding() + "`");
        }
    }
}
