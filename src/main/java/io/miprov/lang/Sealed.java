package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Secret;
import io.miprov.vault.Closed;
import io.miprov.vault.Vault;
import java.util.Optional;

/**
 * A value that is in a vault ({@code !vault}): a secret text, opened when somebody takes it. As in
 * Ansible nothing in it is a template, and who never takes it needs no password.
 */
record Sealed(At at, String vault) implements Expr {
    @Override
    public Object in(Frame frame) {
        try {
            return new Secret(frame.scope().vault().text(vault));
        } catch (Closed e) {
            throw new TemplateError(Vault.told(e, at.span()), false);
        }
    }

    /** Why these passwords do not open it; empty: they do. */
    Optional<Diagnostic> closed(Vault passwords) {
        try {
            passwords.text(vault);
            return Optional.empty();
        } catch (Closed e) {
            return Optional.of(Vault.told(e, at.span()));
        }
    }

    @Override
    public void names(Names found) {}
}
