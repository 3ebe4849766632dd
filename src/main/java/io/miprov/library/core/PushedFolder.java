package io.miprov.library.core;

import io.miprov.library.core.SynchronizeModule.Params;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.LocalFile;
import io.miprov.module.Placement;
import io.miprov.module.Put;
import io.miprov.module.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder or file of the controller that the host should have, too. */
record PushedFolder(Params params, Excluded excluded) {

    Change change() {
        LocalFile source = params.src().local().orElseThrow();
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("src", source.path().toString());
        says.put("dest", params.dest().written());
        if (!source.folder()) {
            return new Put(
                    params.dest().written(),
                    source.path().getFileName().toString(),
                    source.content(),
                    placement(source.path()),
                    Put.Options.PLAIN,
                    true,
                    says);
        }
        boolean contents = params.src().path().endsWith("/");
        String name = contents ? "" : source.path().getFileName() + "/";
        String base = params.dest().written().replaceAll("(?<=.)/+$", "");
        String root = contents ? base : base + "/" + source.path().getFileName();
        return new Tree(
                root,
                entries(source, name),
                params.delete() ? Tree.Strays.DELETE : Tree.Strays.KEEP,
                List.of(),
                path -> excluded.has(name + path),
                params.existingOnly(),
                says);
    }

    private List<Tree.Entry> entries(LocalFile source, String name) {
        List<Tree.Entry> entries = new ArrayList<>();
        FileVisitOption[] how =
                params.copyLinks()
                        ? new FileVisitOption[] {FileVisitOption.FOLLOW_LINKS}
                        : new FileVisitOption[0];
        Path folder = source.path();
        try (Stream<Path> all = Files.walk(folder, params.deep() ? Integer.MAX_VALUE : 1, how)) {
            for (Path path : all.sorted(Comparator.naturalOrder()).toList()) {
                String relative = folder.relativize(path).toString();
                boolean inside = Files.isDirectory(path) && !Files.isSymbolicLink(path);
                if (!relative.isEmpty() && !excluded.has(name + relative + (inside ? "/" : ""))) {
                    entry(source, path, relative).ifPresent(entries::add);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BadParams("src", "can not read " + folder + ": " + e.getMessage());
        }
        return entries;
    }

    private Optional<Tree.Entry> entry(LocalFile source, Path path, String name)
            throws IOException {
        if (!params.copyLinks() && Files.isSymbolicLink(path)) {
            return params.links().orElse(params.archive())
                    ? Optional.of(Tree.Entry.link(name, Files.readSymbolicLink(path).toString()))
                    : Optional.empty();
        }
        if (Files.isDirectory(path)) {
            return params.deep()
                    ? Optional.of(Tree.Entry.folder(name, placement(path)))
                    : Optional.empty();
        }
        return Files.isRegularFile(path)
                ? Optional.of(Tree.Entry.file(name, placement(path), source.member(path).content()))
                : Optional.empty();
    }

    private Placement placement(Path path) {
        return params.perms().orElse(params.archive())
                ? new Placement(
                        Optional.of(LocalModes.of(path)), Optional.empty(), Optional.empty())
                : Placement.AS_IT_IS;
    }
}
