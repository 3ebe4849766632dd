package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Suggestion;
import io.miprov.library.Library;
import io.miprov.module.Doc;
import io.miprov.module.Module;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code miprov doc}: explains modules, from what they say of themselves. */
@Command(
        name = "doc",
        description = "List the modules, or explain one.",
        footer = {"", "Example:", "  miprov doc", "  miprov doc copy"})
final class DocCommand implements Callable<Integer> {
    private static final String NONE = "";

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "MODULE", description = "the module to explain")
    private String name = NONE;

    DocCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (name.equals(NONE)) {
            list();
        } else {
            page(name);
        }
        return ExitCode.DONE;
    }

    private void list() {
        Map<String, Module<?>> modules = new TreeMap<>(Library.modules());
        int width = modules.keySet().stream().mapToInt(String::length).max().orElse(0);
        int room = terminal.width() - width - 4;
        modules.forEach(
                (word, module) ->
                        terminal.out()
                                .printf(
                                        "  %-" + width + "s  %s%n",
                                        word,
                                        cut(firstSentence(about(module)), room)));
        terminal.out().println("\n`miprov doc MODULE` explains one.");
    }

    private static String cut(String text, int room) {
        int end = text.lastIndexOf(' ', room - 2);
        return text.length() <= room || end < 0 ? text : text.substring(0, end) + " …";
    }

    private static String about(Module<?> module) {
        Doc doc = module.getClass().getAnnotation(Doc.class);
        return doc == null ? "" : doc.value().strip();
    }

    private static String firstSentence(String text) {
        String paragraph = text.split("\n\\s*\n", 2)[0].replaceAll("\\s+", " ");
        int end = paragraph.indexOf(". ");
        return end < 0 ? paragraph : paragraph.substring(0, end + 1);
    }

    private void page(String wanted) {
        Map<String, Module<?>> modules = Library.modules();
        Module<?> module = modules.get(wanted);
        if (module == null) {
            throw new BadInput(
                    "error: there is no module `"
                            + wanted
                            + "`\n  = help: "
                            + Suggestion.closest(wanted, modules.keySet())
                                    .map(word -> "did you mean `" + word + "`?")
                                    .orElse("see what there is: miprov doc")
                            + "\n");
        }
        String[] parts = about(module).split("\n\\s*\n", 2);
        terminal.out().println(wanted + "\n");
        terminal.out().println(indented(parts[0]) + "\n");
        terminal.out().println("Parameters:\n");
        for (RecordComponent parameter : parameters(module)) {
            parameter(parameter);
        }
        if (parts.length > 1) {
            terminal.out().println("Example:\n");
            terminal.out().println(indented(parts[1]));
        }
    }

    private static RecordComponent[] parameters(Module<?> module) {
        return Arrays.stream(module.getClass().getDeclaredClasses())
                .filter(type -> type.isRecord() && type.getSimpleName().equals("Params"))
                .findFirst()
                .map(Class::getRecordComponents)
                .orElse(new RecordComponent[0]);
    }

    private void parameter(RecordComponent parameter) {
        Doc doc = parameter.getAnnotation(Doc.class);
        String about = doc == null ? "" : doc.value();
        boolean optional = parameter.getType() == java.util.Optional.class;
        String given =
                doc == null || doc.orElse().equals(Doc.NONE)
                        ? optional ? "" : "required"
                        : "usually " + (doc.orElse().isEmpty() ? "empty" : doc.orElse());
        String aliases =
                doc == null || doc.aliases().length == 0
                        ? ""
                        : "also " + String.join(", ", doc.aliases());
        String choices = choices(parameter.getType());
        terminal.out().println("  " + snake(parameter.getName()) + notes(given, choices, aliases));
        terminal.out().println("      " + about);
    }

    private static String notes(String... notes) {
        String all =
                String.join("; ", Arrays.stream(notes).filter(note -> !note.isEmpty()).toList());
        return all.isEmpty() ? "" : "  (" + all + ")";
    }

    private static String choices(Class<?> type) {
        return type.isEnum()
                ? "one of "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(
                                                each ->
                                                        ((Enum<?>) each)
                                                                .name()
                                                                .toLowerCase(Locale.ROOT)
                                                                .replace('_', '-'))
                                        .toList())
                : "";
    }

    private static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String indented(String text) {
        return text.stripTrailing().indent(2).stripTrailing();
    }
}
