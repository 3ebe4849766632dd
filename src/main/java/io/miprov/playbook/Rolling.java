package io.miprov.playbook;

import io.miprov.diag.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code rolling} of a play says: its hosts are members of a balancer, and are taken out of it
 * batch by batch.
 *
 * @param at where the keyword stands
 * @param words what was given, by its path: {@code drain.timeout}
 * @param canary the tasks that must go well before the roll goes on
 */
public record Rolling(Span at, Map<String, Keyword> words, List<Step> canary) {

    public Optional<Keyword> get(String path) {
        return Optional.ofNullable(words.get(path));
    }

    /** The value of a path; null when it is not given. */
    public Object value(String path) {
        return get(path).map(Keyword::value).orElse(null);
    }

    /** Whether something below a path is given: {@code rollback}. */
    public boolean has(String group) {
        return words.keySet().stream().anyMatch(path -> path.startsWith(group + "."));
    }
}
