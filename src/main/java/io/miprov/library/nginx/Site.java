package io.miprov.library.nginx;

import java.util.ArrayList;
import java.util.List;

/**
 * A server of the configuration that clients talk to.
 *
 * @param around the block that it is in: {@code http} or {@code stream}
 */
record Site(ConfText.Directive around, ConfText.Directive server) {

    /** All of a configuration. */
    static List<Site> all(List<ConfText.Directive> whole) {
        List<Site> all = new ArrayList<>();
        for (ConfText.Directive block : whole) {
            if (block.name().equals("http") || block.name().equals("stream")) {
                block.block().stream()
                        .filter(each -> each.name().equals("server"))
                        .forEach(each -> all.add(new Site(block, each)));
            }
        }
        return all;
    }

    /** The words after a name, of each such directive; those around it when it has none itself. */
    List<List<String>> says(String name) {
        List<List<String>> own = says(name, server.block());
        return own.isEmpty() ? says(name, around.block()) : own;
    }

    private static List<List<String>> says(String name, List<ConfText.Directive> directives) {
        return directives.stream()
                .filter(each -> each.name().equals(name))
                .map(each -> each.words().stream().skip(1).map(ConfText.Word::value).toList())
                .toList();
    }

    /** Whether one of these directives has this as its first word. */
    boolean says(String name, String first) {
        return says(name).stream().anyMatch(each -> !each.isEmpty() && each.get(0).equals(first));
    }

    boolean http() {
        return around.name().equals("http");
    }

    boolean tls() {
        return says("ssl", "on")
                || says("listen", server.block()).stream()
                        .anyMatch(words -> words.contains("ssl") || words.contains("quic"));
    }

    /** Whether only this machine itself can talk to it. */
    boolean local() {
        List<List<String>> listens = says("listen", server.block());
        return !listens.isEmpty()
                && listens.stream()
                        .allMatch(
                                words ->
                                        words.get(0)
                                                .matches(
                                                        "(127\\.[0-9.]+|localhost|\\[::1\\])(:.*)?"
                                                                + "|unix:.*"));
    }

    /** The host names it is for, but for patterns and what stands for all others. */
    List<String> names() {
        return says("server_name", server.block()).stream()
                .flatMap(List::stream)
                .filter(name -> !name.matches("|_|~.*|.*\\$.*|\\*|.+\\.\\*"))
                .map(name -> name.startsWith(".") ? "*" + name : name)
                .toList();
    }

    /** What it passes requests to, in all its locations. */
    List<String> targets() {
        List<String> targets = new ArrayList<>();
        targets(server, targets);
        return targets;
    }

    private static void targets(ConfText.Directive in, List<String> targets) {
        for (ConfText.Directive each : in.block()) {
            if (each.name().equals("proxy_pass")) {
                targets.add(each.first().replaceFirst("^https?://", "").replaceFirst("/.*", ""));
            }
            targets(each, targets);
        }
    }

    /** How people tell it from others. */
    String called() {
        List<List<String>> names = says("server_name", server.block());
        List<List<String>> listens = says("listen", server.block());
        return "the site "
                + (names.isEmpty() || names.get(0).isEmpty() ? "_" : names.get(0).get(0))
                + " on "
                + (listens.isEmpty() ? "80" : listens.get(0).get(0));
    }
}
