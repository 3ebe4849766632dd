/**
 * Drives a cluster as its clients do, through the balancer, and counts the answer of every single
 * request. {@code bench/load} is its command line; the rolls and the fault matrix use it too.
 */
package io.miprov.load;
