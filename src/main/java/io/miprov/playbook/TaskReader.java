package io.miprov.playbook;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Plugins;
import io.miprov.lang.Template;
import io.miprov.lang.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads lists of tasks, blocks and handlers; what is imported is read into its place. */
final class TaskReader {
    private static final int DEEPEST = 50;
    private static final Set<String> BLOCK_WORDS = Set.of("block", "rescue", "always");

    private final Problems problems;
    private final Sources sources;
    private final KeywordReader keywords;
    private final RoleReader roles;
    private int depth;

    TaskReader(Problems problems, Sources sources, KeywordReader keywords, RoleReader roles) {
        this.problems = problems;
        this.sources = sources;
        this.keywords = keywords;
        this.roles = roles;
    }

    /** The tasks of a file. */
    List<Step> file(Path file, Optional<Span> named, Words.Level level, Where where) {
        if (depth >= DEEPEST) {
            problems.add(
                    Diagnostic.error(
                            "`" + sources.shown(file) + "` is imported again and again",
                            named.orElseThrow()));
            return List.of();
        }
        depth++;
        try {
            return sources.yaml(file, named)
                    .map(node -> steps(node, level, where.at(file)))
                    .orElse(List.of());
        } finally {
            depth--;
        }
    }

    /** The tasks of a list. */
    List<Step> steps(Node node, Words.Level level, Where where) {
        List<Step> steps = new ArrayList<>();
        if (node instanceof Node.Items items) {
            for (Node each : items.nodes()) {
                step(each, level, where).ifPresent(steps::add);
            }
        } else if (!(node instanceof Node.Scalar scalar && scalar.text().isBlank())) {
            problems.add(
                    Diagnostic.error("tasks are a list", node.span())
                            .label("this is no list")
                            .help("begin each task with `- `"));
        }
        return steps;
    }

    private Optional<Step> step(Node node, Words.Level level, Where where) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(
                    Diagnostic.error("a task is a mapping", node.span())
                            .label("such as `- command: ls`"));
            return Optional.empty();
        }
        return mapping.entries().stream().anyMatch(e -> BLOCK_WORDS.contains(e.key().text()))
                ? Optional.of(block(mapping, level, where))
                : task(mapping, level, where);
    }

    private Step block(Node.Mapping mapping, Words.Level level, Where where) {
        List<Node.Entry> others = new ArrayList<>();
        Keywords found = keywords.read(mapping, Words.Level.BLOCK, others);
        if (mapping.get("block").isEmpty()) {
            problems.add(
                    Diagnostic.error(
                                    "`rescue` and `always` need a `block`",
                                    mapping.entries().get(0).key().span())
                            .help("put the tasks that they belong to in a list below `block:`"));
        } else {
            keywords.refuse(others, Words.Level.BLOCK);
        }
        if (level == Words.Level.HANDLER) {
            problems.add(
                    Diagnostic.error(
                            "Using a block as a handler is not supported.",
                            mapping.entries().get(0).key().span()));
        }
        Where inside = where.with(found);
        return new Block(
                mapping.span(),
                found,
                vars(mapping),
                part(mapping, "block", level, inside),
                part(mapping, "rescue", level, inside),
                part(mapping, "always", level, inside));
    }

    private List<Step> part(Node.Mapping mapping, String name, Words.Level level, Where where) {
        return mapping.get(name).map(node -> steps(node, level, where)).orElse(List.of());
    }

    private Variables vars(Node.Mapping mapping) {
        return mapping.get("vars").map(keywords::variables).orElse(Variables.NONE);
    }

    private Optional<Step> task(Node.Mapping mapping, Words.Level level, Where where) {
        List<Node.Entry> others = new ArrayList<>();
        Keywords found = keywords.read(mapping, level, others);
        found.get("register").ifPresent(this::checkName);
        Optional<Loop> loop = loop(mapping, others);
        Optional<Act> act = act(mapping, others, level);
        if (act.isEmpty()) {
            return Optional.empty();
        }
        Task task =
                new Task(
                        mapping.span(),
                        where.file(),
                        act.get().module(),
                        act.get().arguments(),
                        mapping.get("args"),
                        act.get().local(),
                        found,
                        vars(mapping),
                        loop);
        return Optional.ofNullable(imported(task, level, where));
    }

    private void checkName(Keyword register) {
        String name = String.valueOf(register.value());
        if (!Template.looksLikeOne(name) && !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            problems.add(
                    Diagnostic.error(
                                    "Invalid variable name in `register`: `" + name + "`",
                                    register.node().span())
                            .label("letters, digits and `_`, and no digit first"));
        }
    }

    /** The module of a task and what is written for it. */
    private record Act(Node.Scalar module, Optional<Node> arguments, boolean local) {}

    private Optional<Act> act(Node.Mapping mapping, List<Node.Entry> others, Words.Level level) {
        for (String word : List.of("action", "local_action")) {
            Optional<Node> written = mapping.get(word);
            if (written.isPresent()) {
                keywords.refuse(others, level);
                return action(written.get(), word.equals("local_action"));
            }
        }
        if (others.isEmpty()) {
            problems.add(
                    Diagnostic.error("this task names no module", mapping.span())
                            .help("say what to do, such as `command: ls`"));
            return Optional.empty();
        }
        if (others.size() > 1) {
            several(others, level);
            return Optional.empty();
        }
        Node.Entry only = others.get(0);
        return Optional.of(new Act(only.key(), given(only.value()), false));
    }

    private void several(List<Node.Entry> others, Words.Level level) {
        Set<String> known = keywords.words(level).keySet();
        List<Node.Entry> misspelt =
                others.stream()
                        .filter(e -> Suggestion.closest(e.key().text(), known).isPresent())
                        .toList();
        if (!misspelt.isEmpty() && misspelt.size() < others.size()) {
            keywords.refuse(misspelt, level);
            return;
        }
        Node.Scalar second = others.get(1).key();
        Diagnostic told =
                Diagnostic.error(
                        "a task has one module, and this one has `"
                                + others.get(0).key().text()
                                + "` and `"
                                + second.text()
                                + "`",
                        second.span());
        problems.add(
                keywords.words(Words.Level.PLAY).containsKey(second.text())
                        ? told.label("this is a keyword of a play, and of no " + level.shown)
                                .help("move it to the play")
                        : told.label("neither is a keyword of a " + level.shown)
                                .help(
                                        "indent it below the module if it is a parameter; if it is another"
                                                + " module, make it a task of its own"));
    }

    private static Optional<Node> given(Node node) {
        return node instanceof Node.Scalar scalar && scalar.text().isEmpty()
                ? Optional.empty()
                : Optional.of(node);
    }

    private Optional<Act> action(Node node, boolean local) {
        if (node instanceof Node.Mapping mapping
                && mapping.get("module").orElse(null) instanceof Node.Scalar module) {
            List<Node.Entry> rest =
                    mapping.entries().stream()
                            .filter(e -> !e.key().text().equals("module"))
                            .toList();
            return Optional.of(
                    new Act(module, Optional.of(new Node.Mapping(node.span(), rest)), local));
        }
        if (node instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
            return Optional.of(shortForm(scalar, local));
        }
        problems.add(
                Diagnostic.error("this names no module", node.span())
                        .help("write `action: command ls`, or a mapping with `module`"));
        return Optional.empty();
    }

    private static Act shortForm(Node.Scalar scalar, boolean local) {
        String text = scalar.text();
        int from = text.length() - text.stripLeading().length();
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            int closed = text.startsWith("{{", end) ? text.indexOf("}}", end) : -1;
            end = closed < 0 ? end + 1 : closed + 2;
        }
        Node.Scalar module =
                new Node.Scalar(scalar.span(from, end), text.substring(from, end), true, "");
        String rest = text.substring(end).strip();
        int at = rest.isEmpty() ? end : text.indexOf(rest, end);
        return new Act(
                module,
                rest.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Node.Scalar(
                                        scalar.span(at, at + rest.length()),
                                        rest,
                                        scalar.plain(),
                                        scalar.tag())),
                local);
    }

    private Optional<Loop> loop(Node.Mapping mapping, List<Node.Entry> others) {
        List<Node.Entry> loops = new ArrayList<>();
        mapping.entries().stream().filter(e -> e.key().text().equals("loop")).forEach(loops::add);
        others.stream().filter(e -> e.key().text().startsWith("with_")).forEach(loops::add);
        others.removeAll(loops);
        if (loops.size() > 1) {
            problems.add(
                    Diagnostic.error("a task has one loop", loops.get(1).key().span())
                            .note("first: " + loops.get(0).key().span()));
        }
        return loops.stream().findFirst().map(this::loop);
    }

    private Loop loop(Node.Entry entry) {
        String name = entry.key().text();
        String kind =
                name.equals("loop") ? name : Plugins.shortName(name.substring("with_".length()));
        if (!kind.equals("loop") && !Plugins.LOOKUPS.contains(kind)) {
            Diagnostic unknown =
                    Diagnostic.error("there is no lookup `" + kind + "`", entry.key().span());
            problems.add(
                    Suggestion.closest(kind, Plugins.LOOKUPS)
                            .map(near -> unknown.help("did you mean `with_" + near + "`?"))
                            .orElse(unknown.help("see what there is: miprov doc")));
        }
        Object value = Yaml.value(entry.value(), problems);
        boolean list = value instanceof List || value instanceof Template;
        if (!kind.equals("loop") && value == null) {
            problems.add(
                    Diagnostic.error("`" + name + "` needs a value", entry.value().span())
                            .label("this is nothing")
                            .help("name what to go through, or take it out"));
        }
        if (kind.equals("loop") && !list) {
            problems.add(
                    Diagnostic.error("`loop` needs a list", entry.value().span())
                            .label("this is " + KeywordReader.kindOf(value)));
        }
        return new Loop(kind, entry.value().span(), value);
    }

    /** The task itself, or what it imports; null: problems tells why there is nothing. */
    private Step imported(Task task, Words.Level level, Where where) {
        String word = Actions.plain(task.module().text());
        if (level == Words.Level.HANDLER && word.endsWith("_role")) {
            problems.add(
                    Diagnostic.error(
                            "Using '" + word + "' as a handler is not supported.",
                            task.module().span()));
            return null;
        }
        return switch (word) {
            case "import_tasks" -> importTasks(task, level, where);
            case "include" ->
                    constantFile(task).isPresent() && task.loop().isEmpty()
                            ? importTasks(task, level, where)
                            : task;
            case "import_role" -> roles.imported(task, where);
            case "import_playbook" -> {
                problems.add(
                        Diagnostic.error(
                                "`import_playbook` stands among plays, not among tasks",
                                task.module().span()));
                yield null;
            }
            default -> task;
        };
    }

    private Step importTasks(Task task, Words.Level level, Where where) {
        if (task.loop().isPresent()) {
            problems.add(
                    Diagnostic.error("`import_tasks` can not be in a loop", task.module().span())
                            .help("use include_tasks"));
            return null;
        }
        Optional<Node.Scalar> name = constantFile(task);
        if (name.isEmpty()) {
            problems.add(
                    Diagnostic.error(
                                    "`import_tasks` needs the name of a file that is known before"
                                            + " the run",
                                    task.module().span())
                            .help("use include_tasks for a name with variables in it"));
            return null;
        }
        Path file = find(name.get().text(), where);
        return new Block(
                task.span(),
                task.keywords(),
                task.vars(),
                file(file, Optional.of(name.get().span()), level, where),
                List.of(),
                List.of());
    }

    /** The file that an import or include names, when it is written out. */
    static Optional<Node.Scalar> constantFile(Task task) {
        Node node = task.arguments().orElse(null);
        if (node instanceof Node.Mapping mapping) {
            node = mapping.get("file").or(() -> mapping.get("_raw_params")).orElse(null);
        }
        return node instanceof Node.Scalar scalar && !Template.looksLikeOne(scalar.text())
                ? Optional.of(stripped(scalar))
                : Optional.empty();
    }

    private static Node.Scalar stripped(Node.Scalar scalar) {
        String name = scalar.text().strip();
        if (name.startsWith("file=")) {
            name = name.substring("file=".length());
        }
        return new Node.Scalar(scalar.span(), name, true, "");
    }

    /** Where a named file of tasks is: beside the one that names it, else in the role's tasks. */
    static Path find(String name, Where where) {
        return Stream.concat(
                        Stream.of(where.file().toAbsolutePath().getParent()),
                        Stream.concat(
                                where.role().map(role -> role.resolve("tasks")).stream(),
                                Stream.of(where.playbookFolder())))
                .map(folder -> folder.resolve(name).normalize())
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> where.file().toAbsolutePath().resolveSibling(name).normalize());
    }
}
