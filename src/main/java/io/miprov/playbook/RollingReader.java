package io.miprov.playbook;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code rolling}, and says what can not stand there. */
final class RollingReader {

    /** What of a canary that is a request is said of its task. */
    private static final Set<String> OF_TASK =
            Set.of(
                    "become",
                    "changed_when",
                    "delay",
                    "delegate_to",
                    "failed_when",
                    "name",
                    "register",
                    "retries",
                    "until",
                    "vars",
                    "when");

    private final Problems problems;
    private final Sources sources;
    private final TaskReader tasks;

    RollingReader(Problems problems, Sources sources, TaskReader tasks) {
        this.problems = problems;
        this.sources = sources;
        this.tasks = tasks;
    }

    /**
     * Reads it; a text in its place is the name of a file that has it. Empty when there is none to
     * read, which problems then tells.
     */
    Optional<Rolling> read(Node.Entry entry, Keywords play, Where where) {
        Map<String, Keyword> words = new LinkedHashMap<>();
        List<Step> canary = new ArrayList<>();
        if (entry.value() instanceof Node.Scalar file && file.text().matches(".*\\.ya?ml")) {
            if (!from(file, words, canary, where)) {
                return Optional.empty();
            }
        } else if (entry.value() instanceof Node.Mapping mapping) {
            Optional<Node> file = mapping.get(RollingGuide.FROM);
            boolean whole = file.isEmpty() || from(file.get(), words, canary, where);
            group("", mapping, words);
            mapping.get("canary")
                    .ifPresent(
                            node -> {
                                canary.clear();
                                canary.addAll(canary(node, where));
                            });
            if (!whole) {
                return Optional.empty();
            }
        } else {
            problems.add(
                    Diagnostic.error("`rolling` needs a mapping", entry.value().span())
                            .help(
                                    "such as `rolling: {balancer: nginx}`, or the name of a file that"
                                            + " has it; see: miprov doc rolling"));
            return Optional.empty();
        }
        check(entry, words, play);
        return Optional.of(new Rolling(entry.key().span(), words, canary));
    }

    /** Takes the words of a file that several plays share. Returns whether it could be read. */
    private boolean from(Node file, Map<String, Keyword> words, List<Step> canary, Where where) {
        if (!(file instanceof Node.Scalar name) || Template.looksLikeOne(name.text())) {
            problems.add(
                    Diagnostic.error("`from` of `rolling` needs the name of a file", file.span()));
            return false;
        }
        Path path = where.playbookFolder().resolve(name.text()).normalize();
        Optional<Node> read = sources.yaml(path, Optional.of(name.span()));
        if (read.isEmpty()) {
            return false;
        }
        if (!(read.get() instanceof Node.Mapping mapping)) {
            problems.add(
                    Diagnostic.error("`rolling` needs a mapping", read.get().span())
                            .help("such as `balancer: nginx`; see: miprov doc rolling"));
            return false;
        }
        mapping.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> key.text().equals(RollingGuide.FROM))
                .forEach(
                        key ->
                                problems.add(
                                        Diagnostic.error(
                                                "a file that `rolling` is from can not be from"
                                                        + " another",
                                                key.span())));
        group("", mapping, words);
        mapping.get("canary").ifPresent(node -> canary.addAll(canary(node, where.at(path))));
        return true;
    }

    private void group(String group, Node.Mapping mapping, Map<String, Keyword> words) {
        for (Node.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            RollingGuide.Word word = RollingGuide.of(group.isEmpty() ? name : group + "." + name);
            if (word == null || name.contains(".")) {
                unknown(group, entry.key());
            } else if (word.kind() == RollingGuide.Kind.GROUP) {
                below(word.path(), entry, words);
            } else {
                words.put(word.path(), keyword(word, entry.key(), entry.value()));
            }
        }
    }

    private void below(String path, Node.Entry entry, Map<String, Keyword> words) {
        if (entry.value() instanceof Node.Mapping mapping) {
            group(path, mapping, words);
        } else if (entry.value() instanceof Node.Scalar) {
            RollingGuide.Word only = RollingGuide.of(RollingGuide.SHORT.get(path));
            words.put(only.path(), keyword(only, entry.key(), entry.value()));
        } else {
            problems.add(
                    Diagnostic.error(
                                    "`" + path + "` of `rolling` needs a mapping",
                                    entry.value().span())
                            .help("it takes " + String.join(", ", RollingGuide.names(path))));
        }
    }

    private void unknown(String group, Node.Scalar key) {
        List<String> names = RollingGuide.names(group);
        String place = group.isEmpty() ? "`rolling`" : "`" + group + "` of `rolling`";
        Diagnostic unknown = Diagnostic.error(place + " has no `" + key.text() + "`", key.span());
        problems.add(
                Suggestion.closest(key.text(), names)
                        .map(meant -> unknown.help("did you mean `" + meant + "`?"))
                        .orElse(unknown.help("it takes " + String.join(", ", names))));
    }

    private Keyword keyword(RollingGuide.Word word, Node.Scalar key, Node node) {
        boolean canary = word.path().equals("canary");
        Object value = canary ? null : Yaml.value(node, problems);
        Object read =
                value == null || value instanceof Template ? value : checked(word, node, value);
        return new Keyword(word.path(), key.span(), node, read);
    }

    private Object checked(RollingGuide.Word word, Node node, Object value) {
        Object read =
                switch (word.kind()) {
                    case FLAG -> KeywordReader.flag(value);
                    case TEXT -> node instanceof Node.Scalar scalar ? scalar.text() : null;
                    case CHOICE, TIME, NUMBER ->
                            value instanceof List || value instanceof Map ? null : value;
                    case NAMES -> value instanceof Map ? null : value;
                    default -> value;
                };
        if (read == null) {
            problems.add(
                    Diagnostic.error(
                                    "`" + word.path() + "` needs " + word.kind().phrase(),
                                    node.span())
                            .label("this is " + KeywordReader.kindOf(value)));
        } else if (!word.choices().isEmpty() && !word.choices().contains(read.toString())) {
            Diagnostic other =
                    Diagnostic.error(
                            "`" + word.path() + "` can not be `" + read + "`", node.span());
            problems.add(
                    Suggestion.closest(read.toString(), word.choices())
                            .map(meant -> other.help("did you mean `" + meant + "`?"))
                            .orElse(other.help("it is " + String.join(", ", word.choices()))));
        }
        return read;
    }

    private List<Step> canary(Node node, Where where) {
        if (!(node instanceof Node.Mapping mapping)) {
            return tasks.steps(node, Words.Level.TASK, where);
        }
        Node.Scalar uri = new Node.Scalar(mapping.span(), "uri", true, "");
        List<Node.Entry> request = new ArrayList<>();
        List<Node.Entry> task = new ArrayList<>();
        mapping.entries().forEach(e -> (OF_TASK.contains(e.key().text()) ? task : request).add(e));
        task.add(new Node.Entry(uri, new Node.Mapping(mapping.span(), request)));
        Node.Mapping whole = new Node.Mapping(mapping.span(), task);
        return tasks.steps(new Node.Items(mapping.span(), List.of(whole)), Words.Level.TASK, where);
    }

    private void check(Node.Entry entry, Map<String, Keyword> words, Keywords play) {
        if (!words.containsKey("balancer.kind")) {
            problems.add(
                    Diagnostic.error("`rolling` needs `balancer`", entry.key().span())
                            .help("it is nginx, nginx_plus, haproxy, or none"));
        }
        if (words.containsKey("hosts") && words.containsKey("balancer.hosts")) {
            problems.add(
                    Diagnostic.error(
                            "the balancer hosts are named twice", words.get("hosts").at()));
        }
        Keyword onFailure = words.get("on_failure");
        if (onFailure != null
                && String.valueOf(onFailure.value()).startsWith("rollback")
                && !words.containsKey("rollback.base")) {
            problems.add(
                    Diagnostic.error(
                                    "`on_failure: " + onFailure.value() + "` needs `rollback`",
                                    onFailure.node().span())
                            .help("say what is put back: `rollback: {base: FOLDER_OF_RELEASES}`"));
        }
        Object strategy = play.value("strategy");
        if (strategy instanceof String name && !Actions.plain(name).equals("linear")) {
            problems.add(
                    Diagnostic.error(
                            "`rolling` goes with the strategy linear only",
                            play.get("strategy").orElseThrow().node().span()));
        }
    }
}
