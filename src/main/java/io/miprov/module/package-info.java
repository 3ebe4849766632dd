/**
 * What a module is, and how its change meets a host.
 *
 * <p>{@link io.miprov.module.Module#plan} is pure: parameters in, a {@link io.miprov.module.Change}
 * out. {@link io.miprov.module.Change#on} is the one place that knows check mode and diff.
 *
 * <p>Never here: any particular module.
 */
package io.miprov.module;
