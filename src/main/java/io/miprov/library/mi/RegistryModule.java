package io.miprov.library.mi;

import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import io.miprov.module.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

@Doc(
        """
        Puts a folder of registry resources (local, config, governance) into the registry of a
        Micro Integrator, with the files beside them that say what they are (.metadata, .properties).
        A resource that is taken out of the folder is taken out of the registry; what the Micro
        Integrator or others put there stays, unless `mirror` is given. With `root`, the registry is
        elsewhere: registry.xml is edited to say so in the way that the version at the home reads.

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
            @Doc("the folder with local, config and governance, on the controller")
                    Optional<LocalFile> src,
            @Doc("the home of the Micro Integrator, in which registry is") String home,
            @Doc("another folder for the registry, such as one that all nodes share")
                    Optional<String> root,
            @Doc(
                            "where the file system of root is mounted; without it there nothing is"
                                    + " touched, since the registry would be this node's own")
                    Optional<String> mount,
            @Doc("a file in root that tells that it is the right one; needs mount")
                    Optional<String> marker,
            @Doc("what is at home, such as wso2mi-4.4.0, if that does not tell")
                    Optional<String> product,
            @Doc(value = "delete everything else in the registry", orElse = "no") boolean mirror,
            @Doc("the user who owns files and folders") Optional<String> owner,
            @Doc("the group that owns files and folders") Optional<String> group,
            @Doc(value = "the permissions of files", orElse = "0640") FileMode fileMode,
            @Doc(value = "the permissions of folders", orElse = "0750") FileMode dirMode) {}

    @Override
    public Change plan(Params params, Facts facts) {
        check(params);
        if (params.root().isEmpty()) {
            return tree(params, params.home() + "/registry", Map.of());
        }
        String root = params.root().get();
        Map<String, Object> says = Map.of("path", root);
        return new Decide(
                RegistryPlace.question(params, root),
                answer -> moved(params, RegistryPlace.read(params, root, answer)),
                says);
    }

    private static void check(Params params) {
        if (params.src().isEmpty() && params.root().isEmpty()) {
            throw new BadParams("", "needs `src` or `root`, or both");
        }
        if (params.src().isPresent() && !params.src().get().folder()) {
            throw new BadParams(
                    "src", "needs a folder, and " + params.src().get().path() + " is a file");
        }
        params.root().ifPresent(root -> absolute("root", root));
        params.mount().ifPresent(mount -> absolute("mount", mount));
        if (params.mount().isPresent() && params.root().isEmpty()) {
            throw new BadParams("mount", "is that of `root`, which is not given");
        }
        if (params.marker().isPresent() && params.mount().isEmpty()) {
            throw new BadParams("marker", "is looked for on `mount`, which is not given");
        }
        String within =
                params.mount().map(mount -> mount.equals("/") ? "/" : mount + "/").orElse("/");
        if (params.root().isPresent() && !(params.root().get() + "/").startsWith(within)) {
            throw new BadParams(
                    "root", params.root().get() + " is outside its mount, " + params.mount().get());
        }
    }

    private static void absolute(String parameter, String path) {
        if (!path.startsWith("/") || !Path.of(path).normalize().toString().equals(path)) {
            throw new BadParams(
                    parameter, "needs an absolute path, without `..` and a slash at its end");
        }
    }

    private static Change moved(Params params, RegistryPlace place) {
        place.check();
        String root = params.root().orElseThrow();
        Product.RegistryRoot style = place.style();
        List<Change> changes = new ArrayList<>();
        List<String> warnings = place.warnings();
        Map<String, Object> more = warnings.isEmpty() ? Map.of() : Map.of("warnings", warnings);
        if (place.lacksFolder()) {
            Tree.Entry folder = Tree.Entry.folder(".", placement(params, params.dirMode()));
            String watched = params.home() + "/registry";
            changes.add(new Tree(watched, List.of(folder), Tree.Strays.KEEP, Map.of()));
        }
        changes.add(tree(params, root, more));
        if (place.movesRegistry()) {
            changes.add(
                    Edit.text(
                            params.home() + "/" + RegistryXml.BELOW,
                            text -> new RegistryXml(text).with(style, root)));
        }
        changes.add(new Answer(Outcome.ok(Map.of("path", root))));
        return new All(changes);
    }

    private static Change tree(Params params, String root, Map<String, Object> more) {
        Map<String, Object> says = new LinkedHashMap<>(more);
        says.put("path", root);
        Tree.Strays strays =
                params.src().isEmpty()
                        ? Tree.Strays.KEEP
                        : params.mirror() ? Tree.Strays.DELETE : Tree.Strays.DELETE_OURS;
        return new Tree(root, entries(params), strays, says);
    }

    private static List<Tree.Entry> entries(Params params) {
        Map<String, Tree.Entry> entries = new TreeMap<>();
        entries.put(".", Tree.Entry.folder(".", placement(params, params.dirMode())));
        for (String part : ROOTS) {
            entries.put(part, Tree.Entry.folder(part, placement(params, params.dirMode())));
        }
        if (params.src().isEmpty()) {
            return List.copyOf(entries.values());
        }
        Path src = params.src().get().path();
        try (Stream<Path> all = Files.walk(src)) {
            for (Path path : all.sorted().toList()) {
                String name = src.relativize(path).toString();
                if (!name.isEmpty() && !name.endsWith(".gitkeep")) {
                    entries.put(name, entry(params, path, name));
                }
            }
        } catch (IOException e) {
            throw new BadParams("src", src + " can not be read: " + e.getMessage());
        }
        return List.copyOf(entries.values());
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
