package io.miprov.playbook;

import io.miprov.diag.Span;

/**
 * A role where it is used: in {@code roles}, as a dependency, or by {@code import_role}.
 *
 * @param vars what its {@code vars} says
 * @param params what is written beside its name and is no keyword
 * @param again whether it runs even if it ran before
 * @param shared whether all the play sees its variables
 */
public record RoleUse(
        Span span,
        Role role,
        Keywords keywords,
        Variables vars,
        Variables params,
        boolean again,
        boolean shared)
        implements Step {}
