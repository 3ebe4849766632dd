package io.miprov.engine;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Leaves out what stands before the task that {@code --start-at-task} names. */
final class StartAt {
    private final String name;
    private final PathMatcher pattern;
    private final Set<String> seen = new LinkedHashSet<>();
    private boolean found;

    StartAt(String name) {
        this.name = name;
        this.pattern =
                FileSystems.getDefault().getPathMatcher("glob:" + name.replace("/", "\u2215"));
    }

    boolean found() {
        return found;
    }

    /** The names of the tasks that there are. */
    Set<String> seen() {
        return seen;
    }

    /** What is left of a play; a play that ends before the task is empty. */
    CompiledPlay cut(CompiledPlay play) {
        boolean before = found;
        List<Group> left =
                play.sections().stream().map(section -> Group.of(parts(section.body()))).toList();
        return !before && !found
                ? new CompiledPlay(
                        play.play(),
                        play.name(),
                        play.inventory(),
                        play.varsFiles(),
                        java.util.Optional.empty(),
                        List.of(),
                        List.of(),
                        java.util.Optional.empty())
                : play.with(left);
    }

    private List<Part> parts(List<Part> parts) {
        List<Part> left = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Group group) {
                Group rest =
                        new Group(
                                parts(group.body()),
                                parts(group.rescue()),
                                parts(group.always()),
                                group.role(),
                                group.known(),
                                group.again());
                if (!rest.body().isEmpty() || !rest.always().isEmpty()) {
                    left.add(rest);
                }
            } else if (found || isIt((Job) part)) {
                found = true;
                left.add(part);
            }
        }
        return left;
    }

    private boolean isIt(Job job) {
        seen.add(job.plainName);
        return matches(job.ownName()) || matches(job.plainName);
    }

    private boolean matches(String task) {
        return task.equals(name) || pattern.matches(Path.of(task.replace("/", "\u2215")));
    }
}
