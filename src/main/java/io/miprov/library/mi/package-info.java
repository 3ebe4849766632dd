/**
 * Modules for the Micro Integrator: releases side by side, its configuration, its keys, its
 * registry.
 *
 * <p>Facts about the product are data: {@link io.miprov.library.mi.Product}.
 */
package io.miprov.library.mi;
