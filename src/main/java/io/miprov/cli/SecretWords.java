package io.miprov.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a command as they may be kept: the values of variables that sound secret are not.
 */
final class SecretWords {
    /** What stands for a value that was left out. */
    static final String LEFT_OUT = "***";

    private static final String SECRET = "pass|pwd|secret|token|key|credential|auth";
    private static final Pattern SOUNDS_SECRET =
            Pattern.compile("(?i)" + SECRET, Pattern.CASE_INSENSITIVE);
    private static final Pattern ASSIGNMENT =
            Pattern.compile(
                    "(?i)([\\w.-]*(?:" + SECRET + ")[\\w.-]*)=('[^']*'|\"[^\"]*\"|[^\\s'\"]\\S*)");

    private SecretWords() {}

    static List<String> without(List<String> words) {
        List<String> kept = new ArrayList<>();
        boolean variables = false;
        for (String word : words) {
            if (variables) {
                kept.add(value(word));
                variables = false;
            } else if (word.equals("-e") || word.equals("--extra-vars")) {
                kept.add(word);
                variables = true;
            } else if (word.startsWith("--extra-vars=") || word.matches("(?s)-e.+")) {
                int at = word.startsWith("-e") ? 2 : word.indexOf('=') + 1;
                kept.add(word.substring(0, at) + value(word.substring(at)));
            } else {
                kept.add(word);
            }
        }
        return kept;
    }

    /** Whether something was left out, so that somebody must say it again. */
    static boolean lacking(List<String> words) {
        return words.stream().anyMatch(word -> word.contains(LEFT_OUT));
    }

    private static String value(String variables) {
        if (variables.startsWith("@")) {
            return variables;
        }
        String text = variables.strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            return SOUNDS_SECRET.matcher(text).find() ? LEFT_OUT : variables;
        }
        Matcher assignment = ASSIGNMENT.matcher(variables);
        return assignment.replaceAll(
                each -> Matcher.quoteReplacement(each.group(1) + "=" + LEFT_OUT));
    }
}
