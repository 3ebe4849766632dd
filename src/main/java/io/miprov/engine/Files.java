package io.miprov.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.BadInput;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Suggestion;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import io.miprov.module.LocalFile;
import io.miprov.playbook.Sources;
import io.miprov.vault.Closed;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds the controller's files where Ansible looks for them: in the role's folder of their kind, in
 * the role, beside the tasks, in the playbook's folder of their kind, beside the playbook.
 */
final class Files {
    private final Path here;
    private final Vault vault;
    private final Map<Key, Template> templates = new ConcurrentHashMap<>();

    /** A template file, and the settings that a task has for it. */
    private record Key(Path file, Map<String, String> settings) {}

    Files(Path here, Vault vault) {
        this.here = here;
        this.vault = vault;
    }

    /** The path that a name means; {@code ~} is the user's home. */
    static Path home(Path folder, String name) {
        if (name.equals("~") || name.startsWith("~/")) {
            return Path.of(System.getProperty("user.home") + name.substring(1));
        }
        return folder.resolve(name).toAbsolutePath().normalize();
    }

    /**
     * A file or folder by its name.
     *
     * @param kind the folder for such files: {@code files}, {@code templates}, {@code vars}
     */
    Optional<Path> find(String name, String kind, Frame frame) {
        return candidates(name, kind, frame).stream()
                .filter(java.nio.file.Files::exists)
                .findFirst();
    }

    /** All the paths that a name may mean, in order. */
    List<Path> candidates(String name, String kind, Frame frame) {
        String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        if (plain.startsWith("/") || plain.startsWith("~")) {
            return List.of(home(here, plain));
        }
        Set<Path> found = new LinkedHashSet<>();
        for (Path folder : folders(frame)) {
            found.add(folder.resolve(kind).resolve(plain).normalize());
            found.add(folder.resolve(plain).normalize());
        }
        return List.copyOf(found);
    }

    /** The folders that relative names are looked for in, the nearest first. */
    static List<Path> folders(Frame frame) {
        List<Path> folders = new ArrayList<>();
        Optional<RoleScope> role = frame.role();
        while (role.isPresent()) {
            folders.add(role.get().role().folder());
            role = role.get().parent();
        }
        Path file = frame.where().file().toAbsolutePath();
        Optional.ofNullable(file.getParent()).ifPresent(folders::add);
        folders.add(frame.where().playbookFolder().toAbsolutePath());
        return folders;
    }

    /** What to say of a name that is nowhere: where it was looked for, or what was meant. */
    String missing(String name, String kind, Frame frame) {
        Set<String> near = new LinkedHashSet<>();
        for (Path candidate : candidates(name, kind, frame)) {
            near.addAll(namesIn(candidate.getParent()));
        }
        String base = name.substring(name.lastIndexOf('/') + 1);
        return Suggestion.closest(base, near)
                .map(meant -> "did you mean `" + meant + "`?")
                .orElseGet(() -> lookedFor(name, kind, frame));
    }

    private String lookedFor(String name, String kind, Frame frame) {
        if (name.startsWith("/")) {
            return "put it there, or name another";
        }
        Sources shown = new Sources(new Problems(), here, vault);
        return "looked for "
                + String.join(
                        ", ", candidates(name, kind, frame).stream().map(shown::shown).toList());
    }

    private static List<String> namesIn(Path folder) {
        if (folder == null || !java.nio.file.Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = java.nio.file.Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * A template file, compiled once.
     *
     * @param settings {@link Template#SETTINGS} that are not the usual ones
     * @throws BadInput when it can not be
     */
    Template template(Path file, Map<String, String> settings) {
        Key key = new Key(file, settings);
        Template known = templates.get(key);
        if (known != null) {
            return known;
        }
        Problems problems = new Problems();
        Optional<Source> source = new Sources(problems, here, vault).open(file, Optional.empty());
        Optional<Template> parsed =
                source.map(text -> Template.file(Text.of(text), settings, problems));
        problems.throwIfAny();
        templates.putIfAbsent(key, parsed.orElseThrow());
        return templates.get(key);
    }

    /** A file or folder that was found for a task, opened when it is in a vault. */
    LocalFile local(Path file) {
        return new LocalFile(file, this::plain);
    }

    private Optional<byte[]> plain(Path file) {
        try (InputStream in = java.nio.file.Files.newInputStream(file)) {
            byte[] head = in.readNBytes(Vault.LONGEST_MARK);
            if (!Vault.isSealed(head)) {
                return Optional.empty();
            }
            byte[] rest = in.readAllBytes();
            return Optional.of(
                    vault.open(new String(head, UTF_8) + new String(rest, UTF_8)).plain());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Closed e) {
            Sources shown = new Sources(new Problems(), here, vault);
            throw new BadInput(Vault.told(e, new Source(shown.shown(file), "").start()));
        }
    }

    /** The template that another one includes. */
    Optional<Template> included(String name, Vars vars) {
        return vars.job()
                .flatMap(job -> find(name, "templates", job.frame))
                .map(file -> template(file, Map.of()));
    }
}
