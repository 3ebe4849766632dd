package io.miprov.library.network;

import io.miprov.library.network.UfwModule.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule in the long form that ufw(8) describes.
 *
 * @param insert the number that it gets; empty: the last
 */
record UfwRule(Params params, Optional<Integer> insert) {
    private static final Pattern NUMBERED = Pattern.compile("^\\[ *(\\d+)\\] (.*)$");
    private static final Pattern SIX =
            Pattern.compile("\\(v6\\)|[0-9a-fA-F]{0,4}:[0-9a-fA-F]{0,4}:");

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (params.route()) {
            words.add("route");
        }
        if (params.delete()) {
            words.add("delete");
        } else {
            insert.ifPresent(number -> words.addAll(List.of("insert", number.toString())));
        }
        words.add(lower(params.rule().orElseThrow()));
        params.direction().ifPresent(direction -> words.add(lower(direction)));
        params.interface_().ifPresent(name -> words.addAll(List.of("on", name)));
        params.interfaceIn().ifPresent(name -> words.addAll(List.of("in", "on", name)));
        params.interfaceOut().ifPresent(name -> words.addAll(List.of("out", "on", name)));
        if (params.log()) {
            words.add("log");
        }
        words.addAll(List.of("from", params.fromIp()));
        params.fromPort().ifPresent(port -> words.addAll(List.of("port", port)));
        words.addAll(List.of("to", params.toIp()));
        params.toPort().ifPresent(port -> words.addAll(List.of("port", port)));
        params.proto().ifPresent(proto -> words.addAll(List.of("proto", lower(proto))));
        params.name().ifPresent(name -> words.addAll(List.of("app", name)));
        params.comment().ifPresent(comment -> words.addAll(List.of("comment", comment)));
        return words;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Where a rule goes that is to be so many places after another.
     *
     * @param list what {@code ufw status numbered} tells
     * @return empty when it would be behind the last, where ufw takes no number
     */
    static Optional<Integer> insertAt(Params params, String list) {
        int last = 0;
        int lastFour = 0;
        int firstSix = 0;
        int lastSix = 0;
        for (String line : list.lines().toList()) {
            Matcher match = NUMBERED.matcher(line);
            if (!match.matches()) {
                continue;
            }
            last = Integer.parseInt(match.group(1));
            if (SIX.matcher(match.group(2)).find()) {
                firstSix = firstSix == 0 ? last : firstSix;
                lastSix = last;
            } else {
                lastFour = last;
            }
        }
        int from =
                switch (params.insertRelativeTo()) {
                    case ZERO -> 0;
                    case FIRST_IPV4 -> 1;
                    case LAST_IPV4 -> Math.max(lastFour, 1);
                    case FIRST_IPV6 -> firstSix > 0 ? firstSix : lastFour + 1;
                    case LAST_IPV6 -> lastSix > 0 ? lastSix : last + 1;
                };
        int at = params.insert().orElse(0) + from;
        return at > last ? Optional.empty() : Optional.of(at);
    }
}
