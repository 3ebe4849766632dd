package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.inventory.Reading;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which hosts. */
final class TargetOptions {
    private static final String USUAL = "inventory";

    @Option(
            names = {"-i", "--inventory", "--inventory-file"},
            paramLabel = "INVENTORY",
            description = "an inventory: a file, a folder, or hosts with commas; may be repeated")
    private List<String> inventories = new ArrayList<>();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "only these of the hosts")
    private String limit = "";

    @Option(
            names = "--pass-over-bad-inventories",
            hidden = true,
            description = "go on with a warning when an inventory can not be read")
    private boolean lenient;

    private List<String> several = List.of();

    /** How inventories are read, with these passwords. */
    Reading reading(Settings settings, Vault vault) {
        boolean any =
                settings.isTrue(
                        "INVENTORY_ANY_UNPARSED_IS_FAILED", "inventory.any_unparsed_is_failed");
        boolean none = settings.isTrue("INVENTORY_UNPARSED_FAILED", "inventory.unparsed_is_failed");
        Reading.Wrong wrong =
                !lenient || any
                        ? Reading.Wrong.ENDS_ALL
                        : none ? Reading.Wrong.ENDS_ALL_IF_NONE_IS_GOOD : Reading.Wrong.IS_TOLD;
        List<String> plugins =
                settings.text("INVENTORY_ENABLED", "inventory.enable_plugins").stream()
                        .flatMap(text -> Stream.of(text.split("\\s*,\\s*")))
                        .toList();
        return new Reading(vault, Map.of(), wrong, plugins, settings.mergesHashes());
    }

    String limit() {
        return limit;
    }

    /**
     * The inventories: what was given, what is set, or the folder {@code inventory} when it is one.
     * When that folder holds several, one of them must be named.
     */
    List<String> inventories(Settings settings) {
        List<String> chosen = inventoriesOrNone(settings);
        if (!several.isEmpty()) {
            throw new BadInput("error: " + unnamed());
        }
        return chosen;
    }

    /** The same; where one of several must be named, none. */
    List<String> inventoriesOrNone(Settings settings) {
        if (!inventories.isEmpty()) {
            return inventories.stream().map(settings::home).toList();
        }
        List<String> set = settings.inventories();
        if (!set.isEmpty()) {
            return set;
        }
        return Files.exists(Path.of(USUAL)) ? usual(Path.of(USUAL)) : List.of();
    }

    /** That one of several inventories should be named; empty: there is no doubt. */
    String unnamed() {
        return several.isEmpty()
                ? ""
                : "the folder inventory/ holds several inventories, and none was named\n"
                        + "  = help: say which: -i "
                        + String.join(", or -i ", several)
                        + "\n";
    }

    private List<String> usual(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(USUAL);
        }
        List<String> folders = new ArrayList<>();
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (Files.isRegularFile(entry) && !name.startsWith(".") && !name.endsWith(".md")) {
                    return List.of(USUAL);
                }
                if (Files.isDirectory(entry) && !name.endsWith("_vars")) {
                    folders.add(entry.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (folders.isEmpty()) {
            return List.of(USUAL);
        }
        several = List.copyOf(folders);
        return List.of();
    }
}
