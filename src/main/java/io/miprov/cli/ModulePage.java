package io.miprov.cli;

import io.miprov.module.Doc;
import io.miprov.module.Module;
import io.miprov.module.Schema;
import java.util.ArrayList;
import java.util.List;

/** What a module says of itself, as a page for a terminal and as one for the reference. */
record ModulePage(String name, Module<?> module) {

    /** The first sentence. */
    static String summary(Doc doc) {
        String paragraph = about(doc)[0].replaceAll("\\s+", " ").strip();
        int end = paragraph.indexOf(". ");
        return end < 0 ? paragraph : paragraph.substring(0, end + 1);
    }

    String summary() {
        Doc doc = doc();
        return doc == null ? "" : summary(doc);
    }

    /** For a terminal. */
    String text() {
        StringBuilder page = new StringBuilder(name + "\n\n" + indented(paragraphs()[0]) + "\n\n");
        page.append("Parameters:\n\n");
        for (Schema.Param param : Schema.of(module).params()) {
            page.append("  ").append(shown(param));
            String notes = notes(param);
            page.append(notes.isEmpty() ? "" : "  (" + notes + ")").append('\n');
            page.append("      ").append(param.doc().value()).append('\n');
        }
        if (paragraphs().length > 1) {
            page.append("\nExample:\n\n").append(indented(paragraphs()[1])).append('\n');
        }
        return page.append(without()).toString();
    }

    /** In Markdown. */
    String markdown() {
        StringBuilder page =
                new StringBuilder("## " + name + "\n\n" + paragraphs()[0].strip() + "\n");
        page.append("\n| Parameter | Takes | |\n|---|---|---|\n");
        for (Schema.Param param : Schema.of(module).params()) {
            String notes = notes(param);
            page.append("| `")
                    .append(shown(param))
                    .append("` | ")
                    .append(param.kind().replace("|", "\\|"))
                    .append(" | ")
                    .append(param.doc().value().replace("|", "\\|"))
                    .append(notes.isEmpty() ? "" : " *(" + notes.replace("|", "\\|") + ")*")
                    .append(" |\n");
        }
        if (paragraphs().length > 1) {
            page.append("\n```yaml\n").append(paragraphs()[1].strip()).append("\n```\n");
        }
        return page.append(without()).toString();
    }

    private String without() {
        Doc doc = doc();
        return doc == null || doc.without().length == 0
                ? ""
                : "\nNot supported, and refused by name: "
                        + String.join(", ", doc.without())
                        + ".\n";
    }

    private Doc doc() {
        return module.getClass().getAnnotation(Doc.class);
    }

    private String[] paragraphs() {
        return about(doc());
    }

    private static String[] about(Doc doc) {
        return doc == null ? new String[] {""} : doc.value().strip().split("\n\\s*\n", 2);
    }

    private static String shown(Schema.Param param) {
        return param.doc().rest() ? "(any other)" : param.name();
    }

    private static String notes(Schema.Param param) {
        List<String> notes = new ArrayList<>();
        String orElse = param.doc().orElse();
        if (param.required()) {
            notes.add("required");
        } else if (!orElse.equals(Doc.NONE)) {
            notes.add("default: " + (orElse.isEmpty() ? "empty" : orElse));
        }
        if (!param.choices().isEmpty()) {
            notes.add("one of " + String.join(", ", param.choices()));
        }
        if (param.doc().aliases().length > 0) {
            notes.add("also " + String.join(", ", param.doc().aliases()));
        }
        return String.join("; ", notes);
    }

    private static String indented(String text) {
        return text.stripTrailing().indent(2).stripTrailing();
    }
}
