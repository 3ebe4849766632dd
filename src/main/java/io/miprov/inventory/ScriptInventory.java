package io.miprov.inventory;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.lang.Node;
import io.miprov.lang.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs an inventory script with {@code --list}, and with {@code --host} for each host when it does
 * not say {@code _meta}, and reads the JSON that it prints.
 */
final class ScriptInventory {
    private static final int SECONDS = 120;

    private final Path script;
    private final Graph graph;
    private final Problems problems;

    private ScriptInventory(Path script, Graph graph, Problems problems) {
        this.script = script;
        this.graph = graph;
        this.problems = problems;
    }

    static void read(Path script, Graph graph, Problems problems) {
        ScriptInventory inventory = new ScriptInventory(script, graph, problems);
        inventory.answer("--list").ifPresent(inventory::groups);
    }

    private Optional<Node> answer(String... arguments) {
        String name = script + " " + String.join(" ", arguments);
        try {
            Optional<Node> node = Yaml.read(new Source(name, output(name, arguments)), problems);
            if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
                problems.add(
                        Diagnostic.error("the script must print a JSON object", node.get().span()));
                return Optional.empty();
            }
            return node;
        } catch (IOException e) {
            failed(name, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(name, "interrupted");
        }
        return Optional.empty();
    }

    private String output(String name, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("miprov-inventory", ".json");
        Path err = Files.createTempFile("miprov-inventory", ".err");
        try {
            Process process = start(out, err, arguments);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                failed(name, "it did not end within " + SECONDS + " s");
                return "";
            }
            if (process.exitValue() != 0) {
                failed(
                        name,
                        "status " + process.exitValue() + "\n" + Files.readString(err).strip());
                return "";
            }
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private Process start(Path out, Path err, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = script.toAbsolutePath().toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    private void failed(String name, String why) {
        problems.add(
                Diagnostic.error(
                                "the inventory script failed: " + why, new Source(name, "").start())
                        .help("try it by hand: " + name));
    }

    private void groups(Node answer) {
        Node.Mapping mapping = (Node.Mapping) answer;
        Optional<Node> meta = mapping.get("_meta");
        for (Node.Entry entry : mapping.entries()) {
            if (!entry.key().text().equals("_meta")) {
                group(entry);
            }
        }
        for (Node.Entry entry : mapping.entries()) {
            if (entry.value() instanceof Node.Mapping group) {
                group.get("children").ifPresent(names -> children(entry, names));
            }
        }
        if (meta.isPresent()) {
            hostVariables(meta.get());
        } else {
            for (String host : java.util.List.copyOf(graph.hosts())) {
                answer("--host", host).ifPresent(node -> set(host, node));
            }
        }
    }

    private void group(Node.Entry entry) {
        Group group = graph.group(entry.key().text(), entry.key().span());
        if (entry.value() instanceof Node.Items hosts) {
            hosts(group, hosts);
        } else if (entry.value() instanceof Node.Mapping mapping) {
            mapping.get("hosts").ifPresent(hosts -> hosts(group, hosts));
            mapping.get("vars")
                    .ifPresent(
                            vars ->
                                    group.variables()
                                            .putAll(VariableFolder.variables(vars, problems)));
        } else {
            problems.add(
                    Diagnostic.error(
                            "group `" + group + "` must be an object or a list of hosts",
                            entry.value().span()));
        }
    }

    private void hosts(Group group, Node hosts) {
        if (!(hosts instanceof Node.Items items)) {
            problems.add(Diagnostic.error("`hosts` must be a list", hosts.span()));
            return;
        }
        for (Node node : items.nodes()) {
            if (node instanceof Node.Scalar host) {
                graph.addHost(host.text(), group, Optional.empty(), Optional.of(script));
            }
        }
    }

    private void children(Node.Entry parent, Node names) {
        if (!(names instanceof Node.Items items)) {
            problems.add(Diagnostic.error("`children` must be a list", names.span()));
            return;
        }
        Group group = graph.group(parent.key().text(), parent.key().span());
        for (Node node : items.nodes()) {
            if (node instanceof Node.Scalar child
                    && !graph.link(group, graph.group(child.text(), child.span()))) {
                problems.add(IniInventory.loop(group.name(), child.text(), child.span()));
            }
        }
    }

    private void hostVariables(Node meta) {
        if (meta instanceof Node.Mapping mapping
                && mapping.get("hostvars").orElse(meta) instanceof Node.Mapping hosts) {
            for (Node.Entry host : hosts.entries()) {
                if (graph.hosts().contains(host.key().text())) {
                    set(host.key().text(), host.value());
                }
            }
        }
    }

    private void set(String host, Node variables) {
        Map<String, Object> values = VariableFolder.variables(variables, problems);
        values.forEach((name, value) -> graph.set(host, name, value));
    }
}
