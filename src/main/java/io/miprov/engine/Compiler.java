package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.inventory.Inventory;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.module.Module;
import io.miprov.playbook.Actions;
import io.miprov.playbook.Block;
import io.miprov.playbook.Keyword;
import io.miprov.playbook.Keywords;
import io.miprov.playbook.Play;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Role;
import io.miprov.playbook.RoleUse;
import io.miprov.playbook.Rolling;
import io.miprov.playbook.Step;
import io.miprov.playbook.Task;
import io.miprov.playbook.Variables;
import io.miprov.playbook.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Joins what was written with the modules there are: every task gets its module, its arguments
 * checked, and all the keywords and variables that come down to it.
 */
final class Compiler {
    private final Map<String, Module<?>> modules;
    private final Files files;
    private final Variables extra;
    private final TagFilter tags;
    private final boolean mayComeLater;
    private final Problems problems;

    Compiler(
            Map<String, Module<?>> modules,
            Files files,
            Variables extra,
            TagFilter tags,
            boolean mayComeLater,
            Problems problems) {
        this.modules = modules;
        this.files = files;
        this.extra = extra;
        this.tags = tags;
        this.mayComeLater = mayComeLater;
        this.problems = problems;
    }

    /** The same, telling others what is wrong. */
    Compiler with(Problems others) {
        return new Compiler(modules, files, extra, tags, mayComeLater, others);
    }

    CompiledPlay play(Play play, Inventory inventory, PlaybookReader reader) {
        Path folder = play.file().toAbsolutePath().normalize().getParent();
        VarsFiles varsFiles = new VarsFiles(folder, play.varsFiles(), reader);
        varsFiles.readConstant();
        Inside inside = new Inside(play, RolesOf.play(play));
        Frame frame = frame(play, folder);
        List<Part> middle = new ArrayList<>();
        play.roles().forEach(use -> inside.role(use, frame).ifPresent(middle::add));
        middle.addAll(inside.parts(play.tasks(), frame));
        return new CompiledPlay(
                play,
                name(play),
                inventory,
                varsFiles,
                facts(play, inside, frame),
                List.of(
                        Group.of(inside.parts(play.preTasks(), frame)),
                        Group.of(middle),
                        Group.of(inside.parts(play.postTasks(), frame))),
                handlers(play, inside, frame),
                play.rolling().map(rolling -> rolling(rolling, play, inside, frame)));
    }

    /** The tasks of a roll are there whatever tags are asked for. */
    private RollJobs rolling(Rolling rolling, Play play, Inside inside, Frame frame) {
        return new RollMaker(
                        rolling,
                        play.file(),
                        modules.keySet(),
                        task -> inside.job(task, frame, false),
                        problems)
                .make(Group.of(inside.parts(rolling.canary(), frame)));
    }

    private static Frame frame(Play play, Path folder) {
        return new Frame(
                Keywords.NONE.inside(play.keywords()),
                List.of(),
                List.of(),
                Optional.empty(),
                Where.of(folder, play.file(), Optional.empty()).with(play.keywords()),
                false);
    }

    private static String name(Play play) {
        Object name = play.keywords().value("name");
        return name == null ? play.hosts().node().span().text().strip() : name.toString();
    }

    /** The handlers of roles come first, in the order of the roles. */
    private List<Job> handlers(Play play, Inside inside, Frame frame) {
        List<Job> handlers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        RolesOf.uses(play).forEach(use -> handlers.addAll(inside.handlersOf(use, frame, seen)));
        flatten(inside.handling().parts(play.handlers(), frame), handlers);
        return handlers;
    }

    private static void flatten(List<Part> parts, List<Job> jobs) {
        for (Part part : parts) {
            if (part instanceof Group group) {
                flatten(group.body(), jobs);
            } else {
                jobs.add((Job) part);
            }
        }
    }

    /** The handlers that a role brings in while the run goes on. */
    List<Job> handlersOf(RoleUse use, Frame frame, Play play) {
        return new Inside(play, RolesOf.play(play)).handlersOf(use, frame, new HashSet<>());
    }

    /** What an include brings in. */
    Group included(List<Step> steps, Frame frame, Job by, Play play) {
        Inside inside = new Inside(play, RolesOf.play(play));
        return Group.of((by.handler ? inside.handling() : inside).parts(steps, frame));
    }

    private Optional<Job> facts(Play play, Inside inside, Frame frame) {
        boolean wanted =
                play.keywords()
                        .get("gather_facts")
                        .map(k -> Vars.truth(known(k.value(), play, frame).orElse(true)))
                        .orElse(true);
        boolean there = modules.containsKey("setup");
        if (!wanted || !there) {
            return Optional.empty();
        }
        Map<String, Keyword> words = new LinkedHashMap<>();
        Node.Scalar module = new Node.Scalar(play.hosts().at(), "setup", true, "");
        words.put("name", new Keyword("name", module.span(), module, "Gathering Facts"));
        if (play.keywords().list("tags").isEmpty()) {
            words.put("tags", new Keyword("tags", module.span(), module, List.of("always")));
        }
        List<Node.Entry> args = new ArrayList<>();
        for (String name : List.of("gather_subset", "gather_timeout", "fact_path")) {
            play.keywords()
                    .get(name)
                    .ifPresent(
                            k ->
                                    args.add(
                                            new Node.Entry(
                                                    new Node.Scalar(k.at(), name, true, ""),
                                                    k.node())));
        }
        Task task =
                new Task(
                        module.span(),
                        play.file(),
                        module,
                        Optional.of(new Node.Mapping(module.span(), args)),
                        Optional.empty(),
                        false,
                        new Keywords(words),
                        Variables.NONE,
                        Optional.empty());
        return inside.task(task, frame);
    }

    /** The tags that keywords have, templates filled in as far as they are known; sorted. */
    Set<String> tags(Keywords words, Play play, Frame frame) {
        Set<String> all = new TreeSet<>();
        for (Object tag : words.list("tags")) {
            Object value = tag instanceof Template ? known(tag, play, frame).orElse("") : tag;
            if (value instanceof List<?> list) {
                list.forEach(each -> all.add(String.valueOf(each)));
            } else {
                all.addAll(List.of(String.valueOf(value).split("\\s*,\\s*")));
            }
        }
        all.remove("");
        return all;
    }

    /** A value that does not hang on a host; empty when it does. */
    private Optional<Object> known(Object value, Play play, Frame frame) {
        List<Variables> layers = new ArrayList<>();
        layers.add(extra);
        layers.addAll(frame.params());
        layers.addAll(frame.vars());
        layers.add(play.vars());
        try {
            return Optional.ofNullable(Template.resolve(value, new StaticScope(layers)));
        } catch (TemplateError e) {
            return Optional.empty();
        }
    }

    /** Compiles what stands in one play. */
    private final class Inside {
        private final Play play;
        private final RolesOf shared;
        private final boolean handlers;

        Inside(Play play, RolesOf shared) {
            this(play, shared, false);
        }

        private Inside(Play play, RolesOf shared, boolean handlers) {
            this.play = play;
            this.shared = shared;
            this.handlers = handlers;
        }

        Inside handling() {
            return new Inside(play, shared, true);
        }

        List<Part> parts(List<Step> steps, Frame frame) {
            List<Part> parts = new ArrayList<>();
            steps.forEach(step -> part(step, frame).ifPresent(parts::add));
            return parts;
        }

        private Optional<? extends Part> part(Step step, Frame frame) {
            if (step instanceof Block block) {
                return block(block, frame);
            }
            return step instanceof RoleUse use ? role(use, frame) : task((Task) step, frame);
        }

        private Optional<Group> block(Block block, Frame frame) {
            Frame within = frame.within(block.keywords(), block.vars());
            Group group =
                    Group.of(
                            parts(block.body(), within.rescued(!block.rescue().isEmpty())),
                            parts(block.rescue(), within),
                            parts(block.always(), within));
            return group.body().isEmpty() && group.always().isEmpty()
                    ? Optional.empty()
                    : Optional.of(group);
        }

        /** A role that ran on a host with the same parameters does not run there again. */
        Optional<Group> role(RoleUse use, Frame frame) {
            Role role = use.role();
            String key =
                    role.folder()
                            + " "
                            + role.from()
                            + use.params().values()
                            + use.vars().values()
                            + use.keywords().value("when")
                            + use.keywords().value("tags");
            Frame within = within(use, frame);
            List<Part> parts = new ArrayList<>();
            for (RoleUse dependency : role.dependencies()) {
                role(dependency, within).ifPresent(parts::add);
            }
            parts.addAll(parts(role.tasks(), within));
            return parts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Group.of(parts, within.role().orElseThrow(), key, use.again()));
        }

        private Frame within(RoleUse use, Frame frame) {
            return frame.within(use.keywords(), Variables.NONE)
                    .withParams(use.params())
                    .in(RoleScope.of(use, frame.role()));
        }

        /** The handlers of a role, of those it depends on, and of those its tasks import. */
        List<Job> handlersOf(RoleUse use, Frame frame, Set<String> seen) {
            List<Job> jobs = new ArrayList<>();
            if (!seen.add(use.role().folder() + " " + use.role().from())) {
                return jobs;
            }
            Frame within = within(use, frame);
            use.role().dependencies().forEach(each -> jobs.addAll(handlersOf(each, within, seen)));
            RolesOf.uses(use.role().tasks())
                    .forEach(each -> jobs.addAll(handlersOf(each, within, seen)));
            flatten(handling().parts(use.role().handlers(), within), jobs);
            return jobs;
        }

        Optional<Job> task(Task task, Frame outer) {
            Frame frame = outer.at(task.file());
            if (!handlers && !selected(task, frame)) {
                return Optional.empty();
            }
            return Template.looksLikeOne(task.module().text())
                    ? Optional.of(later(task, frame))
                    : job(task, frame, false);
        }

        /** A task whose module is named by a template. */
        private Job later(Task task, Frame frame) {
            JobMaker maker = new JobMaker(files, new Problems(), mayComeLater);
            Layers layers = layers(task, frame);
            NamedLater later =
                    new NamedLater(
                            Template.parse(task.module(), problems),
                            name -> named(task.of(name), frame),
                            why ->
                                    maker.without(
                                            task, frame, handlers, layers, Optional.empty(), why));
            return new JobMaker(files, problems, mayComeLater)
                    .without(task, frame, handlers, layers, Optional.of(later), List.of());
        }

        /** What is wrong with it is told when its turn comes. */
        private Job named(Task task, Frame frame) {
            Problems own = new Problems();
            return with(own).new Inside(play, shared, handlers)
                    .job(task, frame, true)
                    .orElseGet(
                            () ->
                                    new JobMaker(files, new Problems(), mayComeLater)
                                            .without(
                                                    task,
                                                    frame,
                                                    handlers,
                                                    layers(task, frame),
                                                    Optional.empty(),
                                                    own.found()));
        }

        /**
         * @param told whether what is wrong with it is told when its turn comes, though nobody
         *     takes care of it
         */
        private Optional<Job> job(Task task, Frame frame, boolean told) {
            String action = Actions.plain(task.module().text());
            Module<?> module = Language.has(action) ? null : module(task, action);
            if (module == null && !Language.has(action)) {
                return Optional.empty();
            }
            Keywords all = task.keywords().inside(frame.keywords());
            boolean minded =
                    told
                            || frame.rescued()
                            || all.value("ignore_errors") != null
                            || all.value("failed_when") != null;
            JobMaker maker = new JobMaker(files, minded ? new Problems() : problems, mayComeLater);
            return Optional.of(
                    maker.job(
                            task,
                            frame,
                            handlers,
                            action,
                            Optional.ofNullable(module),
                            layers(task, frame),
                            minded));
        }

        private boolean selected(Task task, Frame frame) {
            return tags.selects(tags(task.keywords().inside(frame.keywords()), play, frame));
        }

        /** Null when there is none, which problems then tells. */
        private Module<?> module(Task task, String action) {
            String written = task.module().text();
            Module<?> module = modules.get(written);
            module = module == null ? modules.get(action) : module;
            if (module == null) {
                Set<String> known = new HashSet<>(modules.keySet());
                known.addAll(Language.words());
                Diagnostic told = MissingModule.told(written, task.module().span(), known);
                if (task.keywords().get("register").isPresent()) {
                    problems.add(told);
                } else {
                    problems.addAside(told);
                }
            }
            return module;
        }

        private Layers layers(Task task, Frame frame) {
            List<Variables> vars = new ArrayList<>();
            List<Variables> defaults = new ArrayList<>();
            if (!task.vars().isEmpty()) {
                vars.add(task.vars());
            }
            vars.addAll(frame.vars());
            frame.role().ifPresent(role -> vars.addAll(role.vars()));
            vars.addAll(shared.vars());
            frame.role().ifPresent(role -> defaults.addAll(role.defaults()));
            defaults.addAll(shared.defaults());
            return new Layers(frame.params(), vars, defaults);
        }
    }
}
