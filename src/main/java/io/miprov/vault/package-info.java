/**
 * Ansible's vault: texts and files that only who knows a password can read.
 *
 * <p>Never here: where passwords come from, and what the plain text means.
 *
 * <p>Start with {@link io.miprov.vault.Vault}.
 */
package io.miprov.vault;
