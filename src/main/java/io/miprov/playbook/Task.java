package io.miprov.playbook;

import io.miprov.diag.Span;
import io.miprov.lang.Node;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One task or handler.
 *
 * @param span the whole of it
 * @param file the file it stands in
 * @param module the name of its module as written
 * @param arguments what is written for the module: a mapping, a text, or nothing
 * @param args the keyword {@code args}, which adds to them
 * @param local whether it was written as {@code local_action}
 */
public record Task(
        Span span,
        Path file,
        Node.Scalar module,
        Optional<Node> arguments,
        Optional<Node> args,
        boolean local,
        Keywords keywords,
        Variables vars,
        Optional<Loop> loop)
        implements Step {

    /** The same with a module's name in the place of the template that is written there. */
    public Task of(String name) {
        return new Task(
                span,
                file,
                new Node.Scalar(module.span(), name, module.plain(), module.tag()),
                arguments,
                args,
                local,
                keywords,
                vars,
                loop);
    }
}
