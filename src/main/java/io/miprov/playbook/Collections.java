package io.miprov.playbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds roles and playbooks of collections: {@code ansible_collections/NAMESPACE/NAME/roles} and
 * {@code playbooks}, in the folder {@code collections} beside the playbook, in the collections that
 * the file itself is one of, and in the folders that are set. (ansible-core, "Using collections".)
 */
final class Collections {
    private static final String ROOT = "ansible_collections";
    private static final Pattern FULL = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*){2,}");

    private final List<Path> folders;

    /**
     * @param folders with {@code ansible_collections} in them
     */
    Collections(List<Path> folders) {
        this.folders = folders;
    }

    /**
     * The folder of a role that has its collection before its name, or is in one of those meant.
     */
    Optional<Path> role(String name, Where where) {
        if (FULL.matcher(name).matches()) {
            return inside(name, "roles", where).filter(Files::isDirectory);
        }
        Set<Path> meant = new LinkedHashSet<>();
        own(where.file()).ifPresent(meant::add);
        where.role().flatMap(Collections::own).ifPresent(meant::add);
        where.collections()
                .forEach(each -> folder(each, where.playbookFolder()).ifPresent(meant::add));
        return meant.stream()
                .map(collection -> collection.resolve("roles").resolve(name).normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The file of a playbook that has its collection before its name. */
    Optional<Path> playbook(String name, Where where) {
        return FULL.matcher(name).matches()
                ? inside(name, "playbooks", where).stream()
                        .flatMap(
                                path ->
                                        Stream.of(".yml", ".yaml")
                                                .map(
                                                        end ->
                                                                path.resolveSibling(
                                                                        path.getFileName() + end)))
                        .filter(Files::isRegularFile)
                        .findFirst()
                : Optional.empty();
    }

    /** What {@code namespace.collection.folder.name} means in a collection that is there. */
    private Optional<Path> inside(String name, String part, Where where) {
        String[] words = name.split("\\.", 3);
        return folder(words[0] + "." + words[1], where.playbookFolder())
                .map(found -> found.resolve(part).resolve(words[2].replace('.', '/')));
    }

    private Optional<Path> folder(String collection, Path playbookFolder) {
        String[] words = collection.split("\\.");
        if (words.length != 2) {
            return Optional.empty();
        }
        List<Path> roots = new ArrayList<>();
        Path beside = playbookFolder.toAbsolutePath().normalize();
        roots.add(beside.resolve("collections").resolve(ROOT));
        own(beside).map(found -> found.getParent().getParent()).ifPresent(roots::add);
        for (Path folder : folders) {
            roots.add(folder.endsWith(ROOT) ? folder : folder.resolve(ROOT));
        }
        return roots.stream()
                .map(root -> root.resolve(words[0]).resolve(words[1]))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The folder of the collection that a file is in. */
    private static Optional<Path> own(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        for (int i = 0; i + 2 < whole.getNameCount(); i++) {
            if (whole.getName(i).toString().equals(ROOT)) {
                return Optional.of(whole.getRoot().resolve(whole.subpath(0, i + 3)));
            }
        }
        return Optional.empty();
    }

    /** The name of a role with its collection before it; empty when it is in none. */
    static Optional<String> fullName(Path role) {
        return own(role)
                .map(
                        collection ->
                                collection.getParent().getFileName()
                                        + "."
                                        + collection.getFileName()
                                        + "."
                                        + collection
                                                .resolve("roles")
                                                .relativize(role.toAbsolutePath().normalize())
                                                .toString()
                                                .replace('/', '.'));
    }
}
