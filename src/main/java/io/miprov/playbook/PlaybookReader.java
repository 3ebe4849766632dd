package io.miprov.playbook;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.Yaml;
import io.miprov.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads playbooks, with their roles and all that they import. What is wrong goes to problems, and
 * reading goes on.
 */
public final class PlaybookReader {
    private static final int DEEPEST = 20;
    private static final List<String> STRATEGIES = List.of("free", "host_pinned", "linear");

    private final Problems problems;
    private final Sources sources;
    private final KeywordReader keywords;
    private final RoleReader roles;
    private final Surroundings around;
    private int depth;

    /**
     * @param here the folder that names of files are shown relative to
     * @param vault opens files that are encrypted
     */
    public PlaybookReader(Path here, Surroundings around, Vault vault, Problems problems) {
        this.problems = problems;
        this.around = around;
        this.sources = new Sources(problems, here, vault);
        this.keywords = new KeywordReader(problems);
        this.roles = new RoleReader(problems, sources, keywords, around);
    }

    /** Where it tells what is wrong. */
    public Problems problems() {
        return problems;
    }

    /** The plays of a file. */
    public Playbook playbook(Path file) {
        return new Playbook(file, plays(file, Optional.empty()));
    }

    /** The tasks of a file that a task names while the run goes on. */
    public List<Step> tasks(String name, Span at, boolean handlers, Where where) {
        Words.Level level = handlers ? Words.Level.HANDLER : Words.Level.TASK;
        return roles.tasks().file(TaskReader.find(name, where), Optional.of(at), level, where);
    }

    /** The file of tasks that a name means. */
    public static Path fileOf(String name, Where where) {
        return TaskReader.find(name, where);
    }

    /** The role that an {@code include_role} names; empty when problems tells why not. */
    public Optional<RoleUse> role(Task task, Map<String, Object> args, Where where) {
        RoleReader.From from =
                new RoleReader.From(
                        text(args, "tasks_from"),
                        text(args, "vars_from"),
                        text(args, "defaults_from"),
                        text(args, "handlers_from"),
                        !Boolean.FALSE.equals(args.get("rolespec_validate")));
        Object name = args.get("name") == null ? args.get("role") : args.get("name");
        if (name == null) {
            problems.add(RoleReader.nameless(task));
            return Optional.empty();
        }
        return roles.role(name.toString(), from, task.module().span(), where)
                .map(
                        role ->
                                new RoleUse(
                                        task.span(),
                                        role,
                                        Keywords.NONE,
                                        Variables.NONE,
                                        Variables.NONE,
                                        !Boolean.FALSE.equals(
                                                KeywordReader.flag(
                                                        args.getOrDefault(
                                                                "allow_duplicates", true))),
                                        false));
    }

    private static String text(Map<String, Object> args, String name) {
        return args.get(name) == null ? "main" : args.get(name).toString();
    }

    /** The variables of a file; empty when it can not be read. */
    public Optional<Variables> variables(Path file, Optional<Span> named) {
        return sources.yaml(file, named).map(keywords::variables);
    }

    /** The variables of a piece of YAML. */
    public Variables variables(Node node) {
        return keywords.variables(node);
    }

    /** The keywords under {@code apply} of an include. */
    public Keywords apply(Node.Mapping mapping) {
        List<Node.Entry> others = new ArrayList<>();
        Keywords found = keywords.read(mapping, Words.Level.BLOCK, others);
        keywords.refuse(others, Words.Level.BLOCK);
        return found;
    }

    /** Where names of files are shown relative to. */
    public Sources sources() {
        return sources;
    }

    private List<Play> plays(Path file, Optional<Span> named) {
        if (depth >= DEEPEST) {
            problems.add(
                    Diagnostic.error(
                            "`" + sources.shown(file) + "` imports itself", named.orElseThrow()));
            return List.of();
        }
        depth++;
        try {
            boolean fine = !problems.any();
            Optional<Node> read = sources.yaml(file, named);
            if (read.isEmpty() && fine && !problems.any()) {
                problems.add(
                        Diagnostic.warning(
                                        "there is no play in this playbook",
                                        new Source(sources.shown(file), "").start())
                                .help("begin each play with `- hosts: …`"));
            }
            return read.map(node -> plays(node, file)).orElseGet(List::of);
        } finally {
            depth--;
        }
    }

    private List<Play> plays(Node node, Path file) {
        List<Play> plays = new ArrayList<>();
        if (!(node instanceof Node.Items items)) {
            problems.add(
                    Diagnostic.error("a playbook is a list of plays", node.span())
                            .help("begin each play with `- hosts: …`"));
            return plays;
        }
        for (Node each : items.nodes()) {
            if (each instanceof Node.Mapping mapping) {
                plays.addAll(play(mapping, file));
            } else {
                problems.add(Diagnostic.error("a play is a mapping", each.span()));
            }
        }
        return plays;
    }

    private List<Play> play(Node.Mapping mapping, Path file) {
        Optional<Node.Entry> imported =
                mapping.entries().stream()
                        .filter(e -> Actions.plain(e.key().text()).equals("import_playbook"))
                        .findFirst();
        return imported.isPresent()
                ? importPlaybook(imported.get(), mapping, file)
                : List.of(ownPlay(mapping, file));
    }

    /** What is said beside {@code import_playbook} counts for each of its plays. */
    private List<Play> importPlaybook(Node.Entry entry, Node.Mapping mapping, Path file) {
        if (!(entry.value() instanceof Node.Scalar name) || Template.looksLikeOne(name.text())) {
            problems.add(
                    Diagnostic.error(
                            "`import_playbook` needs the name of a file", entry.value().span()));
            return List.of();
        }
        List<Node.Entry> others = new ArrayList<>();
        Keywords beside = keywords.read(mapping, Words.Level.ROLE, others);
        others.remove(entry);
        keywords.refuse(others, Words.Level.PLAY);
        Variables vars = mapping.get("vars").map(keywords::variables).orElse(Variables.NONE);
        Path whole = file.toAbsolutePath().normalize();
        Path path =
                new Collections(around.collections())
                        .playbook(name.text(), Where.of(whole.getParent(), whole, Optional.empty()))
                        .orElseGet(() -> whole.resolveSibling(name.text()).normalize());
        return plays(path, Optional.of(name.span())).stream()
                .map(play -> within(play, beside, vars))
                .toList();
    }

    private static Play within(Play play, Keywords beside, Variables vars) {
        return new Play(
                play.span(),
                play.file(),
                play.hosts(),
                play.keywords().inside(beside),
                vars.isEmpty() ? play.vars() : play.vars().over(vars),
                play.varsFiles(),
                play.roles(),
                play.preTasks(),
                play.tasks(),
                play.postTasks(),
                play.handlers(),
                play.prompts(),
                play.rolling());
    }

    private Play ownPlay(Node.Mapping mapping, Path file) {
        List<Node.Entry> others = new ArrayList<>();
        Keywords found = usual(mapping, keywords.read(mapping, Words.Level.PLAY, others));
        keywords.refuse(others, Words.Level.PLAY);
        checkPlay(mapping, found);
        Path folder = file.toAbsolutePath().getParent();
        Where where = Where.of(folder, file, Optional.empty()).with(found);
        return new Play(
                mapping.span(),
                file,
                found.get("hosts").orElseGet(() -> nobody(mapping)),
                found,
                mapping.get("vars").map(keywords::variables).orElse(Variables.NONE),
                varsFiles(mapping),
                mapping.get("roles").map(node -> roles.uses(node, where)).orElse(List.of()),
                tasks(mapping, "pre_tasks", Words.Level.TASK, where),
                tasks(mapping, "tasks", Words.Level.TASK, where),
                tasks(mapping, "post_tasks", Words.Level.TASK, where),
                tasks(mapping, "handlers", Words.Level.HANDLER, where),
                mapping.get("vars_prompt")
                        .map(node -> new PromptReader(problems).read(node))
                        .orElse(List.of()),
                mapping.entries().stream()
                        .filter(entry -> entry.key().text().equals("rolling"))
                        .findFirst()
                        .flatMap(
                                entry ->
                                        new RollingReader(problems, sources, roles.tasks())
                                                .read(entry, found, where)));
    }

    /** With what is set for all plays. */
    private Keywords usual(Node.Mapping mapping, Keywords found) {
        Map<String, Keyword> all = new LinkedHashMap<>(found.byName());
        around.usual()
                .forEach(
                        (name, value) ->
                                all.putIfAbsent(
                                        name, new Keyword(name, mapping.span(), mapping, value)));
        return new Keywords(all);
    }

    private void checkPlay(Node.Mapping mapping, Keywords found) {
        if (found.value("hosts") == null) {
            problems.add(
                    Diagnostic.error(
                                    "this play names no hosts",
                                    mapping.entries().isEmpty()
                                            ? mapping.span()
                                            : mapping.entries().get(0).key().span())
                            .help("add `hosts: all`, or a group or host of the inventory"));
        }
        found.get("strategy").ifPresent(this::checkStrategy);
    }

    private void checkStrategy(Keyword strategy) {
        if (!(strategy.value() instanceof String name)) {
            return;
        }
        String plain = Actions.plain(name);
        if (plain.equals("debug")) {
            problems.add(KeywordReader.notYet("`strategy: debug`", strategy.node().span()));
        } else if (!STRATEGIES.contains(plain)) {
            Diagnostic unknown =
                    Diagnostic.error("there is no strategy `" + name + "`", strategy.node().span());
            problems.add(
                    Suggestion.closest(plain, STRATEGIES)
                            .map(meant -> unknown.help("did you mean `" + meant + "`?"))
                            .orElse(unknown.help("there are " + String.join(", ", STRATEGIES))));
        }
    }

    private static Keyword nobody(Node.Mapping mapping) {
        return new Keyword("hosts", mapping.span(), mapping, List.of());
    }

    private List<Keyword> varsFiles(Node.Mapping mapping) {
        Optional<Node> files = mapping.get("vars_files");
        if (files.isEmpty()) {
            return List.of();
        }
        List<Node> nodes =
                files.get() instanceof Node.Items items ? items.nodes() : List.of(files.get());
        return nodes.stream()
                .map(
                        node ->
                                new Keyword(
                                        "vars_files",
                                        node.span(),
                                        node,
                                        Yaml.value(node, problems)))
                .toList();
    }

    private List<Step> tasks(Node.Mapping mapping, String word, Words.Level level, Where where) {
        return mapping.get(word)
                .map(node -> roles.tasks().steps(node, level, where))
                .orElse(List.of());
    }
}
