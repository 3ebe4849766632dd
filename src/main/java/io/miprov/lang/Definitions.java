package io.miprov.lang;

import io.miprov.lang.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads macros and blocks, and what takes them from other templates. */
final class Definitions {
    private final Cursor cursor;
    private final ExprParser expressions;
    private final StmtParser statements;
    private final Map<String, Stmt.Body> blocks = new LinkedHashMap<>();

    Definitions(Cursor cursor, ExprParser expressions, StmtParser statements) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.statements = statements;
    }

    /** The blocks by name, wherever they stand. */
    Map<String, Stmt.Body> blocks() {
        return blocks;
    }

    Stmt macro() {
        At at = cursor.here();
        String name = cursor.name("the name of a macro");
        Macros.Signature signature = signature();
        cursor.close();
        Stmt.Body body = macroBody("endmacro");
        return new Macros.Macro(at, name, signature, body);
    }

    private Stmt.Body macroBody(String end) {
        Stmt.Body body = statements.outsideOfLoops(end);
        cursor.next();
        cursor.expect(end);
        if (cursor.peek().kind() == Kind.NAME) {
            cursor.next();
        }
        cursor.close();
        return body;
    }

    private Macros.Signature signature() {
        List<String> names = new ArrayList<>();
        List<Expr> defaults = new ArrayList<>();
        cursor.expect("(");
        while (!cursor.accept(")")) {
            names.add(cursor.name("the name of an argument"));
            defaults.add(cursor.accept("=") ? expressions.expression() : null);
            if (!cursor.peek().is(")")) {
                cursor.expect(",");
            }
        }
        return new Macros.Signature(names, defaults);
    }

    Stmt callBlock(At at) {
        Macros.Signature signature =
                cursor.peek().is("(") ? signature() : new Macros.Signature(List.of(), List.of());
        Expr call = expressions.expression();
        if (!(call instanceof Invocation.Calling calling)) {
            throw new TemplateError(at.error("`call` needs the call of a macro"), false);
        }
        cursor.close();
        return new Macros.CallBlock(calling, signature, macroBody("endcall"));
    }

    Stmt block() {
        At at = cursor.here();
        String name = cursor.name("the name of a block");
        while (cursor.accept("scoped") || cursor.accept("required")) {
            // names around a block can always be seen in it
        }
        cursor.close();
        Stmt.Body body = macroBody("endblock");
        if (blocks.put(name, body) != null) {
            throw new TemplateError(at.error("there are two blocks `" + name + "`"), false);
        }
        return new Blocks.Block(name, body);
    }

    Stmt include() {
        Expr name = expressions.expression();
        boolean orNothing = cursor.accept("ignore");
        if (orNothing) {
            cursor.expect("missing");
        }
        return statements.closed(new Blocks.Include(name, orNothing, context(true)));
    }

    private boolean context(boolean orElse) {
        boolean with = cursor.peek().named("with");
        if (!with && !cursor.peek().named("without")) {
            return orElse;
        }
        cursor.next();
        cursor.expect("context");
        return with;
    }

    Stmt importAll() {
        Expr name = expressions.expression();
        cursor.expect("as");
        String as = cursor.name("a name");
        return statements.closed(new Blocks.Import(name, as, Map.of(), context(false)));
    }

    Stmt importParts() {
        Expr name = expressions.expression();
        cursor.expect("import");
        Map<String, String> parts = new LinkedHashMap<>();
        do {
            if (cursor.peek().kind() != Kind.NAME || context()) {
                break;
            }
            String part = cursor.name("a name");
            parts.put(part, cursor.accept("as") ? cursor.name("a name") : part);
        } while (cursor.accept(","));
        return statements.closed(new Blocks.Import(name, "", parts, context(false)));
    }

    private boolean context() {
        return (cursor.peek().named("with") || cursor.peek().named("without"))
                && cursor.peek(1).named("context");
    }
}
