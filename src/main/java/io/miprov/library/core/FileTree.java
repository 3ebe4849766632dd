package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.FileMode;
import io.miprov.module.FileState;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Permissions and owner of all that is below a folder; links are left alone. */
final class FileTree {
    private static final int SHOWN = 200;
    private static final int FIELDS = 7;
    private static final int BATCH = 200;

    private final FileState root;
    private final Placement placement;
    private final List<String> wrong;

    /**
     * @param answer of the question: what may be wrong
     */
    FileTree(FileState root, Placement placement, String answer) {
        this.root = root;
        this.placement = placement;
        this.wrong = Arrays.stream(answer.split("\036")).filter(this::isWrong).toList();
    }

    /**
     * Asks for what may be wrong. Owners and octal permissions are compared there, symbolic ones
     * here.
     */
    static Sh question(String path, Placement placement) {
        return Sh.of("misplaced {} {}", path, words(placement));
    }

    private static List<String> words(Placement placement) {
        return List.of(
                placement.mode().map(FileMode::text).orElse(""),
                placement.owner().orElse(""),
                placement.group().orElse(""));
    }

    private boolean isWrong(String record) {
        return record.split("\\|", FIELDS).length == FIELDS && !state(record).placed(placement);
    }

    private static FileState state(String record) {
        String[] part = record.split("\\|", FIELDS);
        FileState.Kind kind =
                part[5].equals("directory") ? FileState.Kind.DIRECTORY : FileState.Kind.FILE;
        return new FileState(
                part[6].substring(0, part[6].length() - 1),
                kind,
                Integer.parseInt(part[0], 8),
                Long.parseLong(part[1]),
                Long.parseLong(part[2]),
                part[3],
                part[4],
                0,
                "",
                "",
                0);
    }

    Change change(Map<String, Object> says) {
        if (wrong.isEmpty()) {
            Map<String, Object> all = new LinkedHashMap<>(root.values());
            all.putAll(says);
            return new Answer(Outcome.ok(all));
        }
        return new Act(script(), says, diff()).reading(out -> FileState.read(out).values());
    }

    private Sh script() {
        boolean symbolic = placement.mode().filter(mode -> !mode.octal()).isPresent();
        List<String> words = new ArrayList<>(words(placement));
        if (symbolic) {
            words.set(0, "");
        }
        Sh script = Sh.of("set_below {} {}", root.path(), words);
        return (symbolic ? script.and(modes()) : script)
                .and(FileState.question(root.path(), true, false));
    }

    /** Sets each mode by its digits: what the letters mean hangs on each file. */
    private Sh modes() {
        Map<String, List<String>> byMode = new LinkedHashMap<>();
        for (String record : wrong) {
            FileState state = state(record);
            String mode = "0" + FileState.octal(state.wantedMode(placement, state.directory()));
            byMode.computeIfAbsent(mode, key -> new ArrayList<>()).add(state.path());
        }
        Sh script = Sh.NOTHING;
        for (Map.Entry<String, List<String>> each : byMode.entrySet()) {
            for (int from = 0; from < each.getValue().size(); from += BATCH) {
                int to = Math.min(from + BATCH, each.getValue().size());
                script =
                        script.and(
                                Sh.of(
                                        "chmod -- {} {}",
                                        each.getKey(),
                                        each.getValue().subList(from, to)));
            }
        }
        return script;
    }

    private Outcome.TextDiff diff() {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (String record : wrong.subList(0, Math.min(SHOWN, wrong.size()))) {
            FileState state = state(record);
            before.append(line(state, Placement.AS_IT_IS));
            after.append(line(state, placement));
        }
        return new Outcome.TextDiff(root.path(), before.toString(), after.toString());
    }

    private static String line(FileState state, Placement placement) {
        return state.path()
                + " "
                + FileState.octal(state.wantedMode(placement, state.directory()))
                + " "
                + placement.owner().orElse(state.owner())
                + ":"
                + placement.group().orElse(state.group())
                + "\n";
    }
}
