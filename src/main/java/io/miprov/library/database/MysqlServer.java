package io.miprov.library.database;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server of the MySQL kind is.
 *
 * @param version as {@code VERSION()} tells it
 * @param ansi whether it takes double quotes for those of names
 */
record MysqlServer(String version, boolean ansi) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");

    boolean mariadb() {
        return version.toLowerCase(Locale.ROOT).contains("mariadb");
    }

    /** Whether it has no {@code ALTER USER} for passwords: before MariaDB 10.2 and MySQL 5.7. */
    boolean old() {
        return mariadb() ? !from(10, 2) : !from(5, 7);
    }

    private boolean from(int major, int minor) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find()) {
            return true;
        }
        int is = Integer.parseInt(numbers.group(1));
        return is > major || is == major && Integer.parseInt(numbers.group(2)) >= minor;
    }
}
