/**
 * Modules for NGINX.
 *
 * <p>What a configuration says is made by {@link io.miprov.library.nginx.SiteText}, which is pure;
 * {@link io.miprov.library.nginx.ConfFile} has it put in place only when NGINX takes it. What
 * others wrote is read by {@link io.miprov.library.nginx.ConfText} as NGINX reads it.
 */
package io.miprov.library.nginx;
