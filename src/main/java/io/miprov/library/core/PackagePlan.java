package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be done about packages, once it is known which are installed. */
final class PackagePlan {
    private static final int NEVER = 0;

    private final Wanted wanted;
    private final String manager;
    private final String lists;
    private final Map<String, String> installed = new LinkedHashMap<>();
    private final Set<String> provided = new HashSet<>();

    /** What is wanted of them. */
    enum State {
        PRESENT,
        LATEST,
        ABSENT
    }

    /**
     * What a task wants.
     *
     * @param manager {@code auto}, or the one to use
     * @param names with a version after {@code =}, if need be
     * @param update whether the lists are refreshed, unless younger than these minutes
     * @param flags for the manager when it installs
     * @param removal {@code remove} or {@code purge}
     * @param settings what the words of {@code package.sh} are to know first
     */
    record Wanted(
            String manager,
            List<String> names,
            State state,
            boolean update,
            int minutes,
            int lockSeconds,
            List<String> flags,
            String removal,
            Sh settings) {

        Wanted(
                String manager,
                List<String> names,
                State state,
                boolean update,
                int minutes,
                int lockSeconds,
                List<String> flags,
                String removal) {
            this(manager, names, state, update, minutes, lockSeconds, flags, removal, Sh.NOTHING);
        }

        Sh words() {
            return Scripts.resource("package.sh").then(settings);
        }

        List<String> plainNames() {
            return names.stream().map(PackagePlan::plain).toList();
        }
    }

    private PackagePlan(Wanted wanted, String answer) {
        List<String> lines = answer.lines().toList();
        this.wanted = wanted;
        this.manager = lines.get(0);
        this.lists = lines.get(1);
        for (String line : lines.subList(2, lines.size())) {
            String[] part = line.split(" ", 2);
            if (part.length == 2 && part[0].equals("virtual")) {
                provided.add(part[1]);
            } else if (part.length == 2) {
                installed.put(part[0], part[1]);
            }
        }
    }

    static Change of(Wanted wanted) {
        Sh words = wanted.words();
        Sh question =
                Sh.of(
                        "packages_state {} {} {}",
                        wanted.manager(),
                        wanted.minutes(),
                        wanted.plainNames());
        return new Decide(
                words.then(question), answer -> new PackagePlan(wanted, answer).change(), Map.of());
    }

    private static String plain(String name) {
        int at = name.indexOf('=');
        String bare = at < 0 ? name : name.substring(0, at);
        int colon = bare.indexOf(':');
        return colon < 0 ? bare : bare.substring(0, colon);
    }

    private Change change() {
        List<String> todo = wanted.names().stream().filter(this::wrong).toList();
        boolean update = wanted.update() && !(lists.equals("fresh") && wanted.minutes() > NEVER);
        if (todo.isEmpty() && !update && wanted.state() != State.LATEST) {
            return new Answer(Outcome.ok(Map.of("cache_updated", false)));
        }
        if (wanted.state() == State.LATEST && todo.isEmpty()) {
            return latest(update);
        }
        Sh script = update || needsLists(todo) ? refresh() : Sh.NOTHING;
        if (todo.isEmpty()) {
            Act upkeep =
                    new Act(quiet(script), Map.of("cache_updated", true))
                            .reading(PackagePlan::refreshed);
            boolean counts = wanted.names().isEmpty() && manager.equals("apt");
            return counts ? upkeep : upkeep.asUpkeep();
        }
        return new Act(
                        wanted.words().then(script.and(act(todo))),
                        Map.of("cache_updated", update),
                        diff(todo))
                .reading(PackagePlan::said);
    }

    /** Lists that are what they were are no change. */
    private static Map<String, Object> refreshed(String out) {
        return out.endsWith("same lists\n")
                ? Map.of("cache_updated", false, "changed", false)
                : Map.of();
    }

    /** What the manager printed, as {@code register} gets it. */
    static Map<String, Object> said(String out) {
        Map<String, Object> said = new LinkedHashMap<>(Map.of("stdout", out, "stderr", ""));
        if (out.contains("Nothing to do.")) {
            said.put("changed", false);
        }
        return said;
    }

    private Sh quiet(Sh script) {
        return wanted.words().then(script);
    }

    private boolean needsLists(List<String> todo) {
        return lists.equals("none") && wanted.state() != State.ABSENT && !todo.isEmpty();
    }

    private Sh refresh() {
        return Sh.of("refresh_lists {} {}", manager, wanted.lockSeconds());
    }

    private Sh act(List<String> todo) {
        List<String> words = new ArrayList<>();
        if (wanted.state() == State.ABSENT) {
            words.add(wanted.removal());
        } else {
            words.add("install");
        }
        boolean takes =
                !manager.equals("apk")
                        && (!manager.equals("zypper") || wanted.state() != State.ABSENT);
        words.addAll(takes ? wanted.flags() : List.of());
        words.addAll(
                wanted.state() == State.ABSENT
                        ? todo.stream().map(PackagePlan::plain).toList()
                        : todo);
        return Sh.of("packages_do {} {} {}", manager, wanted.lockSeconds(), words);
    }

    /** All are there; whether they are the newest only the manager knows, after its lists are. */
    private Change latest(boolean update) {
        Sh words = wanted.words();
        List<String> names = wanted.names();
        Change upgrade =
                manager.equals("apt")
                        ? new Decide(
                                words.then(Sh.of("apt_would install {}", names)),
                                would ->
                                        would.isBlank()
                                                ? new Answer(Outcome.ok(Map.of()))
                                                : upgrade(would),
                                Map.of())
                        : upgradable(words, names);
        return update
                ? new io.miprov.module.All(
                        new Act(quiet(refresh()), Map.of("cache_updated", true)).asUpkeep(),
                        upgrade)
                : upgrade;
    }

    /** All are there; dnf and yum tell which could be newer, the others only when they do it. */
    private Change upgradable(Sh words, List<String> names) {
        List<String> flags = manager.equals("apk") ? List.of() : wanted.flags();
        Act upgrade =
                new Act(
                                words.then(
                                        Sh.of(
                                                "packages_do {} {} upgrade {} {}",
                                                manager,
                                                wanted.lockSeconds(),
                                                flags,
                                                names)),
                                Map.of())
                        .reading(PackagePlan::said);
        if (!manager.equals("dnf") && !manager.equals("yum")) {
            return upgrade;
        }
        return new Decide(
                words.then(Sh.of("rpm_would {} {} {}", manager, flags, names)),
                would ->
                        would.isBlank()
                                ? new Answer(Outcome.ok(Map.of()))
                                : upgrade.showing(
                                        List.of(new Outcome.TextDiff("packages", "", would))),
                Map.of());
    }

    private Change upgrade(String would) {
        return new Act(
                        wanted.words().then(act(wanted.names())),
                        Map.of(),
                        new Outcome.TextDiff("packages", "", would))
                .reading(PackagePlan::said);
    }

    private boolean wrong(String name) {
        String version = installed.get(plain(name));
        if (wanted.state() == State.ABSENT) {
            return version != null;
        }
        if (version == null) {
            return !provided.contains(plain(name));
        }
        int at = name.indexOf('=');
        return at > 0 && !matches(version, name.substring(at + 1).replaceFirst("^=", ""));
    }

    private static boolean matches(String version, String wanted) {
        StringBuilder pattern = new StringBuilder();
        for (String part : wanted.split("\\*", -1)) {
            pattern.append(pattern.length() == 0 ? "" : ".*");
            pattern.append(java.util.regex.Pattern.quote(part));
        }
        return version.matches(pattern.toString());
    }

    private Outcome.TextDiff diff(List<String> todo) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (String name : todo) {
            String version = installed.getOrDefault(plain(name), "absent");
            before.append(plain(name)).append(' ').append(version).append('\n');
            after.append(name).append(wanted.state() == State.ABSENT ? " absent\n" : " present\n");
        }
        return new Outcome.TextDiff("packages", before.toString(), after.toString());
    }
}
