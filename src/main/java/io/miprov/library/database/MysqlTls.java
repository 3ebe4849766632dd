package io.miprov.library.database;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a user's connections must have. */
final class MysqlTls {
    private MysqlTls() {}

    /** What follows {@code REQUIRE}, in one order; empty when nothing is required. */
    static String requires(Map<String, Object> given) {
        Map<String, Object> all = new TreeMap<>();
        given.forEach((key, value) -> all.put(key.toUpperCase(Locale.ROOT), value));
        if (all.isEmpty()) {
            return "";
        }
        boolean x509 = all.containsKey("X509");
        all.keySet().removeAll(java.util.Set.of("SSL", "X509"));
        return all.isEmpty()
                ? x509 ? "X509" : "SSL"
                : all.entrySet().stream()
                        .map(
                                each ->
                                        each.getKey()
                                                + " "
                                                + MysqlText.literal(
                                                        String.valueOf(each.getValue())))
                        .collect(Collectors.joining(" AND "));
    }
}
