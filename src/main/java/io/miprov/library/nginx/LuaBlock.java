package io.miprov.library.nginx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the end of a block of Lua in NGINX's configuration, whose braces mean Lua's own things. */
final class LuaBlock {
    /** What is passed as a whole: comments, texts in long brackets and in quotes. */
    private static final Pattern WHOLE =
            Pattern.compile(
                    "(?s)--\\[(=*)\\[.*?\\]\\1\\]|--[^\\n]*|\\[(=*)\\[.*?\\]\\2\\]"
                            + "|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[{}]");

    private LuaBlock() {}

    /** Where the brace stands that closes a block which begins here; the text's end: none does. */
    static int end(String text, int from) {
        int depth = 1;
        Matcher next = WHOLE.matcher(text);
        next.region(from, text.length());
        while (next.find()) {
            if (next.group().equals("{")) {
                depth++;
            } else if (next.group().equals("}") && --depth == 0) {
                return next.start();
            }
        }
        return text.length();
    }
}
