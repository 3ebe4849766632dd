package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.FileMode;
import io.miprov.module.FileState;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A copy from one place of the host to another. */
final class RemoteCopy {
    private final CopyModule.Params params;
    private final String src;
    private final FileState from;
    private final FileState to;
    private final String differs;

    private RemoteCopy(CopyModule.Params params, String src, String answer) {
        String[] lines = answer.split("\n");
        this.params = params;
        this.src = src;
        this.from = FileState.read(lines[0]);
        this.to = FileState.read(lines[1]);
        this.differs = lines.length > 2 ? lines[2] : "";
    }

    static Change of(CopyModule.Params params, String src) {
        return new Decide(
                Sh.of(
                        "copy_states {} {} {} {}",
                        src,
                        params.dest(),
                        params.follow() ? "follow" : "",
                        links(params)),
                answer -> new RemoteCopy(params, src, answer).change(),
                Map.of("src", src, "dest", params.dest()));
    }

    /** Links in a folder stay links unless it is said that they are followed. */
    private static String links(CopyModule.Params params) {
        return params.localFollow().orElse(false) ? "follow" : "";
    }

    private Change change() {
        if (from.absent()) {
            throw new IllegalArgumentException(src + " does not exist on the host");
        }
        if (!from.file() && !from.directory()) {
            throw new IllegalArgumentException(src + " is not a file and not a folder");
        }
        if (!to.absent() && to.directory() != from.directory()) {
            throw new IllegalArgumentException(
                    to.path() + " is not of the same kind as " + src + "; nothing was written");
        }
        Map<String, Object> says = new LinkedHashMap<>(to.values());
        says.put("src", src);
        says.put("dest", to.path());
        return from.directory() ? folder(says) : file(says);
    }

    private Placement placement() {
        Optional<FileMode> mode =
                params.mode().filter(FileMode::preserve).isPresent()
                        ? Optional.of(FileMode.of(from.mode()))
                        : params.mode();
        return Placed.of(mode, params.owner(), params.group());
    }

    private Change file(Map<String, Object> says) {
        Placement placement = placement();
        boolean same = to.file() && to.sha256().equals(from.sha256());
        if (same && to.placed(placement) || !to.absent() && !same && !params.force()) {
            return new Answer(Outcome.ok(says));
        }
        if (same) {
            return new Act(
                            to.place(placement, false).and(look()),
                            says,
                            new Outcome.TextDiff(
                                    to.path(),
                                    to.described(Placement.AS_IT_IS),
                                    to.described(placement)))
                    .reading(this::seen);
        }
        Sh copy =
                Sh.of(
                        "take_in {} <{}",
                        List.of(
                                to.path(),
                                to.absent() ? "absent" : to.sha256(),
                                FileState.octal(to.wantedMode(placement, false)),
                                placement.owner().orElse(""),
                                placement.group().orElse(""),
                                params.validate(),
                                params.backup() ? "backup" : "",
                                from.sha256()),
                        src);
        Sh folder =
                params.dest().endsWith("/") ? Sh.of("mkdir -p -- {}", params.dest()) : Sh.NOTHING;
        return new Act(folder.and(copy).and(look()), says, diff()).reading(this::seen);
    }

    private Sh look() {
        return FileState.question(to.path(), true, false);
    }

    /** What is there after; before it stands where the old file is kept. */
    private Map<String, Object> seen(String out) {
        String[] lines = out.strip().split("\n");
        Map<String, Object> seen =
                new LinkedHashMap<>(FileState.read(lines[lines.length - 1]).values());
        if (lines.length > 1 && params.backup()) {
            seen.put("backup_file", lines[0]);
        }
        return seen;
    }

    private Change folder(Map<String, Object> says) {
        Placement placement = placement();
        if (differs.isEmpty()) {
            return new Answer(Outcome.ok(says));
        }
        Sh attributes =
                placement.asItIs()
                        ? Sh.NOTHING
                        : Sh.of(
                                "set_below {} {}",
                                to.path(),
                                List.of(
                                        placement.mode().map(FileMode::text).orElse(""),
                                        placement.owner().orElse(""),
                                        placement.group().orElse("")));
        Sh copy = Sh.of("copy_folder {} {} {}", src, to.path(), links(params));
        return new Act(copy.and(attributes), says, diff());
    }

    private Outcome.TextDiff diff() {
        return new Outcome.TextDiff(
                to.path(),
                to.absent() ? "" : "sha256 " + to.sha256() + "\n",
                from.directory() ? "copy of " + src + "\n" : "sha256 " + from.sha256() + "\n");
    }
}
