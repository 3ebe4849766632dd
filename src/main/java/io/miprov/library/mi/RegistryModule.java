package io.miprov.library.mi;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import io.miprov.module.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Doc(
        """
        Puts a folder of registry resources (local, config, governance) into the registry of a
        Micro Integrator, with the files beside them that say what they are (.metadata, .properties).
        A resource that is taken out of the folder is taken out of the registry; what the Micro
        Integrator or others put there stays, unless `mirror` is given.

        - registry:
            src: files/registry
            home: /opt/wso2mi/current
            owner: wso2carbon
            group: wso2
        """)
public final class RegistryModule implements Module<RegistryModule.Params> {
    private static final List<String> ROOTS = List.of("local", "config", "governance");

    /** What it takes. */
    public record Params(
            @Doc("the folder with local, config and governance, on the controller") LocalFile src,
            @Doc("the home of the Micro Integrator, in which registry is") String home,
            @Doc(value = "delete everything else in the registry", orElse = "no") boolean mirror,
            @Doc("the user who owns files and folders") Optional<String> owner,
            @Doc("the group that owns files and folders") Optional<String> group,
            @Doc(value = "the permissions of files", orElse = "0640") FileMode fileMode,
            @Doc(value = "the permissions of folders", orElse = "0750") FileMode dirMode) {}

    @Override
    public Change plan(Params params, Facts facts) {
        if (!params.src().folder()) {
            throw new BadParams("src", "needs a folder, and " + params.src().path() + " is a file");
        }
        String root = params.home() + "/registry";
        Map<String, Object> says = Map.of("path", root);
        Tree.Strays strays = params.mirror() ? Tree.Strays.DELETE : Tree.Strays.DELETE_OURS;
        return new Tree(root, entries(params), strays, says);
    }

    private static List<Tree.Entry> entries(Params params) {
        Path src = params.src().path();
        List<Tree.Entry> entries = new ArrayList<>();
        entries.add(Tree.Entry.folder(".", placement(params, params.dirMode())));
        try (Stream<Path> all = Files.walk(src)) {
            for (Path path : all.sorted().toList()) {
                String name = src.relativize(path).toString();
                if (!name.isEmpty() && !name.endsWith(".gitkeep")) {
                    entries.add(entry(params, path, name));
                }
            }
        } catch (IOException e) {
            throw new BadParams("src", src + " can not be read: " + e.getMessage());
        }
        return entries;
    }

    private static Tree.Entry entry(Params params, Path path, String name) {
        int slash = name.indexOf('/');
        if (!ROOTS.contains(slash < 0 ? name : name.substring(0, slash))) {
            throw new BadParams(
                    "src",
                    path
                            + " is in none of the parts of a registry, which are "
                            + String.join(", ", ROOTS));
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return Tree.Entry.folder(name, placement(params, params.dirMode()));
        }
        if (!Files.isRegularFile(path)) {
            throw new BadParams("src", path + " is neither a file nor a folder");
        }
        LocalFile file = new LocalFile(path);
        return Tree.Entry.file(name, placement(params, params.fileMode()), file.content());
    }

    private static Placement placement(Params params, FileMode mode) {
        return new Placement(Optional.of(mode), params.owner(), params.group());
    }
}
