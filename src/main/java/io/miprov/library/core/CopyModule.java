package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Origin;
import io.miprov.module.Placement;
import io.miprov.module.Put;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Brings a file or folder of the controller, or a text, to a host. Of a folder only what differs is sent.

                - copy:
                    dest: /etc/motd
                    content: "Managed by miprov.\\n"
                    mode: "0644"
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class CopyModule implements Module<CopyModule.Params> {

    /** The permissions that text has where the mode is to be kept: it comes out of no file. */
    private static final FileMode OF_TEXT = FileMode.of(0600);

    /** What it takes. */
    public record Params(
            @Doc(
                            value =
                                    "the path on the host; a folder, or a path that ends with a slash, means the file of the same name in it",
                            path = true)
                    String dest,
            @Doc(
                            value =
                                    "the file or folder to copy; with a slash at its end, only what is in the folder",
                            path = true)
                    Optional<Origin> src,
            @Doc(
                            "what the file should hold, instead of `src`; a mapping or list is written as JSON")
                    Optional<Object> content,
            @Doc("the permissions, octal in quotes or symbolic, or `preserve`")
                    Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group,
            @Doc("the permissions of folders that are made on the way")
                    Optional<FileMode> directoryMode,
            @Doc(value = "whether `src` is on the host already", orElse = "no") boolean remoteSrc,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(
                            value = "whether a file that is there and differs is replaced",
                            aliases = "thirsty",
                            orElse = "yes")
                    boolean force,
            @Doc(value = "whether a link at `dest` is written through", orElse = "no")
                    boolean follow,
            @Doc(
                            "whether links in a folder that is copied are followed; without it they are, and with `remote_src` they are not")
                    Optional<Boolean> localFollow,
            @Doc(
                            value =
                                    "a command that must accept the new file first; %s stands for it",
                            orElse = "")
                    String validate,
            @Doc("the SHA-1 that the file must have") Optional<String> checksum,
            @Doc(value = "whether files encrypted with a vault are decrypted", orElse = "yes")
                    boolean decrypt) {

        Put.Options options() {
            return new Put.Options(validate, backup, force, follow);
        }
    }

    @Override
    public String missing(String parameter) {
        return "dest is required";
    }

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        boolean from = params.src().filter(src -> !src.path().isEmpty()).isPresent();
        if (from == params.content().isPresent()) {
            throw new BadParams(
                    "src",
                    from
                            ? "src and content are mutually exclusive"
                            : "src (or content) is required");
        }
        if (params.content().isPresent()) {
            return text(params, params.content().get());
        }
        Origin src = params.src().get();
        if (src.local().isEmpty()) {
            return RemoteCopy.of(params, src.path());
        }
        LocalFile file = params.decrypt() ? src.local().get() : src.local().get().encrypted();
        return file.folder() ? new CopiedFolder(params, src, file).change() : file(params, file);
    }

    private static Change text(Params params, Object content) {
        if (params.dest().endsWith("/")) {
            throw new BadParams("dest", "can not use content with a dir as dest");
        }
        byte[] bytes = text(content).getBytes(UTF_8);
        boolean preserve = params.mode().filter(FileMode::preserve).isPresent();
        Optional<FileMode> mode = preserve ? Optional.of(OF_TEXT) : params.mode();
        return put(
                params,
                "",
                Digests.of(bytes),
                Placed.of(mode, params.owner(), params.group()),
                Map.of());
    }

    private static Change file(Params params, LocalFile file) {
        Digests.Both digests = Digests.of(file);
        if (params.checksum().filter(sum -> !sum.equals(digests.sha1())).isPresent()) {
            throw new BadParams(
                    "checksum",
                    "`src` has the SHA-1 " + digests.sha1() + ", and not the one given");
        }
        Optional<FileMode> mode =
                params.mode().filter(FileMode::preserve).isPresent()
                        ? Optional.of(LocalModes.of(file.path()))
                        : params.mode();
        return put(
                params,
                file.path().getFileName().toString(),
                digests,
                Placed.of(mode, params.owner(), params.group()),
                Map.of("src", file.path().toString()));
    }

    private static Change put(
            Params params,
            String name,
            Digests.Both digests,
            Placement placement,
            Map<String, Object> more) {
        Map<String, Object> says = new LinkedHashMap<>(more);
        says.put("dest", params.dest());
        says.put("diff", List.of());
        says.put("checksum", digests.sha1());
        says.put("md5sum", digests.md5());
        return new Put(
                params.dest(), name, digests.content(), placement, params.options(), true, says);
    }

    static String text(Object content) {
        if (content instanceof Secret secret) {
            return secret.value();
        }
        if (content instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return content instanceof Map || content instanceof List
                ? io.miprov.lang.Json.write(content)
                : String.valueOf(content);
    }
}
