package io.miprov.lang;

import io.miprov.diag.Suggestion;
import io.miprov.lang.Assignments.Target;
import io.miprov.lang.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a whole template. */
final class StmtParser {
    private static final List<String> KNOWN =
            List.of(
                    "if",
                    "for",
                    "set",
                    "with",
                    "macro",
                    "call",
                    "filter",
                    "block",
                    "extends",
                    "include",
                    "import",
                    "from",
                    "do",
                    "break",
                    "continue",
                    "raw",
                    "autoescape");

    private final Cursor cursor;
    private final ExprParser expressions;
    private final Definitions definitions;
    private int loops;

    StmtParser(Cursor cursor) {
        this.cursor = cursor;
        this.expressions = new ExprParser(cursor);
        this.definitions = new Definitions(cursor, expressions, this);
    }

    Stmt.Body template() {
        Stmt.Body body = body();
        Token rest = cursor.peek();
        if (rest.kind() != Kind.END) {
            cursor.next();
            throw new TemplateError(
                    cursor.here().error("`" + cursor.peek().text() + "` has no beginning"), false);
        }
        return body;
    }

    /** The blocks by name, wherever they stand. */
    Map<String, Stmt.Body> blocks() {
        return definitions.blocks();
    }

    /** Up to the tag that ends with one of these words, which is not taken. */
    private Stmt.Body body(String... ends) {
        List<Stmt> parts = new ArrayList<>();
        while (cursor.peek().kind() != Kind.END) {
            Token token = cursor.peek();
            if (token.kind() == Kind.DATA) {
                parts.add(new Stmt.Data(cursor.next().text()));
            } else if (token.kind() == Kind.OUTPUT) {
                parts.add(print());
            } else if (ends(ends)) {
                break;
            } else {
                cursor.next();
                parts.add(statement());
            }
        }
        return new Stmt.Body(List.copyOf(parts));
    }

    /** A body out of which no loop around it can be left. */
    Stmt.Body outsideOfLoops(String end) {
        int around = loops;
        loops = 0;
        Stmt.Body body = body(end);
        loops = around;
        return body;
    }

    private boolean ends(String... ends) {
        String word = cursor.peek(1).text();
        if (ends.length == 0) {
            return word.startsWith("end") || word.equals("else") || word.equals("elif");
        }
        for (String end : ends) {
            if (word.equals(end)) {
                return true;
            }
        }
        if (word.startsWith("end") || word.equals("else") || word.equals("elif")) {
            throw new TemplateError(
                    cursor.at(cursor.peek(1))
                            .error("expected `" + ends[ends.length - 1] + "`")
                            .label("found `" + word + "`"),
                    false);
        }
        return false;
    }

    private Stmt print() {
        cursor.next();
        Expr value = expressions.tuple();
        cursor.close();
        return new Stmt.Print(value);
    }

    private Stmt statement() {
        At at = cursor.here();
        String word = cursor.name("a statement");
        return switch (word) {
            case "if" -> condition();
            case "for" -> loop();
            case "set" -> set();
            case "with" -> with();
            case "macro" -> definitions.macro();
            case "call" -> definitions.callBlock(at);
            case "filter" -> filterBlock(at);
            case "block" -> definitions.block();
            case "autoescape" -> autoescape();
            case "do" -> closed(new Stmt.Do(expressions.tuple()));
            case "break" -> jump(at, Stmt.Flow.BREAK);
            case "continue" -> jump(at, Stmt.Flow.CONTINUE);
            case "extends" -> closed(new Blocks.Extends(expressions.expression()));
            case "include" -> definitions.include();
            case "import" -> definitions.importAll();
            case "from" -> definitions.importParts();
            default -> throw unknown(word, at);
        };
    }

    private static TemplateError unknown(String word, At at) {
        var told = at.error("there is no statement `" + word + "`");
        return new TemplateError(
                Suggestion.closest(word, KNOWN)
                        .map(near -> told.help("did you mean `" + near + "`?"))
                        .orElse(told),
                false);
    }

    /** The statement, at whose end its tag must end. */
    Stmt closed(Stmt statement) {
        cursor.close();
        return statement;
    }

    private Stmt jump(At at, Stmt.Flow flow) {
        if (loops == 0) {
            throw new TemplateError(at.error("this stands outside of a loop"), false);
        }
        return closed(new Stmt.Jump(flow));
    }

    /** The tag that ends a body: {@code {% endif %}}. */
    private void end(String word) {
        Token open = cursor.next();
        if (open.kind() != Kind.BLOCK) {
            throw cursor.unexpected(open, "`" + word + "`");
        }
        cursor.expect(word);
        cursor.close();
    }

    private Stmt condition() {
        Expr condition = expressions.tuple();
        cursor.close();
        Stmt.Body then = body("elif", "else", "endif");
        Stmt.Body otherwise = new Stmt.Body(List.of());
        if (cursor.peek(1).named("elif")) {
            cursor.next();
            cursor.next();
            return new Stmt.If(condition, then, new Stmt.Body(List.of(condition())));
        }
        if (cursor.peek(1).named("else")) {
            end("else");
            otherwise = body("endif");
        }
        end("endif");
        return new Stmt.If(condition, then, otherwise);
    }

    private Stmt loop() {
        Target target = target();
        cursor.expect("in");
        Expr over = expressions.plain();
        Expr condition = cursor.accept("if") ? expressions.expression() : null;
        boolean recursive = cursor.accept("recursive");
        cursor.close();
        loops++;
        Stmt.Body body = body("else", "endfor");
        loops--;
        Stmt.Body otherwise = new Stmt.Body(List.of());
        if (cursor.peek(1).named("else")) {
            end("else");
            otherwise = body("endfor");
        }
        end("endfor");
        return new Loops.For(target, over, condition, recursive, body, otherwise);
    }

    private Target target() {
        Target first = oneTarget();
        if (!cursor.peek().is(",")) {
            return first;
        }
        List<Target> parts = new ArrayList<>(List.of(first));
        while (cursor.accept(",")) {
            if (cursor.peek().kind() == Kind.NAME && !cursor.peek().named("in")
                    || cursor.peek().is("(")) {
                parts.add(oneTarget());
            }
        }
        return new Target(first.at(), "", "", List.copyOf(parts));
    }

    private Target oneTarget() {
        if (cursor.accept("(")) {
            Target inner = target();
            cursor.expect(")");
            return inner;
        }
        At at = cursor.here();
        String name = cursor.name("a name");
        String part = cursor.accept(".") ? cursor.name("a name") : "";
        return new Target(at, name, part, List.of());
    }

    private Stmt set() {
        Target target = target();
        if (cursor.accept("=")) {
            return closed(new Assignments.Set(target, expressions.tuple()));
        }
        Expr value = filtersOf(cursor.here());
        cursor.close();
        Stmt.Body body = body("endset");
        end("endset");
        return new Assignments.SetBlock(target, body, value);
    }

    private Expr filtersOf(At at) {
        Expr value = new Assignments.Held(at);
        while (cursor.accept("|")) {
            value = expressions.filter(value);
        }
        return value;
    }

    private Stmt filterBlock(At at) {
        Expr value = expressions.filter(new Assignments.Held(at));
        while (cursor.accept("|")) {
            value = expressions.filter(value);
        }
        cursor.close();
        Stmt.Body body = body("endfilter");
        end("endfilter");
        return new Assignments.FilterBlock(body, value);
    }

    private Stmt with() {
        List<Target> targets = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (cursor.peek().kind() != Kind.CLOSE) {
            targets.add(oneTarget());
            cursor.expect("=");
            values.add(expressions.expression());
            if (cursor.peek().kind() != Kind.CLOSE) {
                cursor.expect(",");
            }
        }
        cursor.close();
        Stmt.Body body = body("endwith");
        end("endwith");
        return new Assignments.With(List.copyOf(targets), List.copyOf(values), body);
    }

    private Stmt autoescape() {
        expressions.expression();
        cursor.close();
        Stmt.Body body = body("endautoescape");
        end("endautoescape");
        return body;
    }
}
