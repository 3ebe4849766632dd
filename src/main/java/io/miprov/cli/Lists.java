package io.miprov.cli;

import io.miprov.engine.Listing;
import java.io.PrintWriter;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What is asked for instead of a run, and how {@code ansible-playbook} answers it. */
final class Lists {
    @Option(names = "--list-hosts", description = "name the hosts, and do nothing")
    private boolean hosts;

    @Option(names = "--list-tasks", description = "name the tasks, and do nothing")
    private boolean tasks;

    @Option(names = "--list-tags", description = "name the tags, and do nothing")
    private boolean tags;

    @Option(
            names = "--syntax-check",
            description = "read playbooks, roles and inventory, and do nothing")
    private boolean syntax;

    /** Whether anything of this is asked for. */
    boolean wanted() {
        return hosts || tasks || tags || syntax;
    }

    void print(Listing listing, PrintWriter out) {
        for (Listing.Book book : listing.books()) {
            out.print("\nplaybook: " + book.file() + "\n");
            for (int i = 0; i < book.plays().size() && !syntax; i++) {
                print(i + 1, book.plays().get(i), out);
            }
        }
    }

    private void print(int number, Listing.Part play, PrintWriter out) {
        out.printf(
                "%n  play #%d (%s): %s\tTAGS: [%s]%n",
                number,
                String.join(",", play.patterns()),
                play.name(),
                String.join(",", play.tags()));
        if (hosts) {
            out.printf("    pattern: [%s]%n", quoted(play));
            out.printf("    hosts (%d):%n", play.hosts().size());
            play.hosts().forEach(host -> out.printf("      %s%n", host));
        }
        if (tasks) {
            out.print("    tasks:\n");
            play.tasks()
                    .forEach(
                            task ->
                                    out.printf(
                                            "      %s\tTAGS: [%s]%n",
                                            task.name(), String.join(", ", task.tags())));
        }
        if (tags) {
            TreeSet<String> all = new TreeSet<>(play.tags());
            play.tasks().forEach(task -> all.addAll(task.tags()));
            out.printf("      TASK TAGS: [%s]%n", String.join(", ", all));
        }
    }

    /** As Python prints a list of texts. */
    private static String quoted(Listing.Part play) {
        return play.patterns().stream()
                .map(pattern -> "'" + pattern + "'")
                .collect(Collectors.joining(", "));
    }
}
