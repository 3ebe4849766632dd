package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Origin;
import io.miprov.module.Placement;
import io.miprov.module.Tree;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
        FileVisitOption[] how =
                params.localFollow()
                        ? new FileVisitOption[] {FileVisitOption.FOLLOW_LINKS}
                        : new FileVisitOption[0];
        try (Stream<Path> all = Files.walk(folder, how)) {
            for (Path path : all.sorted(Comparator.naturalOrder()).toList()) {
                if (!path.equals(folder)) {
                    entries.add(entry(path));
                } else if (!prefix.isEmpty()) {
                    String own = prefix.substring(0, prefix.length() - 1);
                    entries.add(Tree.Entry.folder(own, placement(params.directoryMode(), path)));
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new BadParams("src", "can not read " + folder + ": " + e.getMessage());
        }
        return entries;
    }

    private Tree.Entry entry(Path path) throws IOException {
        String name = prefix + folder.relativize(path);
        if (!params.localFollow() && Files.isSymbolicLink(path)) {
            return Tree.Entry.link(name, Files.readSymbolicLink(path).toString());
        }
        if (Files.isDirectory(path)) {
            return Tree.Entry.folder(name, placement(params.directoryMode(), path));
        }
        if (!Files.isRegularFile(path, new LinkOption[0])) {
            throw new BadParams("src", path + " is neither a file nor a folder");
        }
        return Tree.Entry.file(name, placement(params.mode(), path), source.member(path).content());
    }

    private Placement placement(Optional<FileMode> mode, Path path) {
        Optional<FileMode> real =
                mode.filter(FileMode::preserve).isPresent()
                        ? Optional.of(LocalModes.of(path))
                        : mode;
        return Placed.of(real, params.owner(), params.group());
    }
}
