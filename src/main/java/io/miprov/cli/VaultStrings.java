package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.BadInput;
import io.miprov.diag.Secret;
import io.miprov.vault.Vault;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The values that {@code vault encrypt_string} is given: words, standard input, an answer. */
final class VaultStrings {
    private static final String INDENT = " ".repeat(10);

    @Parameters(arity = "0..*", paramLabel = "STRING", description = "the values; - is the input")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "the variable that a value is for; may be repeated")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--stdin-name",
            paramLabel = "NAME",
            description = "the variable that the standard input is for")
    private String inputName = "";

    @Option(
            names = {"-p", "--prompt"},
            description = "ask for the value")
    private boolean prompt;

    @Option(names = "--show-input", description = "show what is typed")
    private boolean show;

    /** A value to encrypt, and the variable that it is for; empty: none. */
    record Value(String name, Secret text, String from) {

        /** {@code name: !vault |} and the vault below, indented. */
        String yaml(Vault.Key key) {
            String sealed = Vault.seal(text.value().getBytes(UTF_8), key);
            return (name.isEmpty() ? "" : name + ": ")
                    + "!vault |\n"
                    + sealed.lines().map(line -> INDENT + line).collect(Collectors.joining("\n"));
        }

        String title(int number) {
            String which = "the string #" + number + " from " + from;
            return "# The encrypted version of "
                    + (name.isEmpty() ? which : "variable (\"" + name + "\", " + which + ")")
                    + ".";
        }
    }

    private boolean readsInput() {
        return words.contains(VaultFile.STREAM) || !inputName.isEmpty() || words.isEmpty();
    }

    /** With a prompt, words must say that the input is not read. */
    void check() {
        if (prompt && readsInput()) {
            throw new WrongOptions(
                    "error: `--prompt` does not go with a value from the standard input\n");
        }
    }

    List<Value> values(Terminal terminal) {
        List<Value> values = new ArrayList<>();
        if (prompt) {
            values.add(asked());
        }
        if (readsInput()) {
            String text = new String(VaultFile.read(VaultFile.STREAM), UTF_8);
            values.add(value(inputName, text, "stdin"));
        }
        List<String> given = words.stream().filter(word -> !word.equals("-")).toList();
        if (!names.isEmpty() && given.size() > names.size()) {
            terminal.err()
                    .println(
                            "warning: there are fewer --name options than values; those after `"
                                    + names.get(names.size() - 1)
                                    + "` have no name");
        }
        for (int i = 0; i < given.size(); i++) {
            String name = i < names.size() ? names.get(i) : "";
            values.add(value(name, given.get(i), "the command line args"));
        }
        return values;
    }

    private Value asked() {
        Console console =
                Terminal.keyboard()
                        .orElseThrow(() -> new BadInput("error: there is no terminal to ask on\n"));
        String name = console.readLine("Variable name (enter for no name): ");
        String text =
                show
                        ? console.readLine("String to encrypt: ")
                        : new String(console.readPassword("String to encrypt (hidden): "));
        return value(name, text, "the interactive prompt");
    }

    private static Value value(String name, String text, String from) {
        if (text.isEmpty()) {
            throw new WrongOptions("error: the value from " + from + " is empty\n");
        }
        return new Value(name, new Secret(text), from);
    }
}
