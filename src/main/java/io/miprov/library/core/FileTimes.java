package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.core.FileModule.Params;
import io.miprov.module.BadParams;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a file's times: {@code preserve}, {@code now}, or a time of the host's zone. */
record FileTimes(String access, String modification) {
    private static final String PRESERVE = "preserve";
    private static final String NOW = "now";
    private static final Map<Character, String> PARTS =
            Map.of(
                    'Y', "\\d{4}",
                    'm', "1[0-2]|0[1-9]|[1-9]",
                    'd', "3[01]|[12]\\d|0[1-9]|[1-9]",
                    'H', "2[0-3]|[01]\\d|\\d",
                    'M', "[0-5]\\d|\\d",
                    'S', "6[01]|[0-5]\\d|\\d");

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
        Matcher read = pattern(name, format).matcher(text);
        if (!read.matches()) {
            throw new BadParams(
                    name,
                    "Error while obtaining timestamp for time "
                            + text
                            + " using format "
                            + format
                            + ": it does not match");
        }
        return String.format(
                "%04d-%02d-%02d %02d:%02d:%02d",
                part(read, format, 'Y', 1900),
                part(read, format, 'm', 1),
                part(read, format, 'd', 1),
                part(read, format, 'H', 0),
                part(read, format, 'M', 0),
                part(read, format, 'S', 0));
    }

    /** What Python's {@code strptime} takes for a format of numbers. */
    private static Pattern pattern(String name, String format) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                pattern.append(Pattern.quote(String.valueOf(c)));
                continue;
            }
            char kind = ++i < format.length() ? format.charAt(i) : ' ';
            String digits = PARTS.get(kind);
            if (digits == null || pattern.indexOf("<" + kind + ">") >= 0) {
                throw new BadParams(
                        name + "_format",
                        "`" + format + "` may have %Y, %m, %d, %H, %M and %S once");
            }
            pattern.append("(?<").append(kind).append('>').append(digits).append(')');
        }
        return Pattern.compile(pattern.toString());
    }

    private static int part(Matcher read, String format, char kind, int otherwise) {
        return format.indexOf("%" + kind) < 0
                ? otherwise
                : Integer.parseInt(read.group(String.valueOf(kind)));
    }

    /** Whether what there is must be asked for. */
    boolean asks() {
        return !fixed(access).isEmpty() || !fixed(modification).isEmpty();
    }

    Sh question(String path) {
        return asks()
                ? Scripts.resource("file.sh")
                        .then(
                                Sh.of(
                                        "times_state {} {} {}",
                                        path,
                                        fixed(access),
                                        fixed(modification)))
                : Sh.NOTHING;
    }

    /** A time that is no word. */
    private static String fixed(String time) {
        return time.equals(PRESERVE) || time.equals(NOW) ? "" : time;
    }

    /**
     * Whether they are as they should be.
     *
     * @param answer of the question; empty when nothing was asked
     */
    boolean right(String answer) {
        String[] has = answer.split(" ");
        return right(access, has, 0) && right(modification, has, 1);
    }

    private static boolean right(String time, String[] has, int at) {
        return time.equals(PRESERVE) || !time.equals(NOW) && has[at].equals(has[at + 2]);
    }

    /** Puts the times that are not right into the sides of a difference, as Ansible names them. */
    void tell(String answer, Map<String, Object> before, Map<String, Object> after) {
        String[] has = answer.split(" ");
        for (int i = 0; i < 2; i++) {
            String time = i == 0 ? access : modification;
            if (!right(time, has, i)) {
                String name = i == 0 ? "atime" : "mtime";
                before.put(name, asks() ? has[i] : PRESERVE);
                after.put(name, fixed(time).isEmpty() ? time : has[i + 2]);
            }
        }
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
                : Sh.of("touch {} -d {} -- {}", which, time, path);
    }
}
