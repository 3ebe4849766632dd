package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import io.miprov.lang.Yaml;
import io.miprov.module.Args;
import io.miprov.playbook.KeyValue;
import io.miprov.playbook.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a task says to its module, in any of the forms there are. */
final class ArgsReader {
    private final Problems problems;

    ArgsReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The arguments, values as written; besides, what is a template of a whole mapping.
     *
     * @param args never null
     */
    record Read(Args args, Optional<Template> spread) {}

    /**
     * Reads the arguments.
     *
     * @param freeForm the parameter that takes bare text; empty when there is none
     * @param names the module's parameters
     */
    Read read(Task task, String freeForm, Set<String> names) {
        Map<String, Args.Arg> found = new LinkedHashMap<>();
        Template spread = null;
        Node node = task.arguments().orElse(null);
        if (node instanceof Node.Mapping mapping) {
            mapping(mapping, freeForm, found);
        } else if (node instanceof Node.Scalar scalar) {
            spread = text(scalar, task, freeForm, names, found);
        } else if (node instanceof Node.Items) {
            problems.add(
                    Diagnostic.error("parameters are a mapping", node.span())
                            .label("this is a list"));
        }
        Node more = task.args().orElse(null);
        if (more instanceof Node.Mapping mapping) {
            Map<String, Args.Arg> added = new LinkedHashMap<>();
            mapping(mapping, freeForm, added);
            added.forEach(found::putIfAbsent);
        } else if (more instanceof Node.Scalar scalar
                && Yaml.value(scalar, problems) instanceof Template template) {
            spread = template;
        } else if (more != null) {
            problems.add(Diagnostic.error("`args` needs a mapping", more.span()));
        }
        return new Read(
                new Args(task.module().text(), task.module().span(), found),
                Optional.ofNullable(spread));
    }

    private void mapping(Node.Mapping mapping, String freeForm, Map<String, Args.Arg> found) {
        for (Node.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            found.put(
                    name.equals("_raw_params") && !freeForm.isEmpty() ? freeForm : name,
                    new Args.Arg(
                            entry.key().span(),
                            Yaml.value(entry.value(), problems),
                            entry.value().span()));
        }
    }

    /** A template of the whole; null: there is none. */
    private Template text(
            Node.Scalar scalar,
            Task task,
            String freeForm,
            Set<String> names,
            Map<String, Args.Arg> found) {
        if (!freeForm.isEmpty()) {
            KeyValue.bare(scalar, names).forEach(part -> put(part, freeForm, found));
            if (freeForm.equals("_raw_params")) {
                found.computeIfPresent(freeForm, (name, arg) -> withoutLineEnd(arg));
            }
            return null;
        }
        List<Text> bare = new ArrayList<>();
        for (KeyValue.Part part : KeyValue.parts(scalar)) {
            if (part.name().isEmpty()) {
                bare.add(part.value());
            } else {
                put(part, freeForm, found);
            }
        }
        return bare.isEmpty() ? null : spread(bare, task);
    }

    /** Bare text can only be a template of a mapping. */
    private Template spread(List<Text> words, Task task) {
        Text first = words.get(0);
        if (words.size() == 1 && Template.looksLikeOne(first.text())) {
            return Template.parse(first, problems);
        }
        String all = words.stream().map(Text::text).collect(Collectors.joining(" "));
        if (Template.looksLikeOne(all)) {
            return Template.parse(Text.at(all, first.span()), problems);
        }
        problems.add(
                Diagnostic.error(
                                "`"
                                        + task.module().text()
                                        + "` takes no bare text, and here is `"
                                        + first.text()
                                        + "`",
                                first.span())
                        .help("write parameters as `name: value`, or `name=value`"));
        return null;
    }

    private static Args.Arg withoutLineEnd(Args.Arg arg) {
        return arg.value() instanceof String text
                ? new Args.Arg(arg.key(), text.strip(), arg.span())
                : arg;
    }

    private void put(KeyValue.Part part, String freeForm, Map<String, Args.Arg> found) {
        Span span = part.value().span();
        found.put(
                part.name().isEmpty() ? freeForm : part.name(),
                new Args.Arg(part.key(), value(part.value()), span));
    }

    private Object value(Text text) {
        return Template.looksLikeOne(text.text()) ? Template.parse(text, problems) : text.text();
    }
}
