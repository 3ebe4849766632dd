package io.miprov.playbook;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds roles and reads their folders. */
final class RoleReader {
    private static final Set<String> IMPORT_WORDS =
            Set.of(
                    "name",
                    "tasks_from",
                    "vars_from",
                    "defaults_from",
                    "handlers_from",
                    "allow_duplicates",
                    "public",
                    "apply",
                    "rolespec_validate",
                    "role");

    private final Problems problems;
    private final Sources sources;
    private final KeywordReader keywords;
    private final List<Path> rolesPath;
    private final Collections collections;

    /** Whether the variables of roles are for all the play when nothing is said about it. */
    private final boolean shared;

    private final TaskReader tasks;
    private final Map<String, Role> read = new HashMap<>();

    /** By what is read of them. */
    private final Map<String, Path> reading = new LinkedHashMap<>();

    RoleReader(Problems problems, Sources sources, KeywordReader keywords, Surroundings around) {
        this.problems = problems;
        this.sources = sources;
        this.keywords = keywords;
        this.rolesPath = around.roles();
        this.collections = new Collections(around.collections());
        this.shared = !around.privateRoles().orElse(false);
        this.tasks = new TaskReader(problems, sources, keywords, this);
    }

    TaskReader tasks() {
        return tasks;
    }

    /**
     * Which files of a role are taken, where these are not {@code main}.
     *
     * @param checked whether what it is given is held to its specification
     */
    record From(String tasks, String vars, String defaults, String handlers, boolean checked) {
        static final From MAIN = new From("main", "main", "main", "main", true);

        String shown() {
            return tasks.equals("main") ? "" : tasks;
        }
    }

    /** The uses of roles in a list, as {@code roles} and {@code dependencies} have them. */
    List<RoleUse> uses(Node node, Where where) {
        List<RoleUse> uses = new ArrayList<>();
        if (node instanceof Node.Items items) {
            items.nodes().forEach(each -> use(each, where).ifPresent(uses::add));
        } else if (!(node instanceof Node.Scalar scalar && scalar.text().isBlank())) {
            problems.add(
                    Diagnostic.error("roles are a list", node.span()).label("this is no list"));
        }
        return uses;
    }

    private Optional<RoleUse> use(Node node, Where where) {
        if (node instanceof Node.Scalar scalar) {
            return role(scalar.text(), From.MAIN, scalar.span(), where)
                    .map(role -> plain(role, scalar.span()));
        }
        if (!(node instanceof Node.Mapping mapping)
                || !(mapping.get("role").or(() -> mapping.get("name")).orElse(null)
                        instanceof Node.Scalar name)) {
            problems.add(
                    Diagnostic.error("this names no role", node.span())
                            .help("write `- role: name`"));
            return Optional.empty();
        }
        List<Node.Entry> others = new ArrayList<>();
        Keywords found = keywords.read(mapping, Words.Level.ROLE, others);
        others.removeIf(e -> e.key().text().equals("role"));
        return role(name.text(), From.MAIN, name.span(), where)
                .map(
                        role ->
                                new RoleUse(
                                        mapping.span(),
                                        role,
                                        found,
                                        mapping.get("vars")
                                                .map(keywords::variables)
                                                .orElse(Variables.NONE),
                                        keywords.variables(others),
                                        role.allowDuplicates(),
                                        shared));
    }

    private RoleUse plain(Role role, Span span) {
        return new RoleUse(
                span,
                role,
                Keywords.NONE,
                Variables.NONE,
                Variables.NONE,
                role.allowDuplicates(),
                shared);
    }

    /** What {@code import_role} stands for; null: problems tells why there is nothing. */
    RoleUse imported(Task task, Where where) {
        Node.Mapping mapping = KeyValue.mapping(task);
        checkParameters(mapping, task);
        Object name = value(mapping, "name").or(() -> value(mapping, "role")).orElse(null);
        if (name == null) {
            problems.add(nameless(task));
            return null;
        }
        if (name instanceof Template) {
            problems.add(
                    Diagnostic.error(
                                    "`import_role` needs a `name` that is known before the run",
                                    task.module().span())
                            .help("use include_role for a name with variables in it"));
            return null;
        }
        Span at = mapping.get("name").or(() -> mapping.get("role")).orElseThrow().span();
        return role(name.toString(), from(mapping), at, where.with(task.keywords()))
                .map(
                        role ->
                                new RoleUse(
                                        task.span(),
                                        role,
                                        task.keywords(),
                                        task.vars(),
                                        Variables.NONE,
                                        value(mapping, "allow_duplicates")
                                                .map(KeywordReader::flag)
                                                .orElse(true),
                                        value(mapping, "public")
                                                .map(KeywordReader::flag)
                                                .orElse(shared)))
                .orElse(null);
    }

    static Diagnostic nameless(Task task) {
        return Diagnostic.error(
                "'name' is a required field for " + task.module().text() + ".",
                task.module().span());
    }

    private void checkParameters(Node.Mapping mapping, Task task) {
        for (Node.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            if (!IMPORT_WORDS.contains(name)) {
                Diagnostic unknown =
                        Diagnostic.error("unknown parameter `" + name + "`", entry.key().span())
                                .label("not a parameter of `" + task.module().text() + "`");
                problems.add(
                        Suggestion.closest(name, IMPORT_WORDS)
                                .map(meant -> unknown.help("did you mean `" + meant + "`?"))
                                .orElse(unknown));
            }
        }
    }

    private From from(Node.Mapping mapping) {
        return new From(
                fromName(mapping, "tasks_from"),
                fromName(mapping, "vars_from"),
                fromName(mapping, "defaults_from"),
                fromName(mapping, "handlers_from"),
                !Boolean.FALSE.equals(value(mapping, "rolespec_validate").orElse(true)));
    }

    private String fromName(Node.Mapping mapping, String word) {
        return value(mapping, word).map(Object::toString).orElse("main");
    }

    private Optional<Object> value(Node.Mapping mapping, String name) {
        return mapping.get(name).map(node -> Yaml.value(node, problems));
    }

    /** A role by its name or path; empty when problems tells why it can not be had. */
    Optional<Role> role(String name, From from, Span at, Where where) {
        Optional<Path> folder = folder(name, where);
        if (folder.isEmpty()) {
            problems.add(missing(name, at, where));
            return Optional.empty();
        }
        String key = folder.get() + " " + from;
        if (reading.containsKey(key)) {
            problems.add(
                    Diagnostic.error("the role `" + name + "` depends on itself", at)
                            .label("by way of " + String.join(", ", shown(reading.values()))));
            return Optional.empty();
        }
        Role known = read.get(key);
        if (known == null) {
            reading.put(key, folder.get());
            known = read(name, folder.get(), from, at, where);
            reading.remove(key);
            read.put(key, known);
        }
        return Optional.of(known);
    }

    private List<String> shown(Collection<Path> folders) {
        return folders.stream().map(sources::shown).toList();
    }

    private Role read(String name, Path folder, From from, Span at, Where where) {
        Optional<Node.Mapping> meta =
                main(folder, "meta", "main")
                        .flatMap(file -> sources.yaml(file, Optional.of(at)))
                        .filter(Node.Mapping.class::isInstance)
                        .map(Node.Mapping.class::cast);
        List<String> meant = meta.map(this::collections).orElse(List.of());
        Where inside = new Where(where.playbookFolder(), folder, Optional.of(folder), meant);
        return new Role(
                Collections.fullName(folder)
                        .orElse(
                                folder.getFileName().toString().equals(name)
                                        ? name
                                        : plainName(name)),
                folder,
                from.shown(),
                variables(folder, "defaults", from.defaults(), at),
                variables(folder, "vars", from.vars(), at),
                meta.flatMap(m -> m.get("dependencies"))
                        .map(node -> uses(node, inside))
                        .orElse(List.of()),
                meta.flatMap(m -> m.get("allow_duplicates"))
                        .map(node -> Boolean.TRUE.equals(Yaml.value(node, problems)))
                        .orElse(false),
                checked(
                        from,
                        specs(folder, meta, at),
                        new RoleSpec(problems, folder, folder.getFileName().toString()),
                        steps(folder, "tasks", from.tasks(), Words.Level.TASK, at, inside)),
                steps(folder, "handlers", from.handlers(), Words.Level.HANDLER, at, inside),
                meant);
    }

    private List<String> collections(Node.Mapping meta) {
        return meta.get("collections").map(node -> Yaml.value(node, problems)).stream()
                .filter(List.class::isInstance)
                .flatMap(list -> ((List<?>) list).stream().map(Object::toString))
                .toList();
    }

    /** The tasks, after the one that checks what the role is given. */
    private static List<Step> checked(
            From from, Optional<Node> specs, RoleSpec spec, List<Step> tasks) {
        List<Step> all = new ArrayList<>();
        if (from.checked()) {
            String entry = from.tasks().replaceFirst("\\.(yml|yaml|json)$", "");
            specs.flatMap(found -> spec.check(found, entry)).ifPresent(all::add);
        }
        all.addAll(tasks);
        return List.copyOf(all);
    }

    private Optional<Node> specs(Path folder, Optional<Node.Mapping> meta, Span at) {
        return main(folder, "meta", "argument_specs")
                .flatMap(file -> sources.yaml(file, Optional.of(at)))
                .filter(Node.Mapping.class::isInstance)
                .map(Node.Mapping.class::cast)
                .or(() -> meta)
                .flatMap(mapping -> mapping.get("argument_specs"));
    }

    private static String plainName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private List<Step> steps(
            Path folder, String part, String name, Words.Level level, Span at, Where where) {
        Optional<Path> file = main(folder, part, name);
        if (!folder.resolve(part).resolve(name).normalize().startsWith(folder)) {
            problems.add(
                    Diagnostic.error(
                            "`"
                                    + name
                                    + "` can not be read, as it is not inside the expected role path `"
                                    + sources.shown(folder)
                                    + "`",
                            at));
            return List.of();
        }
        if (file.isEmpty() && !name.equals("main")) {
            problems.add(
                    Diagnostic.error(
                            "the role in `"
                                    + sources.shown(folder)
                                    + "` has no `"
                                    + part
                                    + "/"
                                    + name
                                    + ".yml`",
                            at));
        }
        return file.map(f -> tasks.file(f, Optional.of(at), level, where)).orElse(List.of());
    }

    private Variables variables(Path folder, String part, String name, Span at) {
        Path whole = folder.resolve(part).resolve(name);
        if (Files.isDirectory(whole)) {
            return folderOfVariables(whole, at);
        }
        return main(folder, part, name)
                .flatMap(file -> sources.yaml(file, Optional.of(at)))
                .map(keywords::variables)
                .orElse(Variables.NONE);
    }

    private Variables folderOfVariables(Path folder, Span at) {
        Variables all = new Variables(new HashMap<>(), new HashMap<>());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sources.yaml(file, Optional.of(at))
                        .map(keywords::variables)
                        .ifPresent(
                                more -> {
                                    all.values().putAll(more.values());
                                    all.places().putAll(more.places());
                                });
            }
        } catch (IOException e) {
            problems.add(
                    Diagnostic.error(
                            "`" + sources.shown(folder) + "` can not be read: " + e.getMessage(),
                            at));
        }
        return all;
    }

    private static Optional<Path> main(Path folder, String part, String name) {
        Path base = folder.resolve(part);
        return Stream.of(name + ".yml", name + ".yaml", name + ".json", name)
                .map(base::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private Optional<Path> folder(String name, Where where) {
        return collections
                .role(name, where)
                .or(
                        () ->
                                places(where).stream()
                                        .map(p -> p.resolve(name).toAbsolutePath().normalize())
                                        .filter(Files::isDirectory)
                                        .findFirst());
    }

    /** Where roles are looked for. */
    private List<Path> places(Where where) {
        List<Path> places = new ArrayList<>();
        Path folder = where.playbookFolder().toAbsolutePath();
        places.add(folder.resolve("roles"));
        Optional.ofNullable(folder.getParent()).ifPresent(p -> places.add(p.resolve("roles")));
        places.addAll(rolesPath);
        where.role().map(Path::getParent).ifPresent(places::add);
        places.add(folder);
        return places;
    }

    private Diagnostic missing(String name, Span at, Where where) {
        Diagnostic missing = Diagnostic.error("there is no role `" + name + "`", at);
        List<String> known = new ArrayList<>();
        for (Path place : places(where).subList(0, 2)) {
            known.addAll(foldersOf(place));
        }
        return Suggestion.closest(name, known)
                .map(meant -> missing.help("did you mean `" + meant + "`?"))
                .orElseGet(
                        () ->
                                missing.help(
                                        "it would be a folder in "
                                                + String.join(
                                                        ", ",
                                                        places(where).stream()
                                                                .map(sources::shown)
                                                                .distinct()
                                                                .filter(s -> !s.isEmpty())
                                                                .toList())));
    }

    private static List<String> foldersOf(Path place) {
        try (Stream<Path> found = Files.list(place)) {
            return found.map(p -> p.getFileName().toString()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
