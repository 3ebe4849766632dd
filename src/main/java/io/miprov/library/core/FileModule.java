package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Doc(
        value =
                """
                Brings a file, folder or link to a state: makes it, removes it, sets its permissions and owner.

                - file:
                    path: /opt/wso2mi
                    state: directory
                    owner: wso2carbon
                    mode: "0755"
                """,
        without = {"selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class FileModule implements Module<FileModule.Params> {

    /** Has find print what it comes by. */
    private static final List<String> LISTED =
            Stream.of("( -type d -exec printf d%s\\n {} ; -o -exec printf f%s\\n {} ; )".split(" "))
                    .toList();

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the path on the host",
                            aliases = {"dest", "name"},
                            path = true)
                    String path,
            @Doc(
                            "what should be there; without it, what is there stays, and only its permissions and owner are set")
                    Optional<State> state,
            @Doc(value = "what a link points to", path = true) Optional<String> src,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group,
            @Doc(
                            value = "whether all below a folder gets the permissions and owner too",
                            orElse = "no")
                    boolean recurse,
            @Doc(
                            value =
                                    "whether a link is made though its target is not there, or where a file is in its way",
                            orElse = "no")
                    boolean force,
            @Doc(value = "whether links are followed", orElse = "yes") boolean follow,
            @Doc("`preserve`, `now`, or the time in the format of modification_time_format")
                    Optional<String> modificationTime,
            @Doc(value = "how modification_time is written", orElse = "%Y%m%d%H%M.%S")
                    String modificationTimeFormat,
            @Doc("`preserve`, `now`, or the time in the format of access_time_format")
                    Optional<String> accessTime,
            @Doc(value = "how access_time is written", orElse = "%Y%m%d%H%M.%S")
                    String accessTimeFormat,
            @Doc(
                            value =
                                    "flags that the file system keeps, as chattr takes them: `+A`, `-i`, or without a sign all of them",
                            aliases = "attr")
                    Optional<String> attributes,
            @Doc(
                            value =
                                    "when given, only tells whether the file begins with bytes that are no text (`appears_binary`)",
                            aliases = "_diff_peek")
                    Optional<String> diffPeek) {

        Placement placement() {
            return Placed.of(mode, owner, group);
        }

        Map<String, Object> says() {
            boolean places = state.map(s -> s != State.DIRECTORY).orElse(true);
            return places ? Map.of("path", path, "dest", path) : Map.of("path", path);
        }
    }

    /** What should be at the path. */
    public enum State {
        ABSENT,
        DIRECTORY,
        FILE,
        HARD,
        LINK,
        TOUCH
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        if (params.diffPeek().isPresent()) {
            return peek(params.path());
        }
        Optional<FileFlags> flags =
                params.state().filter(s -> s == State.ABSENT).isPresent()
                        ? Optional.empty()
                        : params.attributes().map(said -> FileFlags.of(params.path(), said));
        if (flags.isEmpty()) {
            return new Decide(
                    question(params),
                    answer -> new FilePlan(params, answer).change(),
                    params.says());
        }
        return new Decide(
                flags.get().question(question(params)),
                answer -> {
                    String rest = answer.substring(answer.indexOf('\n') + 1);
                    return flags.get().after(new FilePlan(params, rest).change(), answer);
                },
                params.says());
    }

    private static Change peek(String path) {
        return new Ask(
                Scripts.resource("file.sh").then(Sh.of("looks_binary {}", path)),
                reply ->
                        Outcome.ok(Map.of("path", path, "appears_binary", !reply.out().isEmpty())));
    }

    private static void refuse(Params params) {
        params.placement();
        FileTimes.of(params);
        boolean link = params.state().filter(s -> s == State.LINK || s == State.HARD).isPresent();
        if (params.path().isEmpty()) {
            throw new BadParams("path", "is empty");
        }
        if (params.state().filter(s -> s == State.ABSENT).isPresent()
                && params.path().matches("[/.]*")) {
            throw new BadParams("path", "removing `" + params.path() + "` would remove everything");
        }
        if (params.src().isPresent() && !link) {
            throw new BadParams("src", "src option requires state to be 'link' or 'hard'");
        }
        if (params.state().filter(s -> s == State.HARD).isPresent() && params.src().isEmpty()) {
            throw new BadParams("state", "src is required for creating new hardlinks");
        }
        if (params.recurse() && params.state().filter(s -> s != State.DIRECTORY).isPresent()) {
            throw new BadParams("recurse", "recurse option requires state to be 'directory'");
        }
    }

    private static Sh question(Params params) {
        boolean through =
                params.follow()
                        && params.state()
                                .filter(
                                        s ->
                                                s == State.LINK
                                                        || s == State.ABSENT
                                                        || s == State.HARD)
                                .isEmpty();
        Sh state = Sh.of("file_state {} {} ''", params.path(), through ? "follow" : "");
        Sh more = Sh.NOTHING;
        if (params.src().isPresent()) {
            more = Sh.of("link_source {} {}", params.path(), params.src().get());
        } else if (params.recurse()) {
            more = FileTree.question(params.path(), params.placement());
        } else if (params.state().filter(s -> s == State.ABSENT).isPresent()) {
            more = content(params.path());
        }
        return FileTimes.of(params).question(params.path()).and(state).and(more);
    }

    /** Prints a line for each that is in a folder: d or f, and the path. */
    private static Sh content(String path) {
        String top = path.startsWith("-") ? "./" + path : path;
        return Sh.of(
                "{ [ ! -d {} ] || [ -L {} ] || find {} -mindepth 1 {} | head -n {}; }",
                path,
                path,
                top,
                LISTED,
                FileDiff.MOST);
    }
}
