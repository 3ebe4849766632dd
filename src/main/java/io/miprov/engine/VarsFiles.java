package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.playbook.Keyword;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Surroundings;
import io.miprov.playbook.Variables;
import io.miprov.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@code vars_files} of a play. A name with variables in it is looked for once they are known,
 * which may be after the facts; of a list, the first file that is there counts.
 */
final class VarsFiles {
    static final VarsFiles NONE = new VarsFiles(Path.of(""), List.of(), null);

    private final Path folder;
    private final List<Keyword> files;
    private final PlaybookReader reader;
    private final Map<Path, Variables> read = new ConcurrentHashMap<>();
    private final Map<String, List<Variables>> ofHosts = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    VarsFiles(Path folder, List<Keyword> files, PlaybookReader reader) {
        this.folder = folder;
        this.files = files;
        this.reader = reader;
    }

    /** Reads those whose names are known; problems has what is wrong with them. */
    void readConstant() {
        for (Keyword file : files) {
            if (file.value() instanceof String name) {
                reader.variables(path(name), Optional.of(file.at()))
                        .ifPresent(found -> read.put(path(name), found));
            }
        }
    }

    /** The value of a name, or {@link Scope#NOTHING}. */
    Object get(String name, Vars vars) {
        return files.isEmpty() ? Scope.NOTHING : Layers.get(layers(vars), name);
    }

    Set<String> names(Vars vars) {
        Set<String> names = new HashSet<>();
        if (!files.isEmpty()) {
            layers(vars).forEach(layer -> names.addAll(layer.values().keySet()));
        }
        return names;
    }

    /** The values in the files that are known before the run; empty: not all are. */
    Optional<Map<String, Object>> constants() {
        if (files.stream().anyMatch(file -> !(file.value() instanceof String))) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>();
        for (Keyword file : files) {
            Variables layer = read.get(path((String) file.value()));
            values.putAll(layer == null ? Map.of() : layer.values());
        }
        return Optional.of(values);
    }

    /** From the highest. */
    private List<Variables> layers(Vars vars) {
        String host = vars.host().name;
        List<Variables> known = ofHosts.get(host);
        if (known != null) {
            return known;
        }
        if (!busy.add(host)) {
            return List.of();
        }
        try {
            return find(host, vars);
        } finally {
            busy.remove(host);
        }
    }

    private List<Variables> find(String host, Vars vars) {
        List<Variables> found = new ArrayList<>();
        boolean all = true;
        for (Keyword file : files) {
            Optional<Variables> layer = layer(file, vars);
            layer.ifPresent(each -> found.add(0, each));
            all &= layer.isPresent();
        }
        if (all) {
            ofHosts.put(host, found);
        }
        return found;
    }

    /** Empty while a name has variables in it that are not known yet. */
    private Optional<Variables> layer(Keyword file, Vars vars) {
        List<?> choices = file.value() instanceof List<?> list ? list : List.of(file.value());
        for (Object choice : choices) {
            Optional<Path> path = path(choice, vars);
            if (path.isEmpty()) {
                return Optional.empty();
            }
            if (read.containsKey(path.get())) {
                return Optional.of(read.get(path.get()));
            }
            if (java.nio.file.Files.isRegularFile(path.get())) {
                return read(path.get(), vars.run().options.vault());
            }
        }
        throw new TemplateError(
                Diagnostic.error("none of these `vars_files` is there", file.node().span()), false);
    }

    private synchronized Optional<Variables> read(Path path, Vault vault) {
        Problems problems = reader.problems().another();
        Optional<Variables> found =
                new PlaybookReader(folder, Surroundings.NONE, vault, problems)
                        .variables(path, Optional.empty());
        problems.throwIfAny();
        found.ifPresent(variables -> read.put(path, variables));
        return found;
    }

    /** Empty while its variables are not known. */
    private Optional<Path> path(Object choice, Vars vars) {
        try {
            Object name = Template.resolve(choice, vars);
            return name instanceof String text ? Optional.of(path(text)) : Optional.empty();
        } catch (TemplateError e) {
            return Optional.empty();
        }
    }

    private Path path(String name) {
        return Files.home(folder, name);
    }
}
