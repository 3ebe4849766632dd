/**
 * Proves what rolling promises, on a lab's cluster under load: {@code bench/rolls} does each kind
 * of roll, {@code bench/faults} breaks something at each step of one. Both write a page in docs.
 */
package io.miprov.proof;
