package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.core.FileModule.Params;
import io.miprov.module.BadParams;

/**
 * What becomes of a file's times: {@code preserve}, {@code now}, or a time as {@code touch -t}
 * takes it.
 */
record FileTimes(String access, String modification) {
    private static final String PRESERVE = "preserve";
    private static final String NOW = "now";
    private static final String FORMAT = "%Y%m%d%H%M.%S";

    static FileTimes of(Params params) {
        String otherwise =
                params.state().filter(s -> s == FileModule.State.TOUCH).isPresent()
                        ? NOW
                        : PRESERVE;
        return new FileTimes(
                time(
                        params.accessTime().orElse(otherwise),
                        "access_time",
                        params.accessTimeFormat()),
                time(
                        params.modificationTime().orElse(otherwise),
                        "modification_time",
                        params.modificationTimeFormat()));
    }

    private static String time(String text, String name, String format) {
        if (text.equals(PRESERVE) || text.equals(NOW)) {
            return text;
        }
        if (!format.equals(FORMAT)) {
            throw new BadParams(name + "_format", "only " + FORMAT + " is supported");
        }
        if (!text.matches("\\d{12}\\.\\d{2}")) {
            throw new BadParams(name, "`" + text + "` is no time such as 202601311859.00");
        }
        return text;
    }

    boolean keeps() {
        return access.equals(PRESERVE) && modification.equals(PRESERVE);
    }

    Sh script(String path) {
        return touch("-a", access, path).and(touch("-m", modification, path));
    }

    private static Sh touch(String which, String time, String path) {
        if (time.equals(PRESERVE)) {
            return Sh.NOTHING;
        }
        return time.equals(NOW)
                ? Sh.of("touch {} -- {}", which, path)
                : Sh.of("touch {} -t {} -- {}", which, time, path);
    }
}
