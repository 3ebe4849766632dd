package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.archive.Archive;
import io.miprov.library.archive.Limits;
import io.miprov.library.archive.Member;
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
import java.util.regex.Matcher;
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
            "io_buffer_size",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unsafe_writes"
        })
public final class UnarchiveModule implements Module<UnarchiveModule.Params> {
    private static final Pattern STRIP = Pattern.compile("--strip(?:-components)?(?:=(\\d+))?");

    /** What it takes. */
    public record Params(
            @Doc(value = "the archive", path = true) Origin src,
            @Doc(value = "the folder to unpack it in", path = true) String dest,
            @Doc(value = "whether the archive is on the host already", orElse = "no")
                    boolean remoteSrc,
            @Doc(value = "the older name of the opposite of remote_src", orElse = "yes")
                    boolean copy,
            @Doc(value = "a path; when it is there, nothing is unpacked", path = true)
                    Optional<String> creates,
            @Doc(value = "members to leave out; * and ? match", orElse = "") List<String> exclude,
            @Doc(value = "members to unpack, and no others; * and ? match", orElse = "")
                    List<String> include,
            @Doc(
                            value =
                                    "more options for tar or unzip; --strip-components=N for archives of the controller too",
                            orElse = "")
                    List<String> extraOpts,
            @Doc(value = "whether files stay that are newer, with remote_src", orElse = "no")
                    boolean keepNewer,
            @Doc(
                            value = "whether the certificate of an archive's address is checked",
                            orElse = "yes")
                    boolean validateCerts,
            @Doc(value = "whether `register` gets the names", orElse = "no") boolean listFiles,
            @Doc(value = "whether an archive in a vault is decrypted", orElse = "yes")
                    boolean decrypt,
            @Doc("the permissions of all that is unpacked") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.remoteSrc() && !params.copy()) {
            throw new BadParams("copy", "parameters are mutually exclusive: copy|remote_src");
        }
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
            return new ArchiveOnHost(params, placement, says).change();
        }
        Sh question = Sh.of("unarchive_state '' {} {}", params.dest(), params.creates().orElse(""));
        return new Decide(
                Scripts.resource("unarchive.sh").then(question),
                answer ->
                        answer.startsWith("differs")
                                ? tree(params, local.get(), placement, says)
                                : new Answer(Outcome.ok(says)),
                says);
    }

    private static Change tree(
            Params params, LocalFile file, Placement placement, Map<String, Object> says) {
        if (params.keepNewer()) {
            throw new BadParams("keep_newer", "`keep_newer` is for archives on the host");
        }
        int strip = stripped(params.extraOpts());
        Archive archive = Archive.read(file, Limits.USUAL);
        List<Tree.Entry> entries = new ArrayList<>();
        List<Object> names = new ArrayList<>();
        for (Member member : archive.members()) {
            String path = below(member.path(), strip);
            if (!path.isEmpty() && wanted(params, member.path())) {
                entries.add(entry(archive, member, path, placement));
                names.add(path);
            }
        }
        Map<String, Object> all = new LinkedHashMap<>(says);
        if (params.listFiles()) {
            all.put("files", names);
        }
        return new Tree(params.dest(), entries, Tree.Strays.KEEP, all);
    }

    /** How many leading folders of the names fall away. */
    private static int stripped(List<String> options) {
        int strip = 0;
        for (int i = 0; i < options.size(); i++) {
            Matcher one = STRIP.matcher(options.get(i));
            if (!one.matches() || one.group(1) == null && i + 1 == options.size()) {
                throw new BadParams(
                        "extra_opts",
                        "`"
                                + options.get(i)
                                + "` is for archives on the host; of the controller's, only --strip-components=N is taken");
            }
            strip = Integer.parseInt(one.group(1) == null ? options.get(++i) : one.group(1));
        }
        return strip;
    }

    private static String below(String path, int strip) {
        String rest = path;
        for (int i = 0; i < strip; i++) {
            int slash = rest.indexOf('/');
            rest = slash < 0 ? "" : rest.substring(slash + 1);
        }
        return rest;
    }

    private static Tree.Entry entry(
            Archive archive, Member member, String path, Placement placement) {
        Optional<FileMode> mode =
                placement.mode().isPresent()
                        ? placement.mode()
                        : member.mode().map(bits -> FileMode.of((long) bits));
        Placement own = new Placement(mode, placement.owner(), placement.group());
        return switch (member.kind()) {
            case FILE -> Tree.Entry.file(path, own, archive.content(member));
            case FOLDER -> Tree.Entry.folder(path, own);
            case LINK -> Tree.Entry.link(path, member.linkTarget());
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
