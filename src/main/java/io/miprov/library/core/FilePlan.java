package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.core.FileModule.Params;
import io.miprov.library.core.FileModule.State;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.FileState;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be done about a path, once it is known what is there. */
final class FilePlan {
    private final Params params;
    private final FileState there;
    private final String more;
    private final Placement placement;
    private final FileTimes times;

    /** What the host answered to the question for them. */
    private final String hasTimes;

    FilePlan(Params params, String answer) {
        this.times = FileTimes.of(params);
        int eol = times.asks() ? answer.indexOf('\n') + 1 : 0;
        this.hasTimes = answer.substring(0, Math.max(0, eol - 1));
        String[] lines = answer.substring(eol).split("\n", 2);
        this.params = params;
        this.there = FileState.read(lines[0]);
        this.more = lines.length > 1 ? lines[1] : "";
        this.placement = params.placement();
    }

    Change change() {
        return switch (state()) {
            case ABSENT -> absent();
            case DIRECTORY -> directory();
            case FILE -> file();
            case TOUCH -> touch();
            case LINK -> link();
            case HARD -> hard();
        };
    }

    private State state() {
        return params.state()
                .orElseGet(
                        () ->
                                params.recurse() || there.directory()
                                        ? State.DIRECTORY
                                        : there.kind() == FileState.Kind.LINK
                                                ? State.LINK
                                                : State.FILE);
    }

    private Change absent() {
        if (there.absent()) {
            return new Answer(Outcome.ok(says("absent")));
        }
        FileDiff gone = new FileDiff(params.path(), there, "absent");
        if (there.directory()) {
            gone.content(more);
        }
        return new Act(
                Sh.of("rm -rf -- {}", params.path()), says("absent", gone), diff(kind(), "absent"));
    }

    private Change directory() {
        if (there.absent()) {
            return new Act(
                            Sh.of(
                                            "make_folders {} {}",
                                            params.path(),
                                            attributes(there.wantedMode(placement, true)))
                                    .and(times.script(params.path()))
                                    .and(look()),
                            says("directory"),
                            diff("absent", "directory"))
                    .reading(this::seen);
        }
        if (!there.directory()) {
            throw new IllegalArgumentException(
                    params.path() + " already exists as a " + name(there));
        }
        return params.recurse()
                ? new FileTree(there, placement, more).change(says("directory"))
                : place("directory");
    }

    private Change file() {
        if (there.absent()) {
            return refusal("absent");
        }
        if (!there.file() && there.kind() != FileState.Kind.OTHER) {
            return refusal(name(there));
        }
        return place("file");
    }

    private Change place(String state) {
        boolean right = times.right(hasTimes);
        if (there.placed(placement) && right) {
            return new Answer(Outcome.ok(merged(says(state), there.values(), state)));
        }
        FileDiff changes = changes(state);
        Sh place = there.placed(placement) ? Sh.NOTHING : there.place(placement, there.directory());
        return new Act(
                        place.and(right ? Sh.NOTHING : times.script(params.path())).and(look()),
                        says(state, changes),
                        new Outcome.TextDiff(
                                params.path(),
                                there.described(Placement.AS_IT_IS) + lines(changes.before),
                                there.described(placement) + lines(changes.after)))
                .reading(this::seen);
    }

    private FileDiff changes(String state) {
        FileDiff changes = new FileDiff(params.path(), there, state).placed(there, placement);
        times.tell(hasTimes, changes.before, changes.after);
        return changes;
    }

    private static String lines(Map<String, Object> side) {
        return Stream.of("atime", "mtime")
                .filter(side::containsKey)
                .map(name -> name + ": " + side.get(name) + "\n")
                .collect(Collectors.joining());
    }

    private Change touch() {
        boolean right = !there.absent() && times.right(hasTimes);
        if (right && there.placed(placement)) {
            return new Answer(Outcome.ok(merged(says("file"), there.values(), "file")));
        }
        Sh touch = there.absent() ? Sh.of("touch -- {}", params.path()) : Sh.NOTHING;
        Sh all =
                touch.and(times.script(params.path()))
                        .and(there.place(placement, there.directory()));
        return new Act(
                        (there.absent() ? orGone(all) : all).and(look()),
                        says("file", changes("touch")),
                        diff(there.absent() ? "absent" : "touched earlier", "touched"))
                .reading(this::seen);
    }

    /** A file that was made, and can not be as it should, goes away again. */
    private Sh orGone(Sh all) {
        Sh gone = Sh.of("rm -f -- {}", params.path());
        return new Sh(
                "{ " + all.text() + "; } || { " + gone.text() + "; false; }",
                "{ " + all.shown() + "; } || { " + gone.shown() + "; false; }");
    }

    private Change link() {
        if (params.src().isEmpty()) {
            if (there.kind() != FileState.Kind.LINK) {
                throw new IllegalArgumentException("src is required for creating new symlinks");
            }
            return new Answer(Outcome.ok(says("link")));
        }
        String src = params.src().get();
        Map<String, Object> says = new LinkedHashMap<>(says("link"));
        says.put("src", src);
        boolean right = there.kind() == FileState.Kind.LINK && there.target().equals(src);
        FileState target = FileState.read(more);
        boolean places = params.follow() && !placement.asItIs() && !target.absent();
        if (right && (!places || target.placed(placement))) {
            return new Answer(Outcome.ok(says));
        }
        refuseLink(right, src, target);
        Sh make = right ? Sh.NOTHING : Sh.of("make_link {} {}", src, params.path());
        Sh place = places ? target.place(placement, target.directory()) : Sh.NOTHING;
        FileDiff changes = new FileDiff(params.path(), there, "link");
        says.put("diff", changes.with("src", there.target(), src).value());
        return new Act(make.and(place), says, diff(kind(), "link to " + src));
    }

    private void refuseLink(boolean right, String src, FileState target) {
        if (!right && target.absent() && !params.force()) {
            throw new IllegalArgumentException(
                    "src file does not exist, use \"force=yes\" if you really want to create the link: "
                            + src);
        }
        boolean inTheWay = !there.absent() && there.kind() != FileState.Kind.LINK;
        if (inTheWay && !params.force()) {
            throw new IllegalArgumentException(
                    "refusing to convert from "
                            + name(there)
                            + " to symlink for "
                            + params.path()
                            + "; `force: true` does");
        }
    }

    private Change hard() {
        String src = params.src().orElse("");
        Map<String, Object> says = new LinkedHashMap<>(says("hard"));
        says.put("src", src);
        FileState target = FileState.read(more);
        if (target.absent()) {
            throw new IllegalArgumentException("src does not exist");
        }
        if (more.contains("\nsame")) {
            return there.placed(placement) ? new Answer(Outcome.ok(says)) : place("hard");
        }
        if (!there.absent() && !params.force()) {
            throw new IllegalArgumentException(
                    "Cannot link, "
                            + name(there)
                            + " exists at destination; `force: true` replaces it");
        }
        return new Act(
                Sh.of("make_hard_link {} {}", src, params.path())
                        .and(target.place(placement, false)),
                says,
                diff(kind(), "hard link to " + src));
    }

    private Sh look() {
        return FileState.question(params.path(), params.follow(), false);
    }

    /** Reads what is there after; the last line. */
    private Map<String, Object> seen(String out) {
        FileState now = FileState.read(out);
        if (!now.placed(placement)) {
            throw new IllegalArgumentException(
                    params.path()
                            + " did not come to the wanted state; it is\n"
                            + now.described(Placement.AS_IT_IS)
                            + "and should be\n"
                            + now.described(placement));
        }
        return now.values();
    }

    private List<String> attributes(int mode) {
        return List.of(
                placement.mode().isPresent() ? FileState.octal(mode) : "",
                placement.owner().orElse(""),
                placement.group().orElse(""));
    }

    private Change refusal(String what) {
        return new Answer(
                Outcome.failed("file (" + params.path() + ") is " + what + ", cannot continue")
                        .with(params.says())
                        .with(Map.of("state", what)));
    }

    /** Ansible's word for what is there. */
    private static String name(FileState there) {
        return there.values().get("state").toString();
    }

    private String kind() {
        return switch (there.kind()) {
            case ABSENT -> "absent";
            case FILE -> "a file";
            case DIRECTORY -> "a folder";
            case LINK -> "a link to " + there.target();
            case OTHER -> "neither file nor folder";
        };
    }

    private Outcome.TextDiff diff(String before, String after) {
        return new Outcome.TextDiff(
                params.path(), "state: " + before + "\n", "state: " + after + "\n");
    }

    private Map<String, Object> says(String state) {
        return says(state, new FileDiff(params.path(), there, state));
    }

    private Map<String, Object> says(String state, FileDiff changes) {
        Map<String, Object> says = new LinkedHashMap<>(params.says());
        says.put("state", state);
        says.put("diff", changes.value());
        return says;
    }

    private static Map<String, Object> merged(
            Map<String, Object> says, Map<String, Object> seen, String state) {
        Map<String, Object> all = new LinkedHashMap<>(seen);
        all.putAll(says);
        all.put("state", state);
        return all;
    }
}
