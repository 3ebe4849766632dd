package io.miprov.cli;

import io.miprov.cli.ExpressionGuide.Kind;
import io.miprov.diag.BadInput;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Json;
import io.miprov.library.Library;
import io.miprov.module.Module;
import io.miprov.playbook.KeywordGuide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code miprov doc}: explains modules, keywords and what expressions are made of. */
@Command(
        name = "doc",
        description = "List the modules, or explain one, or a keyword, filter, test or lookup.",
        footer = {
            "",
            "Example:",
            "  miprov doc copy",
            "  miprov doc serial",
            "  miprov doc regex_replace",
            "  miprov doc --schema playbook >playbook.json"
        })
final class DocCommand implements Callable<Integer> {
    private static final String NONE = "";

    /** What editors get a schema of. */
    enum Shape {
        playbook,
        tasks,
        inventory
    }

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "the module, keyword, filter, test or lookup to explain")
    private String name = NONE;

    @Option(
            names = "--schema",
            paramLabel = "KIND",
            description = "print the JSON Schema of a ${COMPLETION-CANDIDATES}, for editors")
    private Shape schema;

    @Option(names = "--markdown", description = "print the whole reference, in Markdown")
    private boolean markdown;

    DocCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (schema != null) {
            terminal.out().println(schema(schema));
        } else if (markdown) {
            terminal.out().print(reference());
        } else if (name.equals(NONE)) {
            list();
        } else {
            page(name);
        }
        return ExitCode.DONE;
    }

    /** The JSON Schema of such a file. */
    static String schema(Shape shape) {
        return Json.pretty(
                switch (shape) {
                    case playbook -> EditorSchema.playbook();
                    case tasks -> EditorSchema.tasks();
                    case inventory -> EditorSchema.inventory();
                });
    }

    /** All modules and keywords, in Markdown. */
    static String reference() {
        StringBuilder page = new StringBuilder("# Reference\n\n");
        page.append("Made by `miprov doc --markdown`; a test holds it to the modules.\n\n");
        page.append("# Modules\n");
        modules()
                .forEach(
                        (word, module) ->
                                page.append('\n').append(new ModulePage(word, module).markdown()));
        page.append("\n# Keywords\n\n| Keyword | Of | Takes | |\n|---|---|---|---|\n");
        KeywordGuide.all()
                .values()
                .forEach(
                        keyword ->
                                page.append(
                                        "| `%s` | %s | %s | %s |\n"
                                                .formatted(
                                                        keyword.name(),
                                                        String.join(", ", keyword.places()),
                                                        keyword.takes().phrase(),
                                                        keyword.about())));
        page.append("\n").append(RollingPage.markdown());
        expressions(page, "Filters", Kind.filter);
        expressions(page, "Tests", Kind.test);
        expressions(page, "Lookups", Kind.lookup);
        return page.toString();
    }

    private static void expressions(StringBuilder page, String title, Kind kind) {
        page.append("\n# %s%n%n| Name | | Example | Gives |%n|---|---|---|---|%n".formatted(title));
        ExpressionGuide.all().stream()
                .filter(entry -> entry.kind() == kind)
                .forEach(entry -> page.append(entry.row()));
    }

    private static Map<String, Module<?>> modules() {
        return new TreeMap<>(Library.modules());
    }

    private void list() {
        Map<String, Module<?>> modules = modules();
        int width = modules.keySet().stream().mapToInt(String::length).max().orElse(0);
        int room = terminal.width() - width - 4;
        modules.forEach(
                (word, module) ->
                        terminal.out()
                                .printf(
                                        "  %-" + width + "s  %s%n",
                                        word,
                                        cut(new ModulePage(word, module).summary(), room)));
        terminal.out()
                .println(
                        "\n`miprov doc NAME` explains a module, a keyword of playbooks, a filter, a test or a lookup.");
    }

    private static String cut(String text, int room) {
        int end = text.lastIndexOf(' ', room - 2);
        return text.length() <= room || end < 0 ? text : text.substring(0, end) + " …";
    }

    private void page(String wanted) {
        List<String> pages = new ArrayList<>();
        Module<?> module = Library.modules().get(wanted);
        if (module != null) {
            pages.add(new ModulePage(wanted, module).text());
        }
        KeywordGuide.Entry keyword = KeywordGuide.all().get(wanted);
        if (keyword != null) {
            pages.add(
                    "%s  (keyword of a %s; takes %s)%n%n  %s%n"
                            .formatted(
                                    keyword.name(),
                                    String.join(", ", keyword.places()),
                                    keyword.takes().phrase(),
                                    keyword.about()));
        }
        if (wanted.equals("rolling")) {
            pages.add(RollingPage.text());
        }
        ExpressionGuide.named(wanted).forEach(entry -> pages.add(entry.text()));
        if (pages.isEmpty()) {
            throw unknown(wanted);
        }
        terminal.out().print(String.join("\n", pages));
    }

    private static BadInput unknown(String wanted) {
        Set<String> known = new TreeSet<>(Library.modules().keySet());
        known.addAll(KeywordGuide.all().keySet());
        ExpressionGuide.all().forEach(entry -> known.addAll(entry.names()));
        return new BadInput(
                "error: there is no module, keyword, filter, test or lookup `"
                        + wanted
                        + "`\n  = help: "
                        + Suggestion.closest(wanted, known)
                                .map(word -> "did you mean `" + word + "`?")
                                .orElse("see what there is: miprov doc")
                        + "\n");
    }
}
