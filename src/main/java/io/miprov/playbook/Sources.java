package io.miprov.playbook;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Node;
import io.miprov.lang.Yaml;
import io.miprov.vault.Closed;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the files of playbooks and roles, under the names by which people know them. */
public final class Sources {
    private final Problems problems;
    private final Path here;
    private final Vault vault;

    /** Names of files are shown relative to the folder {@code here}. */
    public Sources(Problems problems, Path here, Vault vault) {
        this.problems = problems;
        this.vault = vault;
        this.here = here.toAbsolutePath().normalize();
    }

    /** The YAML of a file; empty when it has none or can not be read, which problems then tells. */
    public Optional<Node> yaml(Path file, Optional<Span> named) {
        return open(file, named).flatMap(source -> Yaml.read(source, problems));
    }

    /**
     * A file's text, out of its vault when it is one; empty when it can not be read.
     *
     * @param named where somebody wrote its name
     */
    public Optional<Source> open(Path file, Optional<Span> named) {
        try {
            return Optional.of(vault.plain(new Source(shown(file), Files.readString(file))));
        } catch (Closed e) {
            problems.add(Vault.told(e, new Source(shown(file), "").start()));
        } catch (CharacterCodingException e) {
            missing(file, named, "is no UTF-8 text");
        } catch (IOException e) {
            missing(
                    file,
                    named,
                    !Files.exists(file)
                            ? "does not exist"
                            : Files.isDirectory(file)
                                    ? "is a folder"
                                    : "can not be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The path as people would type it here. */
    public String shown(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(here) ? here.relativize(whole).toString() : whole.toString();
    }

    private void missing(Path file, Optional<Span> named, String why) {
        Span at = named.orElseGet(() -> new Source(shown(file), "").start());
        Diagnostic told = Diagnostic.error("`" + shown(file) + "` " + why, at);
        problems.add(
                neighbour(file)
                        .map(near -> told.help("did you mean `" + near + "`?"))
                        .orElse(told));
    }

    /** A file beside it with nearly that name. */
    private Optional<String> neighbour(Path file) {
        if (Files.exists(file) || file.getParent() == null) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(file.getParent())) {
            List<String> names = files.map(each -> each.getFileName().toString()).toList();
            return Suggestion.closest(file.getFileName().toString(), names)
                    .map(name -> shown(file.resolveSibling(name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
