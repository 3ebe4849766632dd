package io.miprov.library.core;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.library.core.UserModule.Params;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be done about a user, once it is known how it is. */
final class UserPlan {
    private static final int UID = 2;
    private static final int GID = 3;
    private static final int COMMENT = 4;
    private static final int HOME = 5;
    private static final int SHELL = 6;

    private final Params params;
    private final Map<String, Object> says;
    private final boolean shadow;
    private final boolean samePassword;
    private final boolean locked;
    private final String[] is;
    private final Set<String> groups;
    private final String group;

    UserPlan(Params params, String answer, Map<String, Object> says) {
        List<String> lines = new ArrayList<>(List.of(answer.split("\n")));
        boolean asked = params.password().isPresent() || params.passwordLock().isPresent();
        this.params = params;
        this.says = says;
        this.samePassword = !asked || lines.remove(0).equals("same");
        this.locked = asked && lines.remove(0).equals("locked");
        this.shadow = lines.get(0).equals("shadow");
        this.is = lines.size() > 1 ? lines.get(1).split(":", -1) : new String[0];
        this.groups =
                new HashSet<>(
                        lines.size() > 2 ? Arrays.asList(lines.get(2).split(" ")) : List.of());
        this.group = lines.size() > 3 ? lines.get(3) : "";
    }

    Change change() {
        boolean there = is.length > SHELL;
        if (params.state() == GroupModule.State.ABSENT) {
            return there ? act(remove(), "present", "absent", false) : new Answer(Outcome.ok(says));
        }
        return there ? settle() : add();
    }

    private Change add() {
        Sh make = Sh.of("{}", shadow ? useradd() : adduser());
        Sh more = Sh.NOTHING;
        if (!shadow) {
            for (String each : params.groups().orElse(List.of())) {
                more = more.and(Sh.of("addgroup {} {}", params.name(), each));
            }
        }
        return act(make.and(more).and(password(true)), "absent", "present", true);
    }

    private List<String> useradd() {
        List<String> words = new ArrayList<>(List.of("useradd"));
        option(words, "-u", params.uid().map(Object::toString));
        option(words, "-g", params.group());
        option(
                words,
                "-G",
                params.groups().filter(g -> !g.isEmpty()).map(g -> String.join(",", g)));
        option(words, "-c", params.comment());
        option(words, "-d", params.home());
        option(words, "-s", params.shell());
        if (params.nonUnique()) {
            words.add("-o");
        }
        if (params.system()) {
            words.add("-r");
        }
        words.add(params.createHome() ? "-m" : "-M");
        option(words, "-k", params.skeleton().filter(s -> params.createHome()));
        option(words, "-K", params.umask().map(mask -> "UMASK=" + mask));
        option(words, "-K", params.uidMin().map(least -> "UID_MIN=" + least));
        option(words, "-K", params.uidMax().map(most -> "UID_MAX=" + most));
        words.add(params.name());
        return words;
    }

    private List<String> adduser() {
        List<String> words = new ArrayList<>(List.of("adduser", "-D"));
        option(words, "-u", params.uid().map(Object::toString));
        option(words, "-G", params.group());
        option(words, "-g", params.comment());
        option(words, "-h", params.home());
        option(words, "-s", params.shell());
        if (params.system()) {
            words.add("-S");
        }
        if (!params.createHome()) {
            words.add("-H");
        }
        words.add(params.name());
        return words;
    }

    private Change settle() {
        List<String> words = new ArrayList<>();
        StringBuilder was = new StringBuilder();
        StringBuilder will = new StringBuilder();
        differs(words, "-u", is[UID], params.uid().map(Object::toString), was, will);
        if (params.nonUnique() && !words.isEmpty()) {
            words.add("-o");
        }
        differs(
                words,
                "-g",
                params.group().filter(g -> g.equals(is[GID])).orElse(group),
                params.group(),
                was,
                will);
        differs(words, "-c", is[COMMENT], params.comment(), was, will);
        boolean moves = params.home().filter(h -> !h.equals(is[HOME])).isPresent();
        differs(words, "-d", is[HOME], params.home(), was, will);
        if (moves && params.moveHome()) {
            words.add("-m");
        }
        differs(words, "-s", is[SHELL], params.shell(), was, will);
        groups(words, was, will);
        lock(words, was, will);
        boolean sets =
                params.password().isPresent()
                        && !samePassword
                        && params.updatePassword() == UserModule.Update.ALWAYS;
        if (words.isEmpty() && !sets) {
            return new Answer(Outcome.ok(merged(is, groups)));
        }
        if (!shadow && !words.isEmpty()) {
            throw new IllegalArgumentException(
                    "the host has no usermod, which changes users that are there already");
        }
        words.add(0, "usermod");
        words.add(params.name());
        Sh modify = words.size() > 2 ? Sh.of("{}", words) : Sh.NOTHING;
        Sh password = sets ? password(false) : Sh.NOTHING;
        if (sets) {
            was.append("another password\n");
            will.append("the password given\n");
        }
        return act(modify.and(password), was.toString(), will.toString(), true);
    }

    private void groups(List<String> words, StringBuilder was, StringBuilder will) {
        if (params.groups().isEmpty()) {
            return;
        }
        Set<String> wanted = new HashSet<>(params.groups().get());
        Set<String> besides = new HashSet<>(groups);
        besides.remove(params.group().orElse(group));
        if (!wanted.contains(group)) {
            besides.remove(group);
        }
        boolean right = params.append() ? groups.containsAll(wanted) : besides.equals(wanted);
        if (!right) {
            if (params.append()) {
                words.add("-a");
            }
            words.addAll(List.of("-G", String.join(",", params.groups().get())));
            was.append("groups ").append(String.join(",", besides)).append('\n');
            will.append("groups ").append(String.join(",", wanted)).append('\n');
        }
    }

    private void lock(List<String> words, StringBuilder was, StringBuilder will) {
        params.passwordLock()
                .filter(lock -> lock != locked)
                .ifPresent(
                        lock -> {
                            words.add(lock ? "-L" : "-U");
                            was.append(locked ? "locked\n" : "not locked\n");
                            will.append(lock ? "locked\n" : "not locked\n");
                        });
    }

    private Sh password(boolean isNew) {
        Sh set =
                params.password()
                        .map((Secret hash) -> Sh.of("set_password {} {}", params.name(), hash))
                        .orElse(Sh.NOTHING);
        return isNew && params.passwordLock().orElse(false) && shadow
                ? set.and(Sh.of("usermod -L {}", params.name()))
                : set;
    }

    private Sh remove() {
        List<String> words = new ArrayList<>(List.of(shadow ? "userdel" : "deluser"));
        if (params.force() && shadow) {
            words.add("-f");
        }
        if (params.remove()) {
            words.add(shadow ? "-r" : "--remove-home");
        }
        words.add(params.name());
        return Sh.of("{}", words);
    }

    private Change act(Sh script, String was, String will, boolean there) {
        Sh look = there ? Sh.of("user_state {}", params.name()) : Sh.NOTHING;
        return new Act(
                        Scripts.resource("account.sh").then(script.and(look)),
                        says,
                        new Outcome.TextDiff("user " + params.name(), ended(was), ended(will)))
                .reading(there ? this::seen : out -> Map.of());
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }

    private Map<String, Object> seen(String out) {
        List<String> lines = List.of(out.split("\n"));
        int at = Math.max(lines.lastIndexOf("shadow"), lines.lastIndexOf("busybox"));
        if (lines.size() < at + 3) {
            return Map.of();
        }
        return merged(lines.get(at + 1).split(":", -1), Set.of(lines.get(at + 2).split(" ")));
    }

    private Map<String, Object> merged(String[] line, Set<String> in) {
        Map<String, Object> all = new LinkedHashMap<>(says);
        all.put("uid", Long.parseLong(line[UID]));
        all.put("group", Long.parseLong(line[GID]));
        all.put("comment", line[COMMENT]);
        all.put("home", line[HOME]);
        all.put("shell", line[SHELL]);
        all.put("groups", String.join(",", params.groups().orElse(List.copyOf(in))));
        all.put("append", params.append());
        all.put("move_home", params.moveHome());
        return all;
    }

    private static void option(List<String> words, String flag, Optional<String> value) {
        value.ifPresent(v -> words.addAll(List.of(flag, v)));
    }

    private static void differs(
            List<String> words,
            String flag,
            String is,
            Optional<String> wanted,
            StringBuilder was,
            StringBuilder will) {
        if (wanted.isPresent() && !wanted.get().equals(is)) {
            words.addAll(List.of(flag, wanted.get()));
            was.append(is).append('\n');
            will.append(wanted.get()).append('\n');
        }
    }
}
