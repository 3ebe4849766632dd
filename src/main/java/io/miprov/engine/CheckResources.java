package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Problems;
import io.miprov.module.Args;
import io.miprov.module.Condition;
import io.miprov.module.Expression;
import io.miprov.module.LocalFile;
import io.miprov.module.LocalTarget;
import io.miprov.module.Rendered;
import io.miprov.module.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Looks whether what a task names is there, and whether templates can be compiled. */
final class CheckResources implements Resources {
    private final Files files;
    private final Frame frame;
    private final Args args;
    private final Problems problems;
    private final BiPredicate<List<Path>, String> mayCome;
    private final boolean decrypts;
    private boolean whole = true;

    /**
     * @param mayCome whether a task of this run may make one of these files, which are of a kind
     * @param decrypts whether files in a vault must be opened
     */
    CheckResources(
            Files files,
            Frame frame,
            Args args,
            Problems problems,
            BiPredicate<List<Path>, String> mayCome,
            boolean decrypts) {
        this.decrypts = decrypts;
        this.files = files;
        this.args = args;
        this.frame = frame;
        this.problems = problems;
        this.mayCome = mayCome;
    }

    /** Whether all that was asked for is what the run will see, and nothing stands in for it. */
    boolean whole() {
        return whole;
    }

    @Override
    public LocalFile file(String path) {
        LocalFile file = files.local(found(path, "files"));
        if (decrypts && java.nio.file.Files.isRegularFile(file.path())) {
            try {
                file.decryption().of(file.path());
            } catch (BadInput e) {
                e.diagnostics().forEach(problems::add);
            }
        }
        return file;
    }

    @Override
    public Rendered template(String path) {
        Path file = found(path, "templates");
        try {
            if (java.nio.file.Files.exists(file)) {
                files.template(file, TemplateNames.settings(args));
            }
        } catch (BadInput e) {
            e.diagnostics().forEach(problems::add);
        }
        whole = false;
        return new Rendered(Path.of(path), "");
    }

    private Path found(String path, String kind) {
        Optional<Path> found = files.find(path, kind, frame);
        if (found.isEmpty() && !mayCome.test(files.candidates(path, kind, frame), kind)) {
            throw new IllegalArgumentException(
                    "names a file that is not there: `"
                            + path
                            + "`; "
                            + files.missing(path, kind, frame));
        }
        whole &= found.isPresent();
        return found.orElseGet(() -> Path.of(path));
    }

    @Override
    public LocalTarget target(String path) {
        return new LocalTarget(Path.of(path), false, "", path);
    }

    @Override
    public String onHost(String path) {
        return path;
    }

    @Override
    public Condition condition(Object expression) {
        return new Condition(String.valueOf(expression), true);
    }

    @Override
    public int verbosity() {
        return 0;
    }

    @Override
    public Expression expression(String text) {
        return new Expression(text, Optional.empty());
    }
}
