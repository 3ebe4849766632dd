package io.miprov.lookup;

import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.host.LocalShell;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.lang.Controller;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A folder that lookups stand in, and variables from a map. */
public final class Here implements Site, Scope {
    private final Path folder;
    private final Map<String, Object> variables;
    final List<String> warned = new ArrayList<>();

    public Here(Path folder, Map<String, Object> variables) {
        this.folder = folder;
        this.variables = variables;
    }

    @Override
    public Object get(String name) {
        return variables.containsKey(name) ? variables.get(name) : NOTHING;
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(variables.keySet());
    }

    @Override
    public Object call(String function, List<Object> args, Map<String, Object> named) {
        return Lookups.call(function, args, named, this);
    }

    @Override
    public Controller controller() {
        return new Disk();
    }

    @Override
    public Template template(String name) {
        return find(name, "templates").map(file -> template(file, Map.of())).orElse(null);
    }

    private static Template template(Path file, Map<String, String> marks) {
        try {
            Problems problems = new Problems();
            Source source = new Source(file.toString(), Files.readString(file));
            Template template = Template.file(Text.of(source), marks, problems);
            problems.throwIfAny();
            return template;
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Scope variables() {
        return this;
    }

    @Override
    public List<String> variableNames() {
        return List.copyOf(names());
    }

    @Override
    public Path home() {
        return folder;
    }

    @Override
    public List<Path> folders() {
        return List.of(folder);
    }

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public Optional<Path> find(String name, String kind) {
        return List.of(folder.resolve(kind).resolve(name), folder.resolve(name)).stream()
                .filter(Files::exists)
                .findFirst();
    }

    @Override
    public String missing(String name, String kind) {
        return "looked in " + folder;
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public String fill(
            Path file, String name, Map<String, Object> more, Map<String, String> marks) {
        Map<String, Object> all = new HashMap<>(variables);
        all.putAll(more);
        return template(file, marks).fill(new Here(folder, all));
    }

    @Override
    public List<String> hosts(String pattern) {
        return List.of();
    }

    @Override
    public String run(String command) {
        try (LocalShell shell = new LocalShell()) {
            Reply reply = shell.run(Sh.of("cd {} && eval {}", folder.toString(), command));
            if (!reply.ok()) {
                throw new IllegalArgumentException("it returned " + reply.status());
            }
            return reply.out();
        }
    }

    @Override
    public Object setting(String name) {
        return NOTHING;
    }

    @Override
    public void warn(String message) {
        warned.add(message);
    }
}
