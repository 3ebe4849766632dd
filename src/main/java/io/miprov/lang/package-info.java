/**
 * What a value is: YAML with places, and Jinja2 over it.
 *
 * <p>Values are {@code null} (none), {@link java.lang.Boolean}, {@link java.lang.Long}, {@link
 * java.math.BigInteger}, {@link java.lang.Double}, {@link java.lang.String}, {@link
 * java.util.List}, {@link java.util.Map} (insertion order), {@link io.miprov.diag.Secret}, {@link
 * io.miprov.lang.Undefined}; and, in what somebody wrote and nobody evaluated yet, {@link
 * io.miprov.lang.Template}. Text that came from a host is a plain String and is never evaluated.
 *
 * <p>From text to value: {@code Lexer} and {@code Words} make tokens, {@code StmtParser} and {@code
 * ExprParser} make {@code Stmt} and {@code Expr}, which are compiled once; {@code Evaluation} is
 * one filling-in of them, {@code Frame} the names set on the way, {@code Python} what Python would
 * say. Filters are in {@code Filters} by theme, tests in {@code Checks}: a line for each.
 *
 * <p>Never here: reading a file that was not handed in.
 *
 * <p>Start with {@link io.miprov.lang.Template}; {@code src/test/cases/lang} shows what all of it
 * must answer.
 */
package io.miprov.lang;
