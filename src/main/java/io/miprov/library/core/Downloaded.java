package io.miprov.library.core;

import io.miprov.module.Act;
import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.FileState;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the word {@code get_url} told, and what is left to do: to set permissions and owner. */
final class Downloaded {
    private static final int OK = 200;

    private final GetUrlModule.Params params;
    private final String[] lines;

    Downloaded(GetUrlModule.Params params, String answer) {
        this.params = params;
        this.lines = answer.split("\n", -1);
    }

    Change change() {
        String[] answered = lines[1].split(" ", 2);
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("url", answered.length > 1 && !answered[1].isEmpty() ? answered[1] : params.url());
        if (!answered[0].isEmpty()) {
            says.put("status_code", Long.parseLong(answered[0]));
        }
        if (lines[0].equals("failed")) {
            says.put("dest", params.dest());
            says.put("response", "HTTP Error " + answered[0]);
            return new Answer(
                    Outcome.of(
                            Outcome.Status.FAILED,
                            "Request failed: HTTP Error "
                                    + answered[0]
                                    + " from "
                                    + says.get("url"),
                            says));
        }
        FileState state = FileState.read(lines[lines.length - 2]);
        says.putAll(state.values());
        says.put("dest", state.path());
        says.put("checksum_src", orNull(lines[2]));
        says.put("checksum_dest", orNull(lines[3]));
        if (!lines[4].isEmpty()) {
            says.put("backup_file", lines[4]);
        }
        boolean changed = lines[0].equals("changed");
        says.put("msg", message(answered[0], state));
        Answer told = new Answer(changed ? Outcome.changed(says) : Outcome.ok(says));
        Placement placement = params.placement();
        if (state.absent() || state.placed(placement)) {
            return told;
        }
        Act place =
                new Act(
                                state.place(placement, false)
                                        .and(FileState.question(state.path(), true, false)),
                                Map.of(),
                                new Outcome.TextDiff(
                                        state.path(),
                                        state.described(Placement.AS_IT_IS),
                                        state.described(placement)))
                        .reading(out -> FileState.read(out).values());
        return new All(told, place);
    }

    private String message(String status, FileState state) {
        if (lines[0].equals("there")) {
            return state.placed(params.placement())
                    ? "file already exists"
                    : "file already exists but file attributes changed";
        }
        return status.equals(Integer.toString(OK))
                ? "OK (" + state.size() + " bytes)"
                : status.isEmpty() ? "" : "HTTP Error " + status + ": Not Modified";
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
