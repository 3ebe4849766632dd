/**
 * Modules for keys, certificates, and the stores that hold them. They are made on the controller,
 * in Java: a host needs neither openssl nor Java for them. Names, parameters and results are those
 * of community.crypto and community.general.
 *
 * <p>A private key that is on a host and has to sign comes to the controller through SSH, is used
 * in memory, and is written nowhere.
 *
 * <p>Start with {@link io.miprov.library.crypto.MadeFile}.
 */
package io.miprov.library.crypto;
