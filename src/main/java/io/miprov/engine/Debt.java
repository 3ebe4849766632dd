package io.miprov.engine;

/**
 * A handler that a host was notified of, and that has not run there.
 *
 * @param handler its name, with the role before it
 * @param since the id of the run that notified
 */
public record Debt(String play, String host, String handler, String since) {}
