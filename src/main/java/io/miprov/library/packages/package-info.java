/**
 * Modules for where packages come from (sources and the keys that sign them) and for what is
 * installed, as facts. Names, parameters, defaults and results are Ansible's ({@code ansible-doc}
 * of ansible-core). Installing is {@code apt}, {@code dnf} and {@code package} in {@code
 * library.core}.
 *
 * <p>Start with {@link io.miprov.library.packages.AptRepositoryModule}.
 */
package io.miprov.library.packages;
