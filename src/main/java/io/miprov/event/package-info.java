/**
 * What can happen in a run, as records. All output is made from these and from nothing else.
 *
 * <p>Never here: behaviour.
 */
package io.miprov.event;
