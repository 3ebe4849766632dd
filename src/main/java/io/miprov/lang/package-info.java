/**
 * What a value is: YAML with places, and Jinja2 over it.
 *
 * <p>Values are {@code null} (none), {@link java.lang.Boolean}, {@link java.lang.Long}, {@link
 * java.math.BigInteger}, {@link java.lang.Double}, {@link java.lang.String}, {@link
 * java.util.List}, {@link java.util.Map} (insertion order), {@link io.miprov.diag.Secret}, {@link
 * io.miprov.lang.Undefined}; and, in what somebody wrote and nobody evaluated yet, {@link
 * io.miprov.lang.Template}. Text that came from a host is a plain String and is never evaluated.
 *
 * <p>Never here: reading a file that was not handed in.
 */
package io.miprov.lang;
