package io.miprov.library.core;

import io.miprov.module.FileState;
import io.miprov.module.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code file} changes, as the {@code diff} of its result has it: only what differs. */
final class FileDiff {
    /** How much of a folder that goes away is listed. */
    static final int MOST = 300;

    final Map<String, Object> before = new LinkedHashMap<>();
    final Map<String, Object> after = new LinkedHashMap<>();

    FileDiff(String path, FileState there, String state) {
        before.put("path", path);
        after.put("path", path);
        String was = there.values().get("state").toString();
        if (!was.equals(state)) {
            before.put("state", was);
            after.put("state", state);
        }
    }

    FileDiff with(String name, Object was, Object is) {
        if (!was.equals(is)) {
            before.put(name, was);
            after.put(name, is);
        }
        return this;
    }

    FileDiff placed(FileState there, Placement placement) {
        if (there.absent()) {
            return this;
        }
        return with(
                        "mode",
                        FileState.octal(there.mode()),
                        FileState.octal(there.wantedMode(placement, there.directory())))
                .with("owner", there.owner(), placement.owner().orElse(there.owner()))
                .with("group", there.group(), placement.group().orElse(there.group()));
    }

    /** With what is in a folder: lines that begin with {@code d} or {@code f}. */
    FileDiff content(String lines) {
        List<String> folders = new ArrayList<>();
        List<String> files = new ArrayList<>();
        lines.lines()
                .filter(line -> !line.isEmpty())
                .forEach(line -> (line.startsWith("d") ? folders : files).add(line.substring(1)));
        before.put("path_content", Map.of("directories", folders, "files", files));
        return this;
    }

    Map<String, Object> value() {
        return Map.of("before", before, "after", after);
    }
}
