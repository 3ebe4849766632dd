package io.miprov.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Diagnostic;
import io.miprov.lang.Scope;
import io.miprov.lang.TemplateError;
import io.miprov.playbook.Actions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code lookup} and {@code query} can ask the controller. */
final class Lookups {
    static final Set<String> NAMES =
            Set.of(
                    "dict",
                    "env",
                    "file",
                    "fileglob",
                    "first_found",
                    "flattened",
                    "indexed_items",
                    "items",
                    "list",
                    "nested",
                    "sequence",
                    "subelements",
                    "template",
                    "together",
                    "vars");

    private final Vars vars;
    private final Map<String, Object> named;

    private Lookups(Vars vars, Map<String, Object> named) {
        this.vars = vars;
        this.named = named;
    }

    /** Calls a function that is not Jinja2's own. */
    static Object call(String function, List<Object> args, Map<String, Object> named, Vars vars) {
        boolean query = function.equals("query") || function.equals("q");
        if ((!query && !function.equals("lookup")) || args.isEmpty()) {
            return Scope.NOTHING;
        }
        Map<String, Object> options = new LinkedHashMap<>(named);
        boolean list = Vars.truth(options.remove("wantlist"));
        String errors = String.valueOf(options.getOrDefault("errors", "strict"));
        options.remove("errors");
        String name = Actions.plain(String.valueOf(args.get(0)));
        List<Object> found;
        try {
            found = new Lookups(vars, options).ask(name, args.subList(1, args.size()));
        } catch (IllegalArgumentException e) {
            if (errors.equals("strict")) {
                throw failed(name, e.getMessage(), vars);
            }
            found = List.of();
        }
        return query || list ? found : joined(found);
    }

    private static TemplateError failed(String name, String why, Vars vars) {
        Diagnostic failed =
                Diagnostic.error(
                        "`lookup('" + name + "')`: " + why,
                        vars.job()
                                .map(job -> job.span)
                                .orElseGet(() -> vars.setting().play().span()));
        return new TemplateError(failed, false);
    }

    /** Texts become one text; a single value stays what it is. */
    private static Object joined(List<Object> found) {
        if (found.stream().allMatch(String.class::isInstance)) {
            return String.join(",", found.stream().map(String.class::cast).toList());
        }
        return found.size() == 1 ? found.get(0) : found;
    }

    /** The items of {@code with_…}. */
    static List<Object> items(String kind, Object value, Vars vars) {
        List<Object> terms = new ArrayList<>(value instanceof List<?> list ? list : listOf(value));
        return new Lookups(vars, Map.of()).ask(kind, terms);
    }

    private List<Object> ask(String name, List<Object> terms) {
        return switch (name) {
            case "env" -> each(terms, this::environment);
            case "file" -> each(terms, this::file);
            case "template" -> each(terms, this::template);
            case "vars" -> each(terms, this::variable);
            case "fileglob" -> all(terms, this::glob);
            case "first_found" -> firstFound(terms);
            case "items" -> all(terms, term -> term instanceof List<?> l ? l : listOf(term));
            case "list" -> new ArrayList<>(terms);
            case "flattened" -> all(terms, Lookups::flat);
            default -> Combined.ask(name, terms);
        };
    }

    /** Makes one value of a term. */
    private interface One {
        Object of(Object term);
    }

    /** Makes several values of a term. */
    private interface Many {
        List<?> of(Object term);
    }

    private static List<Object> each(List<Object> terms, One one) {
        List<Object> found = new ArrayList<>();
        terms.forEach(term -> found.add(one.of(term)));
        return found;
    }

    private static List<Object> all(List<Object> terms, Many many) {
        List<Object> found = new ArrayList<>();
        terms.forEach(term -> found.addAll(many.of(term)));
        return found;
    }

    private static List<?> listOf(Object term) {
        List<Object> one = new ArrayList<>();
        one.add(term);
        return one;
    }

    private static List<?> flat(Object term) {
        return term instanceof List<?> list
                ? all(new ArrayList<>(list), Lookups::flat)
                : listOf(term);
    }

    private Object environment(Object term) {
        String value = System.getenv(String.valueOf(term));
        if (value == null) {
            return named.getOrDefault("default", "");
        }
        return value;
    }

    private Object file(Object term) {
        String text = read(found(term, "files"));
        if (Vars.truth(named.getOrDefault("lstrip", false))) {
            text = text.stripLeading();
        }
        return Vars.truth(named.getOrDefault("rstrip", true)) ? text.stripTrailing() : text;
    }

    private Path found(Object term, String kind) {
        String name = String.valueOf(term);
        return find(name, kind)
                .orElseThrow(() -> new IllegalArgumentException("there is no file `" + name + "`"));
    }

    private Optional<Path> find(String name, String kind) {
        Optional<Job> job = vars.job();
        return job.isPresent()
                ? vars.run().files.find(name, kind, job.get().frame)
                : Optional.of(Files.home(vars.setting().folder(), name))
                        .filter(java.nio.file.Files::exists);
    }

    private String read(Path file) {
        try (InputStream in = vars.run().files.local(file).open()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("`" + file + "` can not be read", e);
        }
    }

    private Object template(Object term) {
        Vars own = vars.on(vars.host());
        if (named.get("template_vars") instanceof Map<?, ?> more) {
            more.forEach((name, value) -> own.put(String.valueOf(name), value));
        }
        return vars.run().files.template(found(term, "templates")).fill(own);
    }

    private Object variable(Object term) {
        Object value = vars.value(String.valueOf(term));
        if (value != Scope.NOTHING) {
            return value;
        }
        if (named.containsKey("default")) {
            return named.get("default");
        }
        throw new IllegalArgumentException("no variable found with this name: " + term);
    }

    private List<?> glob(Object term) {
        String pattern = String.valueOf(term);
        int cut = pattern.lastIndexOf('/');
        String folder = cut < 0 ? "" : pattern.substring(0, cut + 1);
        Optional<Path> start =
                folder.startsWith("/")
                        ? Optional.of(Path.of(folder))
                        : folder.isEmpty() ? find(".", "files") : find(folder, "files");
        PathMatcher matcher =
                FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(cut + 1));
        if (start.isEmpty() || !java.nio.file.Files.isDirectory(start.get())) {
            return List.of();
        }
        try (Stream<Path> files = java.nio.file.Files.list(start.get())) {
            return files.filter(java.nio.file.Files::isRegularFile)
                    .filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .map(file -> file.toAbsolutePath().normalize().toString())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<Object> firstFound(List<Object> terms) {
        List<String> tried = new ArrayList<>();
        boolean skip = Vars.truth(named.getOrDefault("skip", false));
        List<Object> all = new ArrayList<>(terms);
        if (named.containsKey("files")) {
            all.add(named);
        }
        for (Object term : all) {
            if (term instanceof Map<?, ?> map) {
                skip |= Vars.truth(map.get("skip"));
            }
            for (String name : names(term)) {
                Optional<Path> found = firstOf(name);
                if (found.isPresent()) {
                    return List.of(found.get().toString());
                }
                tried.add(name);
            }
        }
        if (skip) {
            return List.of();
        }
        throw new IllegalArgumentException("none of these is there: " + String.join(", ", tried));
    }

    private Optional<Path> firstOf(String name) {
        return find(name, "files")
                .or(() -> find(name, "templates"))
                .or(() -> find(name, "vars"))
                .or(() -> find(name, "tasks"));
    }

    private static List<String> names(Object term) {
        List<String> names = new ArrayList<>();
        if (term instanceof Map<?, ?> map) {
            List<String> paths = texts(map.get("paths"));
            for (String file : texts(map.get("files"))) {
                paths.forEach(path -> names.add(path + "/" + file));
                if (paths.isEmpty()) {
                    names.add(file);
                }
            }
        } else if (term instanceof List<?> list) {
            list.forEach(each -> names.addAll(names(each)));
        } else {
            names.add(String.valueOf(term));
        }
        return names;
    }

    private static List<String> texts(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null
                ? List.of()
                : Stream.of(value.toString().split("[,;]")).map(String::strip).toList();
    }
}
