package io.miprov.playbook;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code vars_prompt}. */
final class PromptReader {
    private static final Set<String> KEYS =
            Set.of(
                    "confirm",
                    "default",
                    "encrypt",
                    "name",
                    "private",
                    "prompt",
                    "salt",
                    "salt_size",
                    "unsafe");

    private final Problems problems;

    PromptReader(Problems problems) {
        this.problems = problems;
    }

    List<Prompt> read(Node node) {
        List<Prompt> prompts = new ArrayList<>();
        List<Node> nodes = node instanceof Node.Items items ? items.nodes() : List.of(node);
        for (Node each : nodes) {
            if (each instanceof Node.Mapping mapping && mapping.get("name").isPresent()) {
                prompts.add(prompt(mapping));
            } else {
                problems.add(
                        Diagnostic.error("a prompt names its variable", each.span())
                                .help("write `- name: …` and, below it, `prompt: …`"));
            }
        }
        return prompts;
    }

    private Prompt prompt(Node.Mapping mapping) {
        Map<String, Object> said = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            said.put(key, Yaml.value(entry.value(), problems));
            if (!KEYS.contains(key)) {
                Diagnostic unknown =
                        Diagnostic.error("a prompt has no `" + key + "`", entry.key().span());
                problems.add(
                        Suggestion.closest(key, KEYS)
                                .map(meant -> unknown.help("did you mean `" + meant + "`?"))
                                .orElse(unknown));
            }
        }
        return new Prompt(String.valueOf(said.get("name")), mapping.span(), said);
    }
}
