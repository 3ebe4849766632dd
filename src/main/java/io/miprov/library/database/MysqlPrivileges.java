package io.miprov.library.database;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to grant to an account and to revoke from it.
 *
 * @param asked by what they are on
 * @param has by what they are on
 */
record MysqlPrivileges(
        String user,
        String account,
        Map<String, List<String>> asked,
        Map<String, List<String>> has,
        boolean append,
        boolean subtract) {

    /**
     * The statements, and what is told of them.
     *
     * @param sure whether they change something for certain: what the server already has may have
     *     another name there
     */
    record Steps(List<Sql> statements, String message, boolean sure) {}

    Steps steps() {
        List<Sql> all = new ArrayList<>();
        String message = "";
        boolean sure = false;
        if (!append && !subtract && !user.equals("root")) {
            for (Map.Entry<String, List<String>> each : has.entrySet()) {
                if (!asked.containsKey(each.getKey()) && !each.getValue().contains("PROXY")) {
                    boolean option = each.getValue().contains("GRANT");
                    all.addAll(revoke(each.getKey(), each.getValue(), option));
                    message = "Privileges updated";
                    sure = true;
                }
            }
        }
        for (Map.Entry<String, List<String>> each : asked.entrySet()) {
            if (!subtract && !has.containsKey(each.getKey())) {
                all.add(grant(each.getKey(), each.getValue()));
                message = "New privileges granted";
                sure = true;
            }
        }
        for (Map.Entry<String, List<String>> each : asked.entrySet()) {
            if (has.containsKey(each.getKey())) {
                String told = settle(each.getKey(), all);
                message = told.isEmpty() ? message : told;
            }
        }
        return new Steps(all, message, sure);
    }

    private String settle(String on, List<Sql> all) {
        Set<String> wanted = new LinkedHashSet<>(asked.get(on));
        Set<String> now = new LinkedHashSet<>(has.get(on));
        Set<String> grants = subtract ? Set.of() : without(wanted, now);
        Set<String> revokes =
                append ? Set.of() : subtract ? common(wanted, now) : without(now, wanted);
        if (grants.contains("ALL")) {
            // all of them make the rest of what there is no matter
            revokes = common(Set.of("GRANT", "PROXY"), revokes);
        }
        List<String> given = new ArrayList<>(grants);
        if (given.equals(List.of("GRANT"))) {
            given.add("USAGE");
        }
        if (given.isEmpty() && revokes.isEmpty()) {
            return "";
        }
        if (!revokes.isEmpty()) {
            boolean option = revokes.contains("GRANT") && !grants.contains("GRANT");
            all.addAll(revoke(on, List.copyOf(revokes), option));
        }
        if (!given.isEmpty()) {
            all.add(grant(on, given));
        }
        return "Privileges updated: granted " + listed(given) + ", revoked " + listed(revokes);
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new LinkedHashSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static Set<String> common(Set<String> some, Set<String> others) {
        Set<String> both = new LinkedHashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static String listed(java.util.Collection<String> words) {
        return words.stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private Sql grant(String on, List<String> privileges) {
        String option = privileges.contains("GRANT") ? " WITH GRANT OPTION" : "";
        String names = names(privileges);
        return Sql.of(
                "GRANT %s ON %s TO %s%s"
                        .formatted(names.isEmpty() ? "USAGE" : names, on, account, option));
    }

    private List<Sql> revoke(String on, List<String> privileges, boolean option) {
        List<Sql> all = new ArrayList<>();
        if (option) {
            all.add(Sql.of("REVOKE GRANT OPTION ON " + on + " FROM " + account));
        }
        String names = names(privileges);
        if (!names.isEmpty() && !(option && names.equals("USAGE"))) {
            all.add(Sql.of("REVOKE " + names + " ON " + on + " FROM " + account));
        }
        return all;
    }

    private static String names(List<String> privileges) {
        return privileges.stream()
                .filter(name -> !name.equals("GRANT"))
                .collect(Collectors.joining(","));
    }
}
