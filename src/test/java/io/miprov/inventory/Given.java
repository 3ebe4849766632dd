package io.miprov.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Inventories made of files in a folder. */
record Given(Path folder) {

    Given file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Reads these, which must be without a problem. */
    Inventory read(String... sources) {
        Problems problems = new Problems();
        Inventory inventory =
                InventoryReader.read(paths(sources), Reading.strictly(Vault.NONE), problems);
        assertEquals(List.of(), problems.found());
        return inventory;
    }

    /** What is wrong with these: place, message, what stands under the caret, notes. */
    String wrong(String... sources) {
        Problems problems = new Problems();
        InventoryReader.read(paths(sources), Reading.strictly(Vault.NONE), problems);
        return problems.found().stream()
                .map(this::shown)
                .collect(Collectors.joining("\n"))
                .replace(folder + "/", "");
    }

    private String shown(Diagnostic problem) {
        return problem.span()
                + " "
                + problem.message()
                + (problem.label().isEmpty() ? "" : " | " + problem.label())
                + problem.notes().stream().map(note -> " | " + note).collect(Collectors.joining());
    }

    private List<String> paths(String... sources) {
        return List.of(sources).stream()
                .map(source -> source.contains(",") ? source : folder.resolve(source).toString())
                .toList();
    }
}
