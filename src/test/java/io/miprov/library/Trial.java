package io.miprov.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import io.miprov.host.OnceShell;
import io.miprov.host.Shells;
import io.miprov.module.Args;
import io.miprov.module.Binder;
import io.miprov.module.Condition;
import io.miprov.module.Expression;
import io.miprov.module.Facts;
import io.miprov.module.LocalFile;
import io.miprov.module.LocalTarget;
import io.miprov.module.Mode;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Rendered;
import io.miprov.module.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs a module for real, on this machine, and holds it to what every module promises: check mode
 * touches nothing, apply reaches the state, a second apply is ok and takes one trip.
 */
public final class Trial {
    private final String name;
    private final Module<?> module;
    private final Path dir;
    private final OnceShell host;
    private Facts facts = Facts.NONE;

    /** On a shell of this machine; files live in the folder. */
    public Trial(String module, Path dir, Shells shell) {
        this(module, dir, shell.host());
    }

    public Trial(String module, Path dir, OnceShell host) {
        this.name = module;
        this.module = Library.modules().get(module);
        this.dir = dir;
        this.host = host;
        assertTrue(this.module != null, "there is no module " + module);
    }

    public Trial facts(Map<String, Object> known) {
        facts = new Facts(known);
        return this;
    }

    public Trial given(String file, String text) {
        try {
            Path path = dir.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Check says changed and touches nothing, apply changes, a second apply is ok in one trip. */
    public Outcome changes(Map<String, ?> params) {
        Map<String, String> before = state();
        Outcome checked = run(params, new Mode(true, true));
        assertEquals(Outcome.Status.CHANGED, checked.status(), checked::message);
        assertEquals(before, state(), "check should touch nothing");
        Outcome applied = run(params, new Mode(false, true));
        assertEquals(Outcome.Status.CHANGED, applied.status(), applied::message);
        settled(params);
        return applied;
    }

    /** The same, and the folder is another one after it; a diff tells the change. */
    public Outcome changesFiles(Map<String, ?> params) {
        Map<String, String> before = state();
        Outcome applied = changes(params);
        assertNotEquals(before, state(), "apply should change something");
        assertTrue(
                applied.diffs().stream().anyMatch(d -> !d.before().equals(d.after())),
                "a diff should show the change");
        return applied;
    }

    /**
     * The module finds nothing to do, in check mode too, with one question, and touches nothing.
     */
    public Outcome settled(Map<String, ?> params) {
        Map<String, String> before = state();
        Outcome checked = run(params, Mode.CHECK);
        assertEquals(
                Outcome.Status.OK,
                checked.status(),
                () -> "check: " + checked.message() + checked.values());
        int trips = host.trips();
        Outcome again = run(params, new Mode(false, true));
        assertEquals(
                Outcome.Status.OK,
                again.status(),
                () -> "a second apply: " + again.message() + again.diffs());
        assertTrue(host.trips() - trips <= 1, "took " + (host.trips() - trips) + " trips");
        assertEquals(before, state(), "nothing should be touched");
        return again;
    }

    /** It fails and touches nothing; the message has this. */
    public Outcome fails(Map<String, ?> params, String message) {
        Map<String, String> before = state();
        Outcome outcome = run(params, Mode.APPLY);
        assertEquals(Outcome.Status.FAILED, outcome.status(), () -> outcome.values().toString());
        assertTrue(outcome.message().contains(message), outcome::message);
        assertEquals(before, state(), "a failure should leave everything as it was");
        return outcome;
    }

    public Outcome run(Map<String, ?> params) {
        return run(params, Mode.APPLY);
    }

    public Outcome run(Map<String, ?> params, Mode mode) {
        return run(module, args(name, params), mode);
    }

    private <P extends Record> Outcome run(Module<P> which, Args args, Mode mode) {
        return which.plan(bound(which, args), facts).on(host, mode);
    }

    /** The record of a module's parameters, for tests of what is made of it. */
    public <P extends Record> P bound(Module<P> which, Map<String, ?> params) {
        return bound(which, args(name, params));
    }

    private <P extends Record> P bound(Module<P> which, Args args) {
        Problems problems = new Problems();
        Optional<P> bound = new Binder(problems).bind(which, args, new Here());
        problems.throwIfAny();
        return bound.orElseThrow();
    }

    /** How many scripts have been run so far. */
    public int trips() {
        return host.trips();
    }

    /** A task as somebody might have written it, with its places. */
    public static Args args(String module, Map<String, ?> params) {
        StringBuilder text = new StringBuilder("- " + module + ":\n");
        Map<String, int[]> places = new LinkedHashMap<>();
        params.forEach(
                (key, value) -> {
                    int at = text.length() + 4;
                    text.append("    ").append(key).append(": ").append(value).append('\n');
                    places.put(key, new int[] {at, at + key.length(), text.length() - 1});
                });
        Source source = new Source("test.yml", text.toString());
        Map<String, Args.Arg> byName = new LinkedHashMap<>();
        params.forEach(
                (key, value) -> {
                    int[] at = places.get(key);
                    byName.put(
                            key,
                            new Args.Arg(
                                    new Span(source, at[0], at[1]),
                                    value,
                                    new Span(source, Math.min(at[1] + 2, at[2]), at[2])));
                });
        return new Args(module, new Span(source, 2, 2 + module.length()), byName);
    }

    /** Everything in the folder: kinds, permissions, contents. */
    private Map<String, String> state() {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path path : files.toList()) {
                all.put(dir.relativize(path).toString(), describe(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static String describe(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return mode;
        }
        Object times =
                Files.getAttribute(path, "unix:ctime") + " " + Files.getAttribute(path, "unix:ino");
        return mode
                + " "
                + times
                + "\n"
                + new String(
                        Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** The controller's side: paths are in the folder, templates have no braces. */
    private final class Here implements Resources {
        @Override
        public LocalFile file(String path) {
            Path file = dir.resolve(path);
            if (!Files.exists(file)) {
                throw new IllegalArgumentException("there is no " + path);
            }
            return new LocalFile(file);
        }

        @Override
        public Rendered template(String path) {
            try {
                Path file = file(path).path();
                return new Rendered(file, Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public LocalTarget target(String path) {
            return new LocalTarget(dir.resolve(path), path.endsWith("/"), host.name(), path);
        }

        @Override
        public String onHost(String path) {
            return path.startsWith("~/") ? dir + path.substring(1) : path;
        }

        @Override
        public Condition condition(Object expression) {
            return new Condition(expression.toString(), expression.toString().equals("true"));
        }

        @Override
        public int verbosity() {
            return 0;
        }

        @Override
        public Expression expression(String text) {
            return new Expression(
                    text,
                    text.startsWith("no_") ? Optional.empty() : Optional.of("value of " + text));
        }
    }
}
