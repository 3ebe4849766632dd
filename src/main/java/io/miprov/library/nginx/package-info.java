/**
 * Modules for NGINX.
 *
 * <p>What a configuration says is made by {@link io.miprov.library.nginx.SiteText}, which is pure;
 * the word {@code put_tested} of {@code prelude.sh} puts it in place only when NGINX takes it.
 */
package io.miprov.library.nginx;
