package io.miprov.playbook;

import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.lang.Node;
import io.miprov.lang.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the task that checks what a role was given, of its argument specification. */
final class RoleSpec {
    private static final String TEXT = "tag:yaml.org,2002:str";

    private final Problems problems;
    private final Path folder;
    private final String role;

    RoleSpec(Problems problems, Path folder, String role) {
        this.problems = problems;
        this.folder = folder;
        this.role = role;
    }

    /**
     * The task that comes before all others of the role; empty when it has no specification.
     *
     * @param specs the mapping of {@code argument_specs}
     * @param entry the file of tasks that the role begins with
     */
    Optional<Step> check(Node specs, String entry) {
        return specs instanceof Node.Mapping mapping
                        && mapping.get(entry).orElse(null) instanceof Node.Mapping spec
                        && !spec.entries().isEmpty()
                ? Optional.of(task(spec, entry))
                : Optional.empty();
    }

    private Task task(Node.Mapping spec, String entry) {
        Span span = spec.span();
        Node.Scalar module = scalar("validate_argument_spec", span);
        String name =
                "Validating arguments against arg spec '"
                        + entry
                        + "'"
                        + spec.get("short_description")
                                .map(node -> " - " + Yaml.value(node, problems))
                                .orElse("");
        Map<String, Keyword> words = new LinkedHashMap<>();
        words.put("name", new Keyword("name", span, module, name));
        words.put("tags", new Keyword("tags", span, module, List.of("always")));
        List<Node.Entry> context = new ArrayList<>();
        context.add(pair("type", "role", span));
        context.add(pair("name", role, span));
        context.add(pair("argument_spec_name", entry, span));
        context.add(pair("path", folder.toString(), span));
        Node options = spec.get("options").orElse(new Node.Mapping(span, List.of()));
        return new Task(
                span,
                folder.resolve("meta").resolve("argument_specs.yml"),
                module,
                Optional.of(
                        new Node.Mapping(
                                span,
                                List.of(
                                        new Node.Entry(scalar("argument_spec", span), options),
                                        new Node.Entry(
                                                scalar("validate_args_context", span),
                                                new Node.Mapping(span, context))))),
                Optional.empty(),
                false,
                new Keywords(words),
                Variables.NONE,
                Optional.empty());
    }

    private static Node.Entry pair(String name, String value, Span span) {
        return new Node.Entry(scalar(name, span), scalar(value, span));
    }

    private static Node.Scalar scalar(String text, Span span) {
        return new Node.Scalar(span, text, false, TEXT);
    }
}
