package io.miprov.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that one name in an inventory stands for: {@code web[01:50].example.org:2222} is fifty
 * hosts and a port.
 */
record HostNames(List<String> names, Optional<Integer> port) {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int MOST = 1_000_000;

    /** A range that says nothing, and why. */
    static final class BadRange extends Exception {
        BadRange(String message) {
            super(message, null, false, false);
        }
    }

    /** All names; what is no address with a port is taken as it is. */
    static HostNames of(String written) throws BadRange {
        if (plain(written)) {
            return new HostNames(List.of(written), Optional.empty());
        }
        Address address =
                Address.of(written).orElseGet(() -> new Address(written, Optional.empty()));
        List<String> names = new ArrayList<>();
        expand(address.host(), names);
        return new HostNames(names, address.port());
    }

    private static boolean plain(String written) {
        return written.indexOf('[') < 0 && written.indexOf(':') < 0;
    }

    private static void expand(String written, List<String> names) throws BadRange {
        int open = written.indexOf('[');
        if (open < 0) {
            names.add(written);
            return;
        }
        int close = written.indexOf(']', open);
        if (close < 0) {
            throw new BadRange("the `[` of a range is not closed");
        }
        for (String part : Range.of(written.substring(open + 1, close)).members()) {
            if (names.size() >= MOST) {
                throw new BadRange("a range stands for more than a million hosts");
            }
            expand(written.substring(0, open) + part + written.substring(close + 1), names);
        }
    }

    /** What stands between the brackets. */
    private record Range(String first, String last, int step) {

        static Range of(String written) throws BadRange {
            String[] bounds = written.split(":", -1);
            if (bounds.length != 2 && bounds.length != 3) {
                throw new BadRange("a range is [begin:end] or [begin:end:step]");
            }
            if (bounds[1].isEmpty()) {
                throw new BadRange("a range needs an end, as in [1:5]");
            }
            return new Range(
                    bounds[0].isEmpty() ? "0" : bounds[0],
                    bounds[1],
                    bounds.length == 2 ? 1 : number(bounds[2]));
        }

        List<String> members() throws BadRange {
            if (step < 1) {
                throw new BadRange("the step of a range must be at least 1, not " + step);
            }
            boolean letters = first.length() == 1 && LETTERS.contains(first);
            return letters && last.length() == 1 && LETTERS.contains(last) ? letters() : numbers();
        }

        private List<String> letters() throws BadRange {
            int begin = LETTERS.indexOf(first);
            int end = LETTERS.indexOf(last);
            ordered(begin, end);
            List<String> members = new ArrayList<>();
            for (int i = begin; i <= end; i += step) {
                members.add(LETTERS.substring(i, i + 1));
            }
            return members;
        }

        private List<String> numbers() throws BadRange {
            boolean filled = first.length() > 1 && first.startsWith("0");
            if (filled && first.length() != last.length()) {
                throw new BadRange(
                        "begin and end must have the same number of digits: "
                                + first
                                + ", "
                                + last);
            }
            int begin = number(first);
            int end = number(last);
            ordered(begin, end);
            if ((long) end - begin > MOST) {
                throw new BadRange("a range stands for more than a million hosts");
            }
            List<String> members = new ArrayList<>();
            for (int i = begin; i <= end; i += step) {
                String digits = Integer.toString(i);
                int missing = filled ? first.length() - digits.length() : 0;
                members.add("0".repeat(missing) + digits);
            }
            return members;
        }

        private void ordered(int begin, int end) throws BadRange {
            if (begin > end) {
                throw new BadRange("a range must begin before it ends: " + first + ", " + last);
            }
        }

        private static int number(String digits) throws BadRange {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                throw new BadRange("`" + digits + "` is no number and no single letter");
            }
        }
    }

    /** A host name, IPv4 or IPv6 address, each perhaps with ranges, and perhaps a port. */
    record Address(String host, Optional<Integer> port) {
        private static final Pattern IN_BRACKETS = Pattern.compile("\\[(.+)\\]:([0-9]{1,5})");
        private static final Pattern WITH_PORT =
                Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])*):([0-9]{1,5})");
        private static final String RANGE = "\\[(?:[a-zA-Z]:[a-zA-Z]|[0-9]+:[0-9]+)(?::[0-9]+)?\\]";
        private static final String LABEL =
                "(?:\\w|" + RANGE + ")(?:[\\w-]|" + RANGE + ")*(?<![_-])";
        private static final Pattern NAME =
                Pattern.compile(LABEL + "(?:\\." + LABEL + ")*", Pattern.UNICODE_CHARACTER_CLASS);
        private static final String HEX = "(?:[0-9a-f]{1,4}|\\[[0-9a-f]+:[0-9a-f]+(?::[0-9]+)?\\])";
        private static final Pattern IPV6 = Pattern.compile(ipv6(), Pattern.CASE_INSENSITIVE);

        private static String ipv6() {
            StringBuilder forms = new StringBuilder();
            forms.append("(?:H:){7}H|(?:H:){1,6}:|(?:H:)(?::H){1,6}|(?:H:){2}(?::H){1,5}|");
            forms.append("(?:H:){3}(?::H){1,4}|(?:H:){4}(?::H){1,3}|(?:H:){5}(?::H){1,2}|");
            forms.append("(?:H:){6}(?::H)|:(?::H){1,6}|H?::");
            return forms.toString().replace("H", HEX);
        }

        static Optional<Address> of(String written) {
            Matcher port = IN_BRACKETS.matcher(written);
            if (!port.matches()) {
                port = WITH_PORT.matcher(written);
            }
            boolean hasPort = port.matches();
            String host = hasPort ? port.group(1) : written;
            if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Address(
                            host,
                            hasPort
                                    ? Optional.of(Integer.valueOf(port.group(2)))
                                    : Optional.empty()));
        }
    }
}
