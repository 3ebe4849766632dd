package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Span;
import io.miprov.vault.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A Jinja2 template, or a bare expression, compiled once and filled in any number of times, from
 * any number of threads. The language is Jinja2's, with Ansible's settings; a single {@code {{ }}}
 * gives its value with its type.
 */
public final class Template {
    /** What the first line of a template file, or a task that uses it, may set. */
    public static final Set<String> SETTINGS = Syntax.SETTINGS;

    private final Text text;
    private final Stmt body;
    private final Map<String, Stmt.Body> blocks;
    private final Diagnostic broken;
    private final LineEnd lineEnd;

    /** Whether text that looks like a list, a mapping or a truth value becomes one. */
    private final boolean data;

    private Template(
            Text text,
            Stmt body,
            Map<String, Stmt.Body> blocks,
            Diagnostic broken,
            LineEnd lineEnd,
            boolean data) {
        this.data = data;
        this.text = text;
        this.body = body;
        this.blocks = blocks;
        this.broken = broken;
        this.lineEnd = lineEnd;
    }

    /** An expression alone. */
    private Template(Text text, Expr expression) {
        this(text, new Stmt.Print(expression), Map.of(), null, LineEnd.NONE, false);
    }

    /** Whether a text has anything of Jinja2 in it. */
    public static boolean looksLikeOne(String text) {
        for (int i = text.indexOf('{');
                i >= 0 && i + 1 < text.length();
                i = text.indexOf('{', i + 1)) {
            char next = text.charAt(i + 1);
            if (next == '{' || next == '%' || next == '#') {
                return true;
            }
        }
        return false;
    }

    /**
     * Compiles a text with {@code {{ }}} in it, as it stands in YAML: backslashes between quotes in
     * {@code {{ }}} stand for themselves, as in Ansible. What is wrong goes to problems; such a
     * template can not be filled in.
     */
    public static Template parse(Text text, Problems problems) {
        return template(text, () -> Syntax.TEXT, problems, true);
    }

    /** Compiles a template file, whose first line may have settings: {@code #jinja2: …}. */
    public static Template file(Text text, Problems problems) {
        return file(text, Map.of(), problems);
    }

    /**
     * Compiles a template file.
     *
     * @param settings those of {@link #SETTINGS} that are not the usual ones; its first line is
     *     stronger
     */
    public static Template file(Text text, Map<String, String> settings, Problems problems) {
        return template(text, () -> Syntax.of(text, settings), problems, false);
    }

    private static Template template(
            Text text, Supplier<Syntax> marks, Problems problems, boolean data) {
        try {
            Syntax syntax = marks.get();
            StmtParser parser =
                    new StmtParser(new Cursor(text, new Lexer(text, syntax).template()));
            Stmt.Body body = parser.template();
            return new Template(
                    text,
                    body,
                    Map.copyOf(parser.blocks()),
                    null,
                    LineEnd.of(text, syntax),
                    data && !body.makesText());
        } catch (TemplateError e) {
            return broken(text, e.diagnostic(), problems);
        }
    }

    /**
     * Compiles a bare expression, as {@code when} takes one. A single {@code {{ }}} around it is
     * let pass; those inside are filled in first, and the user is told to leave them out.
     */
    public static Template expression(Text text, Problems problems) {
        if (!looksLikeOne(text.text()) || Filled.isAll(text.text())) {
            return bare(text, problems);
        }
        Problems inside = new Problems();
        Template filled = template(text, () -> Syntax.TEXT, inside, false);
        if (inside.any()) {
            return bare(text, problems);
        }
        problems.add(
                Diagnostic.warning("this condition has {{ }} or {% %} inside", text.span())
                        .help("this is an expression already: leave {{ }} out"));
        return new Template(text, Filled.of(text, filled));
    }

    /** Compiles an expression; braces inside of it are none of a template. */
    static Template bare(Text text, Problems problems) {
        try {
            Cursor cursor = new Cursor(text, Filled.tokens(text));
            Expr expression = new ExprParser(cursor).tuple();
            if (cursor.peek().kind() != Token.Kind.END) {
                throw cursor.unexpected(cursor.peek(), "the end");
            }
            return new Template(text, expression);
        } catch (TemplateError e) {
            return broken(text, e.diagnostic(), problems);
        }
    }

    /** A value that is in a vault. */
    static Template sealed(Node.Scalar vault) {
        return new Template(vault, new Sealed(new At(vault, 0, 0), vault.text()));
    }

    /** When this is a value in a vault that these passwords do not open: why not. */
    public Optional<Diagnostic> closed(Vault passwords) {
        return body instanceof Stmt.Print print && print.value() instanceof Sealed sealed
                ? sealed.closed(passwords)
                : Optional.empty();
    }

    private static Template broken(Text text, Diagnostic why, Problems problems) {
        problems.add(why);
        return new Template(text, new Stmt.Body(List.of()), Map.of(), why, LineEnd.NONE, false);
    }

    /** As it was written. */
    public String text() {
        return text.text();
    }

    public Span span() {
        return text.span();
    }

    /**
     * The value: what one {@code {{ }}} alone gives, of whatever type; else text. Throws {@link
     * TemplateError}.
     */
    public Object value(Scope scope) {
        Evaluation run = new Evaluation(scope, null, this);
        return told(run, () -> run.finished(evaluate(run)));
    }

    /** The text, as a template file gives it. Throws {@link TemplateError}. */
    public String fill(Scope scope) {
        Evaluation run = new Evaluation(scope, null, this);
        return told(run, () -> Python.str(lineEnd.behind(print(run).asText())));
    }

    /** Whether the value is true, as Python sees it. Throws {@link TemplateError}. */
    public boolean holds(Scope scope) {
        Evaluation run = new Evaluation(scope, null, this);
        return told(run, () -> Python.truth(evaluate(run)));
    }

    /** The value, parts of which may not be evaluated yet, and which may be undefined. */
    Object evaluate(Evaluation run) {
        Output out = print(run);
        Object value = out.value();
        if (lineEnd.count() > 0 && !(value instanceof Undefined)) {
            return lineEnd.behind(typed(out.asText()));
        }
        if (data && value == null) {
            return body instanceof Stmt.Body all && all.isName() ? null : "";
        }
        return typed(value);
    }

    private Object typed(Object value) {
        return data && value instanceof String text ? PythonLiteral.data(text) : value;
    }

    private Output print(Evaluation run) {
        if (broken != null) {
            throw new TemplateError(broken, false);
        }
        Output out = new Output();
        enter(run);
        included(new Frame(run, null), out);
        return out;
    }

    private void enter(Evaluation run) {
        blocks.forEach(
                (name, block) ->
                        run.blocks().computeIfAbsent(name, any -> new ArrayList<>()).add(block));
    }

    /** Prints this template in the place of one that extends it. */
    void extended(Frame frame, Output out) {
        enter(frame.run());
        included(frame, out);
    }

    /** Prints this template with the names of another. */
    void included(Frame frame, Output out) {
        if (broken != null) {
            throw new TemplateError(broken, false);
        }
        if (body.run(frame, out) == Stmt.Flow.EXTENDED) {
            frame.extended().extended(frame, out);
        }
    }

    private <T> T told(Evaluation run, Supplier<T> work) {
        try {
            return work.get();
        } catch (Fault fault) {
            throw new At(text, 0, text.text().length()).fail(fault, run.scope());
        } catch (StackOverflowError e) {
            throw new TemplateError(
                    Diagnostic.error("this needs its own value, or is nested too deeply", span()),
                    false);
        }
    }

    /**
     * The names that it may need from outside, but for those that it asks whether they are defined.
     */
    public Set<String> names() {
        return found().all();
    }

    /** The names that it needs from outside whatever the others are. */
    public Set<String> requiredNames() {
        return found().required();
    }

    private Names found() {
        Names found = new Names();
        names(found);
        return found;
    }

    void names(Names found) {
        body.names(found);
    }

    /** Fills in every template in a value, to any depth. Throws {@link TemplateError}. */
    public static Object resolve(Object value, Scope scope) {
        if (value instanceof Template template) {
            return template.value(scope);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> resolved = new LinkedHashMap<>();
            map.forEach((key, each) -> resolved.put(resolve(key, scope), resolve(each, scope)));
            return resolved;
        }
        if (value instanceof List<?> list) {
            List<Object> resolved = new ArrayList<>(list.size());
            list.forEach(each -> resolved.add(resolve(each, scope)));
            return resolved;
        }
        return value;
    }

    /** A value as Python prints it: {@code [1, 'a']}, {@code True}. */
    public static String shown(Object value) {
        return Python.str(value);
    }

    @Override
    public String toString() {
        return text();
    }
}
