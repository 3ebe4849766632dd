/**
 * Edits TOML so that only the characters that must change do: comments, order and spacing stay.
 *
 * <p>{@link io.miprov.library.mi.toml.TomlText} finds things, {@link
 * io.miprov.library.mi.toml.TomlEdit} changes them, and {@link
 * io.miprov.library.mi.toml.TomlJudge}, a full parser, has the last word on what came of it.
 */
package io.miprov.library.mi.toml;
