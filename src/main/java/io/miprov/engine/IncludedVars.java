package io.miprov.engine;

import io.miprov.diag.Problems;
import io.miprov.lang.Hashes;
import io.miprov.lang.TemplateError;
import io.miprov.module.Args;
import io.miprov.module.Outcome;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code include_vars}: variables of a file, or of the files of a folder. */
final class IncludedVars {
    private static final List<String> EXTENSIONS = List.of("yaml", "yml", "json");

    private final Job job;
    private final Args args;
    private final Vars vars;

    IncludedVars(Job job, Args args, Vars vars) {
        this.job = job;
        this.args = args;
        this.vars = vars;
    }

    /** Reads the files; the holders get what is in them. */
    Outcome into(List<HostState> holders) {
        List<Path> files;
        try {
            files = args.text("dir").map(this::inFolder).orElseGet(() -> List.of(file()));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            return Outcome.failed(message).with(Map.of("message", message));
        }
        Map<String, Object> found = new LinkedHashMap<>();
        for (Path file : files) {
            Problems problems = vars.run().options.problems();
            new PlaybookReader(
                            vars.run().options.here(),
                            Surroundings.NONE,
                            vars.run().options.vault(),
                            problems)
                    .variables(file, Optional.of(job.span))
                    .ifPresent(variables -> found.putAll(variables.values()));
            if (problems.any()) {
                throw new TemplateError(problems.found().get(0), false);
            }
        }
        Map<String, Object> set =
                args.text("name").isEmpty() ? found : Map.of(args.text("name").get(), found);
        boolean merges = args.text("hash_behaviour").filter("merge"::equals).isPresent();
        holders.forEach(
                host ->
                        set.forEach(
                                (name, value) ->
                                        host.included.put(
                                                name,
                                                merges
                                                        ? Hashes.merged(
                                                                vars.on(host).value(name), value)
                                                        : value)));
        return Outcome.ok(
                Map.of("ansible_included_var_files", files.stream().map(Path::toString).toList()));
    }

    private Path file() {
        return found(
                args.text("file")
                        .or(() -> args.text("_raw_params"))
                        .orElseThrow(
                                () -> new IllegalArgumentException("it needs `file` or `dir`")));
    }

    private Path found(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Could not find file: its name is empty");
        }
        return vars.run()
                .files
                .find(name, "vars", job.frame)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no file `"
                                                + name
                                                + "`; "
                                                + vars.run()
                                                        .files
                                                        .missing(name, "vars", job.frame)));
    }

    /** {@code depth} counts levels; the folder itself is the first. */
    private List<Path> inFolder(String name) {
        Path top = found(name);
        if (!java.nio.file.Files.isDirectory(top)) {
            throw new IllegalArgumentException("`" + top + "` is no folder");
        }
        long depth = args.text("depth").map(Long::valueOf).orElse(0L);
        try (Stream<Path> all = java.nio.file.Files.walk(top, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> folders =
                    all.filter(java.nio.file.Files::isDirectory)
                            .filter(each -> depth == 0 || level(top, each) <= depth)
                            .sorted()
                            .toList();
            List<Path> files = new ArrayList<>();
            for (Path folder : folders) {
                files.addAll(of(folder));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int level(Path top, Path folder) {
        return folder.equals(top) ? 1 : top.relativize(folder).getNameCount() + 1;
    }

    private List<Path> of(Path folder) throws IOException {
        List<String> ignored = texts("ignore_files");
        Optional<Pattern> matching = args.text("files_matching").map(Pattern::compile);
        try (Stream<Path> all = java.nio.file.Files.list(folder)) {
            return all.filter(java.nio.file.Files::isRegularFile)
                    .sorted()
                    .filter(file -> !isMain(file))
                    .filter(file -> matching.stream().allMatch(p -> p.matcher(name(file)).find()))
                    .filter(
                            file ->
                                    ignored.stream()
                                            .noneMatch(
                                                    p ->
                                                            Pattern.compile(p + "$")
                                                                    .matcher(name(file))
                                                                    .find()))
                    .filter(this::hasGoodName)
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** A role has its main variables anyway. */
    private boolean isMain(Path file) {
        return job.frame
                .role()
                .filter(
                        role ->
                                file.equals(
                                        role.role().folder().resolve("vars").resolve("main.yml")))
                .isPresent();
    }

    private boolean hasGoodName(Path file) {
        List<String> extensions =
                args.byName().containsKey("extensions") ? texts("extensions") : EXTENSIONS;
        int dot = name(file).lastIndexOf('.');
        if (extensions.contains(dot <= 0 ? "" : name(file).substring(dot + 1))) {
            return true;
        }
        if (args.text("ignore_unknown_extensions").filter(Vars::truth).isPresent()) {
            return false;
        }
        throw new IllegalArgumentException(
                "`" + file + "` does not have a valid extension: " + String.join(", ", extensions));
    }

    private List<String> texts(String name) {
        Args.Arg arg = args.byName().get(name);
        if (arg == null || arg.value() == null) {
            return List.of();
        }
        return arg.value() instanceof List<?> list
                ? list.stream().map(each -> each == null ? "" : each.toString()).toList()
                : List.of(arg.value().toString().split(","));
    }
}
