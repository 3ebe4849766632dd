package io.miprov.library.system;

import io.miprov.host.Bytes;
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
        """
        Mounts a file system, and keeps it in fstab; or takes it out.

        - mount:
            path: /srv/data
            src: /dev/vg0/data
            fstype: ext4
            opts: noatime
            state: mounted
        """)
public final class MountModule implements Module<MountModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "where it is mounted", aliases = "name") String path,
            @Doc("what is mounted: a device, a share, a UUID=…") Optional<String> src,
            @Doc("the kind of file system") Optional<String> fstype,
            @Doc("the options, with commas between") Optional<String> opts,
            @Doc(value = "the fifth field of fstab", orElse = "0") String dump,
            @Doc(value = "the sixth field of fstab", orElse = "0") String passno,
            @Doc("how it should be") State state,
            @Doc("the file instead of /etc/fstab") Optional<String> fstab,
            @Doc(value = "whether it is mounted at boot; no adds noauto", orElse = "yes")
                    boolean boot,
            @Doc(value = "whether the old fstab stays beside the new one", orElse = "no")
                    boolean backup) {

        String file() {
            return fstab.orElse("/etc/fstab");
        }

        /** The line of fstab. */
        Fstab.Entry entry() {
            return new Fstab.Entry(
                    src.orElse(""), path, fstype.orElse(""), options(), dump, passno);
        }

        String options() {
            String all = opts.orElse("defaults");
            List<String> each = List.of(all.split(",", -1));
            boolean adds = !boot && !each.contains("noauto") && !each.contains("defaults");
            return adds ? all + ",noauto" : all;
        }
    }

    /** How it should be. */
    public enum State {
        ABSENT,
        ABSENT_FROM_FSTAB,
        MOUNTED,
        PRESENT,
        UNMOUNTED,
        REMOUNTED,
        EPHEMERAL;

        boolean needsSource() {
            return this == MOUNTED || this == PRESENT || this == EPHEMERAL;
        }

        boolean inFile() {
            return this == MOUNTED || this == PRESENT;
        }

        boolean outOfFile() {
            return this == ABSENT || this == ABSENT_FROM_FSTAB;
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.state().needsSource() && params.src().isEmpty()) {
            throw new BadParams("state", "`src` is needed for that");
        }
        if (params.state().needsSource() && params.fstype().isEmpty()) {
            throw new BadParams("state", "`fstype` is needed for that");
        }
        Sh words = Sh.resource(MountModule.class, "mount.sh");
        return new Decide(
                words.then(Sh.of("mount_state {} {}", params.path(), params.file())),
                answer -> change(params, words, answer),
                says(params));
    }

    private static Map<String, Object> says(Params params) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("name", params.path());
        says.put("fstab", params.file());
        says.put("opts", params.options());
        says.put("dump", params.dump());
        says.put("passno", params.passno());
        says.put("boot", params.boot() ? "yes" : "no");
        params.src().ifPresent(src -> says.put("src", src));
        params.fstype().ifPresent(kind -> says.put("fstype", kind));
        says.put("backup_file", "");
        return says;
    }

    private static Change change(Params params, Sh words, String answer) {
        int cut = answer.indexOf('\036');
        String source = answer.substring(0, cut).strip();
        boolean mounted = !source.isEmpty();
        String before = answer.substring(cut + 1);
        String after = before;
        if (params.state().inFile()) {
            after = Fstab.with(before, params.entry());
        } else if (params.state().outOfFile()) {
            after = Fstab.without(before, params.entry());
        }
        boolean rewritten = !after.equals(before);
        List<Sh> steps = new ArrayList<>();
        if (rewritten) {
            steps.add(
                    Sh.of(
                            "put {} '' '' '' '' {} {}",
                            params.file(),
                            params.backup() ? "backup" : "",
                            Bytes.of(after)));
        }
        mounting(params, mounted, source, rewritten).ifPresent(steps::add);
        if (steps.isEmpty()) {
            return new Answer(Outcome.ok(says(params)));
        }
        Sh script = steps.stream().reduce(Sh::and).orElseThrow();
        boolean undone = rewritten && params.state() == State.MOUNTED;
        Sh whole =
                undone
                        ? Sh.of("or_undo {} {} {}", script, params.file(), Bytes.of(before))
                        : script;
        return new Act(words.then(whole), says(params), diff(params, before, after, mounted))
                .reading(out -> out.isBlank() ? Map.of() : Map.of("backup_file", out.strip()));
    }

    private static Outcome.TextDiff diff(
            Params params, String before, String after, boolean mounted) {
        return before.equals(after)
                ? new Outcome.TextDiff(
                        params.path(),
                        mounted ? "mounted\n" : "unmounted\n",
                        params.state().name().toLowerCase(java.util.Locale.ROOT) + "\n")
                : new Outcome.TextDiff(params.file(), before, after);
    }

    /** What is to be done beside the file. */
    private static Optional<Sh> mounting(
            Params params, boolean mounted, String source, boolean rewritten) {
        String path = params.path();
        return switch (params.state()) {
            case PRESENT, ABSENT_FROM_FSTAB -> Optional.empty();
            case ABSENT ->
                    rewritten ? Optional.of(Sh.of("unmount_away {}", path)) : Optional.empty();
            case UNMOUNTED ->
                    mounted ? Optional.of(Sh.of("umount {} >&2", path)) : Optional.empty();
            case REMOUNTED -> Optional.of(remount(params, options(params)));
            case MOUNTED ->
                    !mounted
                            ? Optional.of(Sh.of("mount_at {} {}", path, table(params)))
                            : rewritten
                                    ? Optional.of(remount(params, "remount"))
                                    : Optional.empty();
            case EPHEMERAL -> Optional.of(ephemeral(params, mounted, source));
        };
    }

    private static Sh ephemeral(Params params, boolean mounted, String source) {
        if (mounted && !source.equals(params.src().orElse(""))) {
            throw new IllegalArgumentException(
                    params.path()
                            + " is where "
                            + source
                            + " is mounted, and "
                            + params.src().orElse("")
                            + " should be; unmount it first with `state: unmounted`");
        }
        List<String> words = new ArrayList<>(List.of("-t", params.fstype().orElse("")));
        if (!params.options().equals("defaults")) {
            words.addAll(List.of("-o", params.options()));
        }
        words.add(params.src().orElse(""));
        return mounted
                ? remount(params, options(params))
                : Sh.of("mount_at {} {}", params.path(), words);
    }

    private static String options(Params params) {
        return params.options().equals("defaults") ? "remount" : "remount," + params.options();
    }

    private static Sh remount(Params params, String options) {
        return Sh.of("remount {} {} {}", params.path(), options, table(params));
    }

    private static List<String> table(Params params) {
        boolean other = params.fstab().filter(file -> !file.equals("/etc/fstab")).isPresent();
        return other ? List.of("-T", params.file()) : List.of();
    }
}
