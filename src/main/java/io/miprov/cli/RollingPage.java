package io.miprov.cli;

import io.miprov.playbook.RollingGuide;
import io.miprov.playbook.RollingGuide.Kind;
import io.miprov.playbook.RollingGuide.Word;

/** What {@code rolling} takes, for people. */
final class RollingPage {
    private static final int WIDTH = 28;

    private RollingPage() {}

    /** For a terminal. */
    static String text() {
        StringBuilder page = new StringBuilder();
        for (Word word : RollingGuide.all()) {
            String name = (word.group().isEmpty() ? "  " : "    ") + word.name();
            page.append(name)
                    .append(" ".repeat(Math.max(1, WIDTH - name.length())))
                    .append(word.about())
                    .append(more(word))
                    .append('\n');
        }
        return page + "\n  See docs/rolling.md for what happens step by step.\n";
    }

    /** For the reference. */
    static String markdown() {
        StringBuilder page = new StringBuilder("# Rolling\n\n");
        page.append("What `rolling` of a play takes; `docs/rolling.md` says what it does.\n\n");
        page.append("| Name | Takes | Else | |\n|---|---|---|---|\n");
        for (Word word : RollingGuide.all()) {
            String takes =
                    word.choices().isEmpty()
                            ? word.kind().phrase()
                            : String.join(", ", word.choices());
            page.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(word.path(), takes, word.orElse(), word.about()));
        }
        return page.toString();
    }

    private static String more(Word word) {
        String choices =
                word.choices().isEmpty() ? "" : " (" + String.join(", ", word.choices()) + ")";
        String orElse =
                word.orElse().isEmpty() || word.kind() == Kind.GROUP ? "" : "; " + word.orElse();
        return choices + orElse;
    }
}
