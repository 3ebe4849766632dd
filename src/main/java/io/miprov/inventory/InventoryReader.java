package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.lang.Node;
import io.miprov.lang.Yaml;
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
    /** What Ansible passes over in a folder, and keys and certificates, which may lie in it. */
    private static final List<String> PASSED_OVER =
            List.of(
                    ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig",
                    ".ini", ".cfg", ".retry", ".key", ".crt", ".csr", ".pem", ".jks", ".p12");

    private static final Set<String> NO_SOURCES = Set.of("host_vars", "group_vars", "vars_plugins");

    private final Graph graph;
    private final Reading reading;
    private final Set<Path> folders = new LinkedHashSet<>();

    /** Of the source that is being read. */
    private Problems problems = new Problems();

    private InventoryReader(Graph graph, Reading reading) {
        this.graph = graph;
        this.reading = reading;
    }

    /**
     * Reads all sources, and the {@code group_vars/} and {@code host_vars/} beside them. What is
     * wrong goes to problems.
     */
    public static Inventory read(List<String> sources, Reading reading, Problems problems) {
        InventoryReader reader = new InventoryReader(Graph.empty(reading.merges()), reading);
        List<Problems> bad = new ArrayList<>();
        for (String source : sources) {
            reader.problems = problems.another();
            reader.source(source);
            reader.tell(source, problems);
            if (reader.problems.any()) {
                bad.add(reader.problems);
            }
        }
        boolean none = !sources.isEmpty() && bad.size() == sources.size();
        if (none && reading.wrong() == Reading.Wrong.ENDS_ALL_IF_NONE_IS_GOOD) {
            bad.forEach(each -> each.found().forEach(problems::add));
        }
        reader.graph.reconcile();
        List<Inventory.Place> places = reader.places();
        places.forEach(place -> place.readAll(reader.graph, problems));
        return new Inventory(reader.graph, places, List.of(), reading.vault());
    }

    /** What is wrong with a source may be only odd. */
    private void tell(String source, Problems all) {
        boolean ends = reading.wrong() == Reading.Wrong.ENDS_ALL;
        for (Diagnostic found : problems.found()) {
            boolean error = found.severity() == Diagnostic.Severity.ERROR;
            all.add(
                    error && !ends
                            ? Diagnostic.warning(
                                            "Unable to parse "
                                                    + source
                                                    + " as an inventory source: "
                                                    + found.message(),
                                            found.span())
                                    .label(found.label())
                            : found);
        }
    }

    private List<Inventory.Place> places() {
        return folders.stream().map(folder -> Inventory.Place.of(folder, reading.vault())).toList();
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
        Optional<Source> source = VariableFolder.source(file, reading.vault(), problems);
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
        Problems own = problems.another();
        Optional<Node> node = Yaml.read(source, own);
        own.found().forEach(problems::add);
        if (node.isPresent() && PluginInventory.is(node.get())) {
            PluginInventory.read(
                    (Node.Mapping) node.get(), graph, places(), reading.extra(), problems);
        } else if (node.isPresent()) {
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
                                .filter(found -> ranges() || !found.host().contains("["))
                                .orElse(new HostNames.Address(written, Optional.empty()));
                for (String host : expanded(address.host(), list)) {
                    graph.addHost(host, ungrouped, address.port(), Optional.of(Path.of(list)));
                }
            }
        }
    }

    /** Whether a list of hosts may have ranges: the plugin {@code advanced_host_list}. */
    private boolean ranges() {
        return reading.plugins().stream().anyMatch(name -> name.endsWith("advanced_host_list"));
    }

    private List<String> expanded(String host, String list) {
        try {
            return ranges() ? HostNames.of(host).names() : List.of(host);
        } catch (HostNames.BadRange e) {
            problems.add(
                    Diagnostic.error(
                            e.getMessage(), new Span(new Source("-i", list), 0, list.length())));
            return List.of();
        }
    }
}
