package io.miprov.lang;

/** Filters for the paths of Windows, as Python's {@code ntpath} takes them apart. */
final class WindowsPaths {
    private WindowsPaths() {}

    static Filter find(String name) {
        return switch (name) {
            case "win_basename" -> call -> call.text().substring(nameAt(call.text()));
            case "win_dirname" -> call -> folder(call.text());
            default -> call -> Tuple.of(drive(call.text()), rest(call.text()));
        };
    }

    private static boolean slash(char c) {
        return c == '/' || c == '\\';
    }

    /** {@code C:}, or the machine and the share of {@code \\machine\share\path}. */
    private static String drive(String path) {
        if (path.length() > 1 && path.charAt(1) == ':') {
            return path.substring(0, 2);
        }
        boolean shared =
                path.length() > 2
                        && slash(path.charAt(0))
                        && slash(path.charAt(1))
                        && !slash(path.charAt(2));
        int machine = shared ? after(path, 2) : path.length();
        if (machine == path.length() || after(path, machine + 1) == machine + 1) {
            return "";
        }
        return path.substring(0, after(path, machine + 1));
    }

    /** Where the next slash is, or the end. */
    private static int after(String path, int from) {
        int at = from;
        while (at < path.length() && !slash(path.charAt(at))) {
            at++;
        }
        return Math.min(at, path.length());
    }

    private static String rest(String path) {
        return path.substring(drive(path).length());
    }

    private static int nameAt(String path) {
        int at = path.length();
        while (at > drive(path).length() && !slash(path.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static String folder(String path) {
        String drive = drive(path);
        String head = path.substring(drive.length(), nameAt(path));
        String bare = TextMethods.strip(head, "/\\", false, true);
        return drive + (bare.isEmpty() ? head : bare);
    }
}
