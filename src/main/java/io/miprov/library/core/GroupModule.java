package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Makes or removes a group.

                - group:
                    name: wso2
                    gid: 802
                    system: true
                """)
public final class GroupModule implements Module<GroupModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the group") String name,
            @Doc("its number") Optional<Long> gid,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc(value = "whether a new one gets a number of those for the system", orElse = "no")
                    boolean system,
            @Doc(value = "whether its number may be that of another group", orElse = "no")
                    boolean nonUnique,
            @Doc(value = "whether it is removed though it is a user's own", orElse = "no")
                    boolean force,
            @Doc(
                            value =
                                    "whether only /etc/group counts, and not what a directory service tells",
                            orElse = "no")
                    boolean local,
            @Doc("the lowest number that a new one may get") Optional<Long> gidMin,
            @Doc("the highest number that a new one may get") Optional<Long> gidMax) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("name", params.name());
        says.put("state", params.state().name().toLowerCase(java.util.Locale.ROOT));
        says.put("system", params.system());
        return new Decide(
                words().then(state(params)), answer -> change(params, answer, says), says);
    }

    private static void refuse(Params params) {
        if (params.local() && params.gidMin().isPresent()) {
            throw new BadParams("gid_min", "'gid_min' can not be used with 'local'");
        }
        if (params.local() && params.gidMax().isPresent()) {
            throw new BadParams("gid_max", "'gid_max' can not be used with 'local'");
        }
    }

    private static Sh state(Params params) {
        return Sh.of("group_state {} {}", params.name(), params.local() ? "local" : "");
    }

    private static Sh words() {
        return Scripts.resource("account.sh");
    }

    private static Change change(Params params, String answer, Map<String, Object> says) {
        String[] lines = answer.split("\n");
        boolean shadow = lines[0].equals("shadow");
        boolean there = lines.length > 1;
        String gid = there ? lines[1].split(":", -1)[2] : "";
        if (params.state() == State.ABSENT) {
            return there
                    ? act(params, remove(params, shadow), says, "present", "absent")
                    : new Answer(Outcome.ok(says));
        }
        if (there && params.gid().filter(wanted -> !gid.equals(wanted.toString())).isEmpty()) {
            says.put("gid", Long.parseLong(gid));
            return new Answer(Outcome.ok(says));
        }
        return act(
                params,
                there ? modify(params, shadow) : add(params, shadow),
                says,
                there ? "gid " + gid : "absent",
                params.gid().map(wanted -> "gid " + wanted).orElse("present"));
    }

    private static Change act(
            Params params, List<String> words, Map<String, Object> says, String was, String will) {
        return new Act(
                        words().then(Sh.of("{}", words).and(state(params))),
                        says,
                        new Outcome.TextDiff("group " + params.name(), was + "\n", will + "\n"))
                .reading(GroupModule::seen);
    }

    private static Map<String, Object> seen(String out) {
        String[] lines = out.strip().split("\n");
        String[] part = lines[lines.length - 1].split(":", -1);
        return part.length > 2 ? Map.of("gid", Long.parseLong(part[2])) : Map.of();
    }

    private static List<String> add(Params params, boolean shadow) {
        List<String> words = new ArrayList<>(List.of(shadow ? "groupadd" : "addgroup"));
        params.gid().ifPresent(gid -> words.addAll(List.of("-g", gid.toString())));
        if (params.nonUnique() && shadow) {
            words.add("-o");
        }
        range("GID_MIN", params.gidMin(), shadow, words);
        range("GID_MAX", params.gidMax(), shadow, words);
        if (params.system()) {
            words.add(shadow ? "-r" : "-S");
        }
        words.add(params.name());
        return words;
    }

    private static void range(
            String limit, Optional<Long> number, boolean shadow, List<String> words) {
        if (number.isPresent() && !shadow) {
            throw new IllegalArgumentException(
                    "the host has no groupadd, which takes a range of numbers");
        }
        number.ifPresent(value -> words.addAll(List.of("-K", limit + "=" + value)));
    }

    private static List<String> modify(Params params, boolean shadow) {
        if (!shadow) {
            throw new IllegalArgumentException(
                    "the host has no groupmod, which changes the number of a group");
        }
        List<String> words = new ArrayList<>(List.of("groupmod"));
        params.gid().ifPresent(gid -> words.addAll(List.of("-g", gid.toString())));
        if (params.nonUnique()) {
            words.add("-o");
        }
        words.add(params.name());
        return words;
    }

    private static List<String> remove(Params params, boolean shadow) {
        List<String> words = new ArrayList<>(List.of(shadow ? "groupdel" : "delgroup"));
        if (params.force() && shadow) {
            words.add("-f");
        }
        words.add(params.name());
        return words;
    }
}
