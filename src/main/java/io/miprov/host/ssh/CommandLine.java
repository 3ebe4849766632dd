package io.miprov.host.ssh;

import java.util.List;
import java.util.StringJoiner;

/** Words for the log-in shell of a host, which may be any: sh, csh and fish read them alike. */
final class CommandLine {
    private CommandLine() {}

    static String of(List<String> words) {
        StringJoiner line = new StringJoiner(" ");
        words.forEach(word -> line.add(quoted(word)));
        return line.toString();
    }

    private static String quoted(String word) {
        for (char c : word.toCharArray()) {
            if (!Character.isLetterOrDigit(c) && "_-./:=@,+".indexOf(c) < 0) {
                return "'" + word.replace("'", "'\\''") + "'";
            }
        }
        return word.isEmpty() ? "''" : word;
    }
}
