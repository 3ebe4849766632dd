package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.archive.Archive;
import io.miprov.library.archive.Limits;
import io.miprov.library.archive.Member;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Origin;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import io.miprov.module.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

@Doc(
        value =
                """
                Unpacks a zip or tar archive into a folder of the host. Only the files that differ are sent.

                - unarchive:
                    src: tools.tar.gz
                    dest: /opt/tools
                    owner: root
                """,
        without = {
            "attributes",
            "attr",
            "copy",
            "extra_opts",
            "io_buffer_size",
            "keep_newer",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unsafe_writes",
            "validate_certs"
        })
public final class UnarchiveModule implements Module<UnarchiveModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the archive", path = true) Origin src,
            @Doc(value = "the folder to unpack it in", path = true) String dest,
            @Doc(value = "whether the archive is on the host already", orElse = "no")
                    boolean remoteSrc,
            @Doc(value = "a path; when it is there, nothing is unpacked", path = true)
                    Optional<String> creates,
            @Doc(value = "members to leave out; * and ? match", orElse = "") List<String> exclude,
            @Doc(value = "members to unpack, and no others; * and ? match", orElse = "")
                    List<String> include,
            @Doc(value = "whether `register` gets the names", orElse = "no") boolean listFiles,
            @Doc(value = "whether an archive in a vault is decrypted", orElse = "yes")
                    boolean decrypt,
            @Doc("the permissions of all that is unpacked") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    @Override
    public Change plan(Params params, Facts facts) {
        Placement placement = Placed.of(params.mode(), params.owner(), params.group());
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("src", params.src().path());
        says.put("dest", params.dest());
        Optional<LocalFile> local =
                params.src().local().map(file -> params.decrypt() ? file : file.encrypted());
        if (local.isPresent() && params.creates().isEmpty()) {
            return tree(params, local.get(), placement, says);
        }
        if (local.isEmpty()) {
            refuseOnHost(params);
        }
        Sh question =
                Sh.of(
                        "unarchive_state {} {} {}",
                        local.isPresent() ? "" : params.src().path(),
                        params.dest(),
                        params.creates().orElse(""));
        return new Decide(
                Scripts.resource("unarchive.sh").then(question),
                answer ->
                        answer.startsWith("differs")
                                ? local.map(file -> tree(params, file, placement, says))
                                        .orElseGet(() -> onHost(params, placement, says))
                                : new Answer(Outcome.ok(says)),
                says);
    }

    private static void refuseOnHost(Params params) {
        if (params.src().path().contains("://")) {
            throw new BadParams("src", "fetching an archive from an address is not supported yet");
        }
        if (!params.include().isEmpty() || !params.exclude().isEmpty()) {
            throw new BadParams(
                    "remote_src", "`include` and `exclude` are for archives of the controller");
        }
    }

    private static Change onHost(Params params, Placement placement, Map<String, Object> says) {
        Sh place =
                placement.asItIs()
                        ? Sh.NOTHING
                        : Sh.of(
                                "set_below {} {}",
                                params.dest(),
                                List.of(
                                        placement.mode().map(FileMode::text).orElse(""),
                                        placement.owner().orElse(""),
                                        placement.group().orElse("")));
        return new Act(
                Scripts.resource("unarchive.sh")
                        .then(
                                Sh.of("unarchive {} {}", params.src().path(), params.dest())
                                        .and(place)),
                says,
                new Outcome.TextDiff(
                        params.dest(), "", "unpacked from " + params.src().path() + "\n"));
    }

    private static Change tree(
            Params params, LocalFile file, Placement placement, Map<String, Object> says) {
        Archive archive = Archive.read(file, Limits.USUAL);
        List<Tree.Entry> entries = new ArrayList<>();
        List<Object> names = new ArrayList<>();
        for (Member member : archive.members()) {
            if (wanted(params, member.path())) {
                entries.add(entry(archive, member, placement));
                names.add(member.path());
            }
        }
        Map<String, Object> all = new LinkedHashMap<>(says);
        if (params.listFiles()) {
            all.put("files", names);
        }
        return new Tree(params.dest(), entries, Tree.Strays.KEEP, all);
    }

    private static Tree.Entry entry(Archive archive, Member member, Placement placement) {
        Optional<FileMode> mode =
                placement.mode().isPresent()
                        ? placement.mode()
                        : member.mode().map(bits -> FileMode.of((long) bits));
        Placement own = new Placement(mode, placement.owner(), placement.group());
        return switch (member.kind()) {
            case FILE -> Tree.Entry.file(member.path(), own, archive.content(member));
            case FOLDER -> Tree.Entry.folder(member.path(), own);
            case LINK -> Tree.Entry.link(member.path(), member.linkTarget());
        };
    }

    private static boolean wanted(Params params, String path) {
        boolean in = params.include().isEmpty() || any(params.include(), path);
        return in && !any(params.exclude(), path);
    }

    private static boolean any(List<String> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, path));
    }

    /** A pattern that matches a folder matches all that is in it. */
    private static boolean matches(String pattern, String path) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.replaceAll("/+$", "").toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)));
        }
        return path.matches(regex + "(/.*)?");
    }
}
