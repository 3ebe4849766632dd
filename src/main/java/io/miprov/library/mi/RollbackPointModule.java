package io.miprov.library.mi;

import io.miprov.host.Sh;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Ensure;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

@Doc(
        """
        Keeps what a Micro Integrator is before it is changed, and brings exactly that back: where
        `current` and `previous` point, and of the current release all that is not as it was shipped
        (conf, resources/security, deployment/server, registry, lib, dropins), besides other paths such as
        its unit. A point that is there is not taken again, so a run that was cut off and begun anew
        goes back to where it first began. Files that came since are deleted. A registry or
        deployment folder on another file system is shared with other nodes, and left alone.
        Registers `taken`, `release`, `version`, `kept`, `apart` (what was left alone) and, of
        `restored`, `differs` (what was brought back).

        - rollback_point:
            base: /opt/wso2mi
            name: before-upgrade
            paths: [/etc/systemd/system/micro-integrator.service]
        """)
public final class RollbackPointModule implements Module<RollbackPointModule.Params> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

    /** What of a release is not as it was shipped, and what the Micro Integrator itself writes. */
    private static final List<String> PARTS =
            List.of(
                    "conf",
                    "repository/resources/security",
                    "repository/deployment/server",
                    "registry",
                    "lib",
                    "dropins",
                    "password-persist",
                    "password-tmp");

    /** What is wanted of a point. */
    public enum State {
        TAKEN,
        RESTORED,
        ABSENT
    }

    /** What it takes. */
    public record Params(
            @Doc("the folder of all releases on the host, such as /opt/wso2mi") String base,
            @Doc("the name of the point, such as the id of a run") String name,
            @Doc(
                            value =
                                    "taken: kept, unless it is already; restored: brought back, and"
                                            + " kept all the same; absent: forgotten",
                            orElse = "taken")
                    State state,
            @Doc(value = "other files and folders to keep, as absolute paths", orElse = "")
                    List<String> paths,
            @Doc(value = "how many points stay when another is taken", orElse = "3") int keep) {}

    @Override
    public Change plan(Params params, Facts facts) {
        check(params);
        return switch (params.state()) {
            case TAKEN ->
                    work(
                            params,
                            mode ->
                                    Sh.of(
                                            "point_taken {} {} {} {} {} {}",
                                            mode,
                                            params.base(),
                                            params.name(),
                                            params.keep(),
                                            String.join(" ", PARTS),
                                            params.paths()));
            case RESTORED ->
                    work(
                            params,
                            mode ->
                                    Sh.of(
                                            "point_restored {} {} {}",
                                            mode,
                                            params.base(),
                                            params.name()));
            case ABSENT ->
                    new Ensure(
                            words().then(Sh.of("point_there {}", point(params))),
                            "absent",
                            words().then(Sh.of("drop_point {} {}", params.base(), params.name())),
                            Map.of("point", point(params), "taken", false));
        };
    }

    private static Change work(Params params, Function<String, Sh> call) {
        return new Work(
                words().then(call.apply("check")),
                words().then(call.apply("apply")),
                answer -> new Answer(outcome(params, answer)),
                Map.of());
    }

    private static String point(Params params) {
        return params.base() + "/rollback/" + params.name();
    }

    private static Sh words() {
        return Sh.resource(RollbackPointModule.class, "rollback.sh");
    }

    private static void check(Params params) {
        if (!params.base().matches("/[^\n]*[^/\n]")) {
            throw new BadParams("base", "needs an absolute path, without a slash at its end");
        }
        if (!NAME.matcher(params.name()).matches()) {
            throw new BadParams("name", "needs letters, digits, `.`, `_`, `+` or `-`, at most 100");
        }
        if (params.keep() < 1) {
            throw new BadParams("keep", "needs at least 1");
        }
        for (String path : params.paths()) {
            if (!path.matches("/[^\n]*[^/\n]")) {
                throw new BadParams(
                        "paths", "`" + path + "` is no absolute path of a file or folder");
            }
            if (within(params.base() + "/rollback", path) || within(path, params.base())) {
                throw new BadParams(
                        "paths", "`" + path + "` has the rollback points in it, or is one of them");
            }
        }
    }

    private static boolean within(String folder, String path) {
        return (path + "/").startsWith(folder + "/");
    }

    private static Outcome outcome(Params params, String answer) {
        Map<String, List<String>> told = new LinkedHashMap<>();
        for (String line : answer.strip().split("\n")) {
            String[] words = line.split(" ", 2);
            told.computeIfAbsent(words[0], any -> new ArrayList<>())
                    .add(words.length > 1 ? words[1] : "");
        }
        String release = Releases.name(told.getOrDefault("current", List.of("")).get(0));
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("point", point(params));
        says.put("taken", true);
        says.put("release", release);
        says.put("version", release.isEmpty() ? "" : Product.number(release));
        says.put("kept", told.getOrDefault("kept", List.of()));
        says.put("apart", told.getOrDefault("apart", List.of()));
        List<String> differs = told.getOrDefault("differs", List.of());
        if (params.state() == State.RESTORED) {
            says.put("differs", differs);
        }
        if (!told.containsKey("changed")) {
            return Outcome.ok(says);
        }
        return Outcome.changed(says).withDiffs(List.of(diff(params, told, release, differs)));
    }

    private static Outcome.TextDiff diff(
            Params params, Map<String, List<String>> told, String release, List<String> differs) {
        if (params.state() == State.TAKEN) {
            return new Outcome.TextDiff(
                    point(params), "", lines(told.getOrDefault("kept", List.of()), ""));
        }
        String before = Releases.name(told.getOrDefault("was", List.of("")).get(0));
        return new Outcome.TextDiff(
                params.base(),
                "current: " + before + "\n" + lines(differs, ": as it is"),
                "current: " + release + "\n" + lines(differs, ": as it was kept"));
    }

    private static String lines(List<String> paths, String after) {
        return paths.stream().map(path -> path + after + "\n").collect(Collectors.joining());
    }
}
