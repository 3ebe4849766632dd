package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import java.util.List;

/**
 * A run whose input has been read and found good.
 *
 * @param hosts all the hosts that its plays name
 * @param warnings what is odd, and does not keep it from running
 */
public record Prepared(RunOptions options, List<String> hosts, List<Diagnostic> warnings) {}
