package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Put;
import io.miprov.module.Rendered;
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
        without = {
            "attributes",
            "attr",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unsafe_writes",
            "block_start_string",
            "block_end_string",
            "variable_start_string",
            "variable_end_string",
            "comment_start_string",
            "comment_end_string",
            "newline_sequence",
            "output_encoding",
            "trim_blocks",
            "lstrip_blocks"
        })
public final class TemplateModule implements Module<TemplateModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the template, in the folder `templates` of the role or beside the playbook")
                    Rendered src,
            @Doc(
                            value =
                                    "the path on the host; a folder means the file of the template's name in it",
                            path = true)
                    String dest,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
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
                    String validate) {}

    @Override
    public Change plan(Params params, Facts facts) {
        Digests.Both digests = Digests.of(params.src().text().getBytes(UTF_8));
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
                Placed.of(params.mode(), params.owner(), params.group()),
                new Put.Options(
                        params.validate(), params.backup(), params.force(), params.follow()),
                true,
                says);
    }
}
