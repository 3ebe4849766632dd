package io.miprov.engine;

import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.module.Args;
import io.miprov.module.Schema;
import io.miprov.playbook.Actions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of the controller that tasks of a run may make, so that nobody misses them before it.
 */
final class Made {
    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "::1");

    /** The parameters by which modules are told what to make. */
    private static final List<String> TARGETS = List.of("path", "dest");

    private final Path here;
    private final boolean local;
    private final Set<Path> paths = new HashSet<>();
    private boolean anything;

    /**
     * @param local whether hosts are this machine unless they say otherwise
     */
    Made(Path here, boolean local) {
        this.here = here;
        this.local = local;
    }

    /** Whether one of these may be made. */
    boolean mayCome(List<Path> candidates) {
        return anything
                || candidates.stream().anyMatch(file -> paths.stream().anyMatch(file::startsWith));
    }

    /** Takes down what a task may make. */
    void take(Job job, Foreknown names) {
        if (anything || job.module.isEmpty() || job.module.get().looksOnly() || !here(job, names)) {
            return;
        }
        try {
            if (job.loop.isEmpty()) {
                add(job, names);
                return;
            }
            List<?> items = names.items();
            for (int i = 0; i < items.size(); i++) {
                add(job, names.at(items, i));
            }
        } catch (Foreknown.Unknown | TemplateError e) {
            anything = true;
        }
    }

    /** A module that takes a path or destination makes that, and another one who knows what. */
    private void add(Job job, Foreknown names) {
        Schema schema = job.schema.get();
        Optional<Args> args = KnownArguments.of(job, names);
        if (args.isEmpty()
                || TARGETS.stream().noneMatch(target -> schema.param(target).isPresent())) {
            anything = true;
            return;
        }
        args.get()
                .byName()
                .forEach(
                        (name, arg) -> {
                            if (schema.param(name)
                                    .filter(p -> TARGETS.contains(p.name()))
                                    .isPresent()) {
                                add(job, arg.value());
                            }
                        });
    }

    private void add(Job job, Object path) {
        if (path instanceof String text) {
            paths.add(Files.home(here, text));
            paths.add(Files.home(job.frame.where().playbookFolder().toAbsolutePath(), text));
        } else {
            anything |= path != null;
        }
    }

    /** Whether it may be done on this machine. */
    private boolean here(Job job, Foreknown names) {
        Object delegate = job.keywords.value("delegate_to");
        if (MakesFiles.brings(job.module.get()) || (delegate == null && job.task.local())) {
            return true;
        }
        try {
            Object keyword = job.keywords.value("connection");
            boolean said = keyword == null ? local : isLocal(Template.resolve(keyword, names));
            Object name = delegate == null ? names.host() : Template.resolve(delegate, names);
            Object own = names.inventory(String.valueOf(name)).get("ansible_connection");
            return HERE.contains(name)
                    || (own == null ? said : isLocal(Template.resolve(own, names)));
        } catch (Foreknown.Unknown | TemplateError e) {
            return true;
        }
    }

    private static boolean isLocal(Object connection) {
        return "local".equals(Actions.plain(String.valueOf(connection)));
    }
}
