package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Problems;
import io.miprov.diag.Secret;
import io.miprov.host.Host;
import io.miprov.host.Reply;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Text;
import io.miprov.lang.Undefined;
import io.miprov.module.Args;
import io.miprov.module.Condition;
import io.miprov.module.Expansion;
import io.miprov.module.Expression;
import io.miprov.module.LocalFile;
import io.miprov.module.LocalTarget;
import io.miprov.module.NotYet;
import io.miprov.module.Rendered;
import io.miprov.module.Resources;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What the controller hands to one task on one host. */
final class TaskResources implements Resources {
    private final Job job;
    private final Args args;
    private final Vars vars;
    private final Supplier<Host> host;

    /**
     * @param host the way to the host, for a path that only it can tell
     */
    TaskResources(Job job, Args args, Vars vars, Supplier<Host> host) {
        this.job = job;
        this.args = args;
        this.vars = vars;
        this.host = host;
    }

    @Override
    public LocalFile file(String path) {
        return vars.run().files.local(found(path, "files"));
    }

    @Override
    public Rendered template(String path) {
        Path file = found(path, "templates");
        Vars own = vars.on(vars.host());
        Args.Arg dest = args.byName().get("dest");
        TemplateNames.put(own, path, file, dest == null ? "" : String.valueOf(dest.value()));
        try {
            return new Rendered(
                    file, vars.run().files.template(file, TemplateNames.settings(args)).fill(own));
        } catch (BadInput e) {
            throw new TemplateError(e.diagnostics().get(0), false);
        }
    }

    private Path found(String path, String kind) {
        return vars.run().files.find(path, kind, job.frame).orElseThrow(() -> missing(path, kind));
    }

    private IllegalArgumentException missing(String path, String kind) {
        String message =
                "there is no file `"
                        + path
                        + "`; "
                        + vars.run().files.missing(path, kind, job.frame);
        return vars.checkMode() && vars.run().foresees(path)
                ? new NotYet(message)
                : new IllegalArgumentException(message);
    }

    @Override
    public LocalTarget target(String path) {
        Path folder = job.frame.where().playbookFolder().toAbsolutePath();
        return new LocalTarget(
                Files.home(folder, path), path.endsWith("/"), vars.host().name, path);
    }

    @Override
    public String onHost(String path) {
        if (!Expansion.changes(path)) {
            return path;
        }
        Reply reply = host.get().run(Expansion.of(path));
        if (!reply.ok()) {
            throw new IllegalArgumentException(reply.err().strip());
        }
        return reply.out();
    }

    @Override
    public Condition condition(Object expression) {
        if (expression instanceof Boolean truth) {
            return new Condition(truth ? "True" : "False", truth);
        }
        if (expression == null) {
            // as with Ansible, what is left empty holds
            return new Condition("", true);
        }
        String shown = String.valueOf(expression);
        String text = expression instanceof Secret secret ? secret.value() : shown;
        return new Condition(shown, compiled(text).holds(vars));
    }

    @Override
    public Expression expression(String text) {
        try {
            Object value = compiled(text).value(vars);
            boolean nothing = value instanceof Undefined || value == Scope.NOTHING;
            return new Expression(text, nothing ? Optional.empty() : Optional.ofNullable(value));
        } catch (TemplateError e) {
            if (e.undefined()) {
                return new Expression(text, Optional.empty());
            }
            throw e;
        }
    }

    @Override
    public int verbosity() {
        return vars.run().options.verbosity();
    }

    private Template compiled(String text) {
        Template known = job.expressions.get(text);
        if (known != null) {
            return known;
        }
        Problems problems = new Problems();
        Template made = Template.expression(Text.at(text, job.span), problems);
        if (problems.any()) {
            throw new TemplateError(problems.found().get(0), false);
        }
        return made;
    }
}
