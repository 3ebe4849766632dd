package io.miprov.library.core;

import io.miprov.host.Sh;
import java.util.Optional;

/** Pieces of script that several modules need. */
final class Scripts {
    private Scripts() {}

    /** The words of one module, in a resource beside it. */
    static Sh resource(String name) {
        return Sh.resource(Scripts.class, name);
    }

    /** A command with a text as its standard input. */
    static Sh fed(Optional<String> stdin, boolean newline, Sh command) {
        if (stdin.isEmpty()) {
            return command;
        }
        String text = stdin.get() + (newline && !stdin.get().endsWith("\n") ? "\n" : "");
        Sh feed = Sh.of("printf %s {} | ", text);
        return new Sh(feed.text() + command.text(), feed.shown() + command.shown());
    }
}
