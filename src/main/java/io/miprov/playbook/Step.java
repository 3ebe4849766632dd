package io.miprov.playbook;

import io.miprov.diag.Span;

/** What a list of tasks is made of. */
public sealed interface Step permits Task, Block, RoleUse {
    Span span();

    Keywords keywords();

    Variables vars();
}
