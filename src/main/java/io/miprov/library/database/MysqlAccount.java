package io.miprov.library.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A user of one host as the server has it.
 *
 * @param columns of mysql.user
 * @param grants lines of {@code SHOW GRANTS}
 * @param made what {@code SHOW CREATE USER} tells, where that was asked
 */
record MysqlAccount(Map<String, String> columns, List<String> grants, String made) {

    /** A column, whatever letters its name has; empty when it is NULL or not there. */
    String column(String name) {
        return columns.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name) && each.getValue() != null)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    String host() {
        return column("Host");
    }

    /** The hash of the password, which older servers have in a column of its own. */
    String hash() {
        String password = column("Password");
        return password.isEmpty() ? column("authentication_string") : password;
    }

    boolean locked() {
        return made.contains("ACCOUNT LOCK");
    }

    /** What connections must have, as {@link MysqlTls} writes it; empty: nothing. */
    String requires() {
        Map<String, Object> all = new LinkedHashMap<>();
        switch (column("ssl_type")) {
            case "ANY" -> all.put("SSL", "");
            case "X509" -> all.put("X509", "");
            default -> {
                for (String each : List.of("SUBJECT", "ISSUER", "CIPHER")) {
                    String key = each.equals("CIPHER") ? "ssl_cipher" : "x509_" + each;
                    String value = column(key.toLowerCase(Locale.ROOT));
                    if (!value.isEmpty()) {
                        all.put(each, value);
                    }
                }
            }
        }
        return MysqlTls.requires(all);
    }

    /** The accounts that the rows of the module's question tell of, by their hosts. */
    static Map<String, MysqlAccount> of(List<Map<String, String>> rows) {
        Map<String, MysqlAccount> all = new LinkedHashMap<>();
        MysqlAccount last = null;
        for (Map<String, String> row : rows) {
            String key = row.keySet().iterator().next();
            String value = row.get(key);
            if (key.equalsIgnoreCase("Host")) {
                MysqlAccount account = new MysqlAccount(row, new ArrayList<>(), "");
                all.put(account.host(), account);
            } else if (key.equals("grants_of")) {
                last = all.get(value);
            } else if (last != null && key.startsWith("Grants for ")) {
                last.grants().add(value);
            } else if (last != null && key.startsWith("CREATE USER for ")) {
                last = new MysqlAccount(last.columns(), last.grants(), value);
                all.put(last.host(), last);
            }
        }
        return all;
    }
}
