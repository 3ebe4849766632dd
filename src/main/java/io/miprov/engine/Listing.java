package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.playbook.Play;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What is in playbooks, as {@code --list-hosts}, {@code --list-tasks} and their like show it. */
public record Listing(List<Book> books, List<Diagnostic> warnings) {

    /** A playbook, as it was named. */
    public record Book(Path file, List<Part> plays) {}

    /**
     * A play.
     *
     * @param patterns which hosts, as written
     * @param hosts those that match now
     */
    public record Part(
            List<String> patterns,
            String name,
            List<String> tags,
            List<String> hosts,
            List<Entry> tasks) {}

    /**
     * A task that is chosen by its tags.
     *
     * @param tags its own and those of what stands around it, sorted
     */
    public record Entry(String name, List<String> tags) {}

    /**
     * Lists what was read.
     *
     * @param sizes how many plays come from each of the playbooks
     */
    static Listing of(Prepared prepared, List<Integer> sizes) {
        List<Book> books = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < sizes.size(); i++) {
            List<CompiledPlay> plays = prepared.plays().subList(from, from + sizes.get(i));
            from += sizes.get(i);
            books.add(
                    new Book(
                            prepared.options().playbooks().get(i),
                            plays.stream().map(play -> part(play, prepared)).toList()));
        }
        return new Listing(books, prepared.warnings());
    }

    private static Part part(CompiledPlay compiled, Prepared prepared) {
        Play play = compiled.play();
        List<String> patterns = prepared.named().written(play);
        Object name = play.keywords().value("name");
        List<Entry> tasks = new ArrayList<>();
        compiled.sections()
                .forEach(section -> entries(section, job -> entry(job, play, prepared), tasks));
        return new Part(
                patterns,
                name == null ? String.join(",", patterns) : name.toString(),
                play.keywords().list("tags").stream().map(String::valueOf).toList(),
                prepared.named().of(play, compiled.inventory()),
                tasks);
    }

    /** As in Ansible, what a rescue or an always does is not listed. */
    private static void entries(Group group, Function<Job, Entry> entry, List<Entry> entries) {
        for (io.miprov.engine.Part part : group.body()) {
            if (part instanceof Group inner) {
                entries(inner, entry, entries);
            } else if (part instanceof Job job) {
                entries.add(entry.apply(job));
            }
        }
    }

    private static Entry entry(Job job, Play play, Prepared prepared) {
        Set<String> tags = prepared.compiler().tags(job.keywords, play, job.frame);
        boolean named = job.task.keywords().value("name") != null;
        return new Entry(named ? job.plainName : job.ownName(), List.copyOf(tags));
    }
}
