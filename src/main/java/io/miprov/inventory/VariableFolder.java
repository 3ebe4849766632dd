package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.lang.Node;
import io.miprov.lang.Yaml;
import io.miprov.vault.Closed;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code group_vars/} or {@code host_vars/} of one place: a file or a folder for each name. As in
 * Ansible a name without an ending comes first, then {@code .yml}, {@code .yaml}, {@code .json},
 * and only the first that is there counts.
 */
final class VariableFolder {
    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");

    private final Path folder;
    private final Vault vault;
    private final Map<String, Map<String, Object>> read = new ConcurrentHashMap<>();

    VariableFolder(Path folder, Vault vault) {
        this.folder = folder;
        this.vault = vault;
    }

    /** What was read is read again when somebody asks. */
    void forget() {
        read.clear();
    }

    /** Reads what there is for these names, so that all that is wrong is told at once. */
    void readAll(Iterable<String> names, Problems problems) {
        if (Files.isDirectory(folder)) {
            names.forEach(name -> of(name, problems));
        }
    }

    /** The variables for a name; empty when there are none. */
    Map<String, Object> of(String name, Problems problems) {
        Map<String, Object> known = read.get(name);
        if (known == null) {
            known = name.startsWith("/") ? Map.of() : find(name, problems);
            read.put(name, known);
        }
        return known;
    }

    private Map<String, Object> find(String name, Problems problems) {
        for (String ending : ENDINGS) {
            Path path = folder.resolve(name + ending);
            if (Files.exists(path)) {
                Map<String, Object> variables = new LinkedHashMap<>();
                for (Path file : files(path, problems)) {
                    variables.putAll(file(file, problems));
                }
                return variables;
            }
        }
        return Map.of();
    }

    private List<Path> files(Path path, Problems problems) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> found = new ArrayList<>();
        for (Path each : sorted(path, problems)) {
            String name = each.getFileName().toString();
            int dot = name.lastIndexOf('.');
            if (name.startsWith(".") || name.endsWith("~")) {
                continue;
            }
            if (Files.isDirectory(each)) {
                found.addAll(dot < 0 ? files(each, problems) : List.of());
            } else if (ENDINGS.contains(dot < 0 ? "" : name.substring(dot))) {
                found.add(each);
            }
        }
        return found;
    }

    /** What is in a folder, by name. */
    static List<Path> sorted(Path folder, Problems problems) {
        String[] names = folder.toFile().list();
        if (names == null) {
            problems.add(Diagnostic.error("can not be read", nameOf(folder).start()));
            return List.of();
        }
        Arrays.sort(names);
        List<Path> paths = new ArrayList<>(names.length);
        for (String name : names) {
            paths.add(folder.resolve(name));
        }
        return paths;
    }

    private Map<String, Object> file(Path file, Problems problems) {
        return source(file, vault, problems)
                .flatMap(source -> Yaml.read(source, problems))
                .map(node -> variables(node, problems))
                .orElse(Map.of());
    }

    /** A mapping's values by name; what is empty has none, and all else is a problem. */
    static Map<String, Object> variables(Node node, Problems problems) {
        Map<String, Object> variables = new LinkedHashMap<>();
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                variables.put(entry.key().text(), Yaml.variable(entry.value(), problems));
            }
        } else if (!isNothing(node)) {
            problems.add(
                    Diagnostic.error("variables must be a mapping", node.span())
                            .label("expected `name: value`")
                            .help("write one `name: value` a line"));
        }
        return variables;
    }

    static boolean isNothing(Node node) {
        return node instanceof Node.Scalar scalar
                && scalar.plain()
                && scalar.tag().equals("tag:yaml.org,2002:null");
    }

    /**
     * A file's text, out of its vault when it is one; empty when it can not be read, which problems
     * then tells.
     */
    static Optional<Source> source(Path file, Vault vault, Problems problems) {
        try {
            return Optional.of(vault.plain(new Source(file.toString(), Files.readString(file))));
        } catch (Closed e) {
            problems.add(Vault.told(e, nameOf(file).start()));
        } catch (CharacterCodingException e) {
            problems.add(Diagnostic.error("this is no UTF-8 text", nameOf(file).start()));
        } catch (IOException e) {
            String why =
                    Files.isReadable(file) ? String.valueOf(e.getMessage()) : "permission denied";
            problems.add(Diagnostic.error("can not be read: " + why, nameOf(file).start()));
        }
        return Optional.empty();
    }

    private static Source nameOf(Path path) {
        return new Source(path.toString(), "");
    }
}
