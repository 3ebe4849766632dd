package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.host.LocalShell;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.host.Target;
import io.miprov.inventory.HostPattern;
import io.miprov.lang.Scope;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Text;
import io.miprov.lookup.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the lookups of a task on a host stand; or those of a play, outside of tasks. */
final class TaskSite implements Site {
    private final Vars vars;

    TaskSite(Vars vars) {
        this.vars = vars;
    }

    @Override
    public Scope variables() {
        return vars;
    }

    @Override
    public List<String> variableNames() {
        return List.copyOf(vars.own());
    }

    @Override
    public Path home() {
        return vars.setting().folder();
    }

    @Override
    public List<Path> folders() {
        return vars.job().map(job -> Files.folders(job.frame)).orElseGet(() -> List.of(home()));
    }

    @Override
    public String kind() {
        String action = vars.job().map(job -> job.action).orElse("");
        return action.contains("template")
                ? "templates"
                : action.contains("var") ? "vars" : "files";
    }

    @Override
    public Optional<Path> find(String name, String kind) {
        Optional<Job> job = vars.job();
        return job.isPresent()
                ? vars.run().files.find(name, kind, job.get().frame)
                : Optional.of(Files.home(home(), name)).filter(java.nio.file.Files::exists);
    }

    @Override
    public String missing(String name, String kind) {
        return vars.job()
                .map(job -> vars.run().files.missing(name, kind, job.frame))
                .orElseGet(() -> "looked for " + Files.home(home(), name));
    }

    @Override
    public byte[] read(Path file) throws IOException {
        try (InputStream in = vars.run().files.local(file).open()) {
            return in.readAllBytes();
        }
    }

    @Override
    public String fill(
            Path file, String name, Map<String, Object> more, Map<String, String> marks) {
        Vars own = vars.on(vars.host());
        TemplateNames.put(own, name, file, "");
        more.forEach(own::put);
        try {
            return vars.run().files.template(file, marks).fill(own);
        } catch (BadInput e) {
            throw new TemplateError(e.diagnostics().get(0), false);
        }
    }

    @Override
    public List<String> hosts(String pattern) {
        Problems problems = new Problems();
        Text text = Text.of(new Source("inventory_hostnames", pattern));
        List<String> hosts = HostPattern.parse(text, problems).select(vars.setting().inventory());
        return problems.any() ? List.of() : hosts;
    }

    @Override
    public String run(String command) {
        try (LocalShell shell = new LocalShell()) {
            Reply reply = shell.run(Sh.of("cd {} && eval {}", home().toString(), command));
            if (reply.ok()) {
                return reply.out();
            }
            throw new IllegalArgumentException(
                    "`"
                            + command
                            + "` returned "
                            + reply.status()
                            + (reply.err().isBlank() ? "" : ": " + reply.err().strip()));
        }
    }

    @Override
    public Object setting(String name) {
        RunOptions options = vars.run().options;
        return switch (name) {
            case "DEFAULT_FORKS" -> (long) options.forks();
            case "DEFAULT_HOST_LIST" -> options.inventories();
            case "DEFAULT_ROLES_PATH" ->
                    options.around().roles().stream().map(Path::toString).toList();
            case "DEFAULT_JINJA2_NATIVE" -> options.around().jinjaNative();
            case "DEFAULT_PRIVATE_ROLE_VARS" -> options.around().privateRoles().orElse(false);
            case "DEFAULT_VERBOSITY" -> (long) options.verbosity();
            case "TAGS_RUN" -> options.tags();
            case "TAGS_SKIP" -> options.skipTags();
            default -> ofLogin(name, options.login());
        };
    }

    private static Object ofLogin(String name, Login login) {
        return switch (name) {
            case "DEFAULT_BECOME" -> login.become();
            case "DEFAULT_BECOME_METHOD" -> login.becomeMethod();
            case "DEFAULT_BECOME_USER" -> login.becomeUser();
            case "DEFAULT_REMOTE_USER" -> login.user().orElse(null);
            case "DEFAULT_TIMEOUT" -> login.connectTimeout().toSeconds();
            case "HOST_KEY_CHECKING" -> login.hostKeys() == Target.HostKeys.STRICT;
            default -> Scope.NOTHING;
        };
    }

    @Override
    public void warn(String message) {
        vars.run()
                .teller
                .warning(
                        Diagnostic.warning(
                                message,
                                vars.job()
                                        .map(job -> job.span)
                                        .orElseGet(() -> vars.setting().play().span())));
    }
}
