package io.miprov.library.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who runs the tasks, and the environment. */
final class UserFacts {
    private static final Pattern ID = Pattern.compile("uid=(\\d+)(?:\\(([^)]*)\\))? gid=(\\d+)");

    private UserFacts() {}

    static void into(Sheet sheet, Map<String, Object> facts) {
        List<String> told = sheet.lines("user");
        Matcher id = ID.matcher(told.isEmpty() ? "" : told.get(0));
        if (!id.find()) {
            return;
        }
        long user = Long.parseLong(id.group(1));
        long group = Long.parseLong(id.group(3));
        facts.put("user_id", id.group(2) == null ? id.group(1) : id.group(2));
        facts.put("user_uid", user);
        facts.put("user_gid", group);
        facts.put("real_user_id", user);
        facts.put("effective_user_id", user);
        facts.put("real_group_id", group);
        facts.put("effective_group_id", group);
        String[] entry = (told.size() > 3 ? told.get(3) : "").split(":", -1);
        boolean known = entry.length > 6;
        facts.put("user_dir", known ? entry[5] : told.size() > 1 ? told.get(1) : "");
        facts.put("user_shell", known ? entry[6] : told.size() > 2 ? told.get(2) : "");
        facts.put("user_gecos", known ? entry[4] : "");
    }

    /** Values keep their quotes, and may go on in a next line. */
    static void environment(Sheet sheet, Map<String, Object> facts) {
        Map<String, Object> all = new LinkedHashMap<>();
        String last = "";
        for (String line : sheet.lines("environment")) {
            int at = line.indexOf('=');
            if (at > 0 && line.substring(0, at).matches("\\w+")) {
                last = line.substring(0, at);
                all.put(last, line.substring(at + 1));
            } else if (!last.isEmpty()) {
                all.merge(last, line, (one, two) -> one + "\n" + two);
            }
        }
        facts.put("env", all);
    }
}
