package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.lang.Node;
import io.miprov.lang.Yaml;
import io.miprov.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads inventories, as {@code -i} names them: files in INI or YAML, folders of them, scripts that
 * print JSON, lists of hosts with commas. Later ones add to earlier ones.
 */
public final class InventoryReader {
    /** What Ansible passes over in a folder. */
    private static final List<String> PASSED_OVER =
            List.of(
                    ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig",
                    ".ini", ".cfg", ".retry");

    private static final Set<String> NO_SOURCES = Set.of("host_vars", "group_vars", "vars_plugins");

    private final Graph graph;
    private final Vault vault;
    private final Problems problems;
    private final Set<Path> folders = new LinkedHashSet<>();

    private InventoryReader(Graph graph, Vault vault, Problems problems) {
        this.graph = graph;
        this.vault = vault;
        this.problems = problems;
    }

    /**
     * Reads all sources, and the {@code group_vars/} and {@code host_vars/} beside them. What is
     * wrong goes to problems.
     *
     * @param vault opens files that are encrypted
     */
    public static Inventory read(List<String> sources, Vault vault, Problems problems) {
        InventoryReader reader = new InventoryReader(Graph.empty(), vault, problems);
        sources.forEach(reader::source);
        reader.graph.reconcile();
        List<Inventory.Place> places = new ArrayList<>();
        for (Path folder : reader.folders) {
            Inventory.Place place = Inventory.Place.of(folder, vault);
            place.readAll(reader.graph, problems);
            places.add(place);
        }
        return new Inventory(reader.graph, List.copyOf(places), List.of(), vault);
    }

    private void source(String written) {
        Path path = Path.of(written);
        if (Files.isDirectory(path)) {
            folders.add(path);
            folder(path);
        } else if (Files.exists(path)) {
            folders.add(Optional.ofNullable(path.getParent()).orElse(Path.of("")));
            file(path);
        } else if (written.contains(",")) {
            hosts(written);
        } else {
            problems.add(
                    Diagnostic.error(
                                    "there is no inventory `" + written + "`",
                                    new Span(new Source("-i", written), 0, written.length()))
                            .help("name a file, a folder, or hosts with commas: `host1,host2,`"));
        }
    }

    private void folder(Path folder) {
        for (Path each : VariableFolder.sorted(folder, problems)) {
            String name = each.getFileName().toString();
            boolean passed =
                    name.startsWith(".")
                            || NO_SOURCES.contains(name)
                            || PASSED_OVER.stream().anyMatch(name::endsWith);
            if (!passed && Files.isDirectory(each)) {
                folder(each);
            } else if (!passed) {
                file(each);
            }
        }
    }

    private void file(Path file) {
        Optional<Source> source = VariableFolder.source(file, vault, problems);
        if (source.isEmpty()) {
            return;
        }
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String ending = dot < 1 ? "" : name.substring(dot);
        if (source.get().text().startsWith("#!") && Files.isExecutable(file)) {
            ScriptInventory.read(file, graph, problems);
        } else if (ending.equals(".toml")) {
            problems.add(
                    Diagnostic.error("inventories in TOML are not supported", source.get().start())
                            .help("write it in YAML or INI"));
        } else if (List.of(".yml", ".yaml", ".json").contains(ending)
                || (ending.isEmpty() && looksLikeYaml(source.get().text()))) {
            yaml(source.get(), file);
        } else {
            IniInventory.read(source.get(), file, graph, problems);
        }
    }

    /** A file without an ending may be either; its first line that says something tells. */
    private static boolean looksLikeYaml(String text) {
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                String first = line.contains(" #") ? line.substring(0, line.indexOf(" #")) : line;
                return line.startsWith("---")
                        || line.startsWith("{")
                        || first.strip().endsWith(":");
            }
        }
        return false;
    }

    private void yaml(Source source, Path file) {
        Problems own = new Problems();
        Optional<Node> node = Yaml.read(source, own);
        own.found().forEach(problems::add);
        if (node.isPresent()) {
            YamlInventory.read(node.get(), file, graph, problems);
        } else if (!own.any()) {
            problems.add(
                    Diagnostic.error("this inventory is empty", source.start())
                            .help("write `all:`, below it `hosts:`, below it one `name:` a host"));
        }
    }

    private void hosts(String list) {
        if (list.replace(',', ' ').isBlank()) {
            problems.add(
                    Diagnostic.error(
                                    "`" + list + "` names no host",
                                    new Span(new Source("-i", list), 0, list.length()))
                            .help("name a file, a folder, or hosts with commas: `host1,host2,`"));
        }
        Group ungrouped = graph.groups().get(Group.UNGROUPED);
        for (String each : list.split(",", -1)) {
            String written = each.strip();
            if (!written.isEmpty()) {
                HostNames.Address address =
                        HostNames.Address.of(written)
                                .filter(found -> !found.host().contains("["))
                                .orElse(new HostNames.Address(written, Optional.empty()));
                graph.addHost(
                        address.host(), ungrouped, address.port(), Optional.of(Path.of(list)));
            }
        }
    }
}
