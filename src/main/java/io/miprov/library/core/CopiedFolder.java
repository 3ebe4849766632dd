package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Origin;
import io.miprov.module.Placement;
import io.miprov.module.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of the controller as a {@link Tree}. With a slash at the end of {@code src} its contents
 * go to {@code dest}; without one the folder itself does.
 */
final class CopiedFolder {
    private final CopyModule.Params params;
    private final LocalFile source;
    private final Path folder;
    private final String dest;

    /** What stands before names: the folder's own, when it may be made with permissions. */
    private final String prefix;

    CopiedFolder(CopyModule.Params params, Origin src, LocalFile folder) {
        this.params = params;
        this.source = folder;
        this.folder = folder.path();
        String base = params.dest().replaceAll("(?<=.)/+$", "");
        boolean itself = !src.path().endsWith("/");
        boolean whole = itself && params.directoryMode().isEmpty();
        this.prefix = itself && !whole ? folder.path().getFileName() + "/" : "";
        this.dest =
                whole ? (base.equals("/") ? "" : base) + "/" + folder.path().getFileName() : base;
    }

    Change change() {
        if (!params.validate().isEmpty() || params.backup()) {
            throw new BadParams(
                    params.backup() ? "backup" : "validate",
                    "is for a file, and `src` is a folder");
        }
        if (!params.force()) {
            throw new BadParams("force", "`force: false` is not supported for folders");
        }
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("dest", params.dest());
        says.put("src", folder.toString());
        return new Tree(dest, entries(), Tree.Strays.KEEP, says);
    }

    private List<Tree.Entry> entries() {
        List<Tree.Entry> entries = new ArrayList<>();
        if (!prefix.isEmpty()) {
            String own = prefix.substring(0, prefix.length() - 1);
            entries.add(Tree.Entry.folder(own, placement(params.directoryMode(), folder)));
        }
        try {
            walk(folder, List.of(folder.toRealPath()), entries);
        } catch (IOException e) {
            throw new BadParams("src", "can not read " + folder + ": " + e.getMessage());
        }
        return entries;
    }

    /**
     * All that is in a folder.
     *
     * @param above the folders that it is in, and itself: a link to one of them stays a link
     */
    private void walk(Path in, List<Path> above, List<Tree.Entry> entries) throws IOException {
        List<Path> members;
        try (Stream<Path> all = Files.list(in)) {
            members = all.sorted(Comparator.naturalOrder()).toList();
        }
        for (Path path : members) {
            String name = prefix + folder.relativize(path);
            if (Files.isSymbolicLink(path) && staysALink(path, above)) {
                entries.add(Tree.Entry.link(name, Files.readSymbolicLink(path).toString()));
            } else if (Files.isDirectory(path)) {
                entries.add(Tree.Entry.folder(name, placement(params.directoryMode(), path)));
                List<Path> within = new ArrayList<>(above);
                within.add(path.toRealPath());
                walk(path, within, entries);
            } else if (Files.isRegularFile(path)) {
                entries.add(
                        Tree.Entry.file(
                                name,
                                placement(params.mode(), path),
                                source.member(path).content()));
            } else {
                throw new BadParams("src", path + " is neither a file nor a folder");
            }
        }
    }

    private boolean staysALink(Path link, List<Path> above) throws IOException {
        return !params.localFollow().orElse(true)
                || !Files.exists(link)
                || above.contains(link.toRealPath());
    }

    private Placement placement(Optional<FileMode> mode, Path path) {
        Optional<FileMode> real =
                mode.filter(FileMode::preserve).isPresent()
                        ? Optional.of(LocalModes.of(path))
                        : mode;
        return Placed.of(real, params.owner(), params.group());
    }
}
