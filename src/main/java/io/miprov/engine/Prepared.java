package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.Variables;
import java.time.Clock;
import java.util.List;

/** A run whose input has been read and found good. */
public final class Prepared {
    private final RunOptions options;
    private final List<String> hosts;
    private final List<Diagnostic> warnings;
    private final List<CompiledPlay> plays;
    private final Compiler compiler;
    private final Hosts named;
    private final Variables extra;
    private final PlaybookReader reader;
    private final Files files;
    private final Clock clock;

    Prepared(
            RunOptions options,
            List<String> hosts,
            List<Diagnostic> warnings,
            List<CompiledPlay> plays,
            Compiler compiler,
            Hosts named,
            Variables extra,
            PlaybookReader reader,
            Files files,
            Clock clock) {
        this.clock = clock;
        this.options = options;
        this.hosts = hosts;
        this.warnings = warnings;
        this.plays = plays;
        this.compiler = compiler;
        this.named = named;
        this.extra = extra;
        this.reader = reader;
        this.files = files;
    }

    /** The same with other plays and warnings. */
    Prepared with(List<CompiledPlay> others, List<Diagnostic> odd) {
        return new Prepared(
                options, hosts, odd, others, compiler, named, extra, reader, files, clock);
    }

    public RunOptions options() {
        return options;
    }

    /** All the hosts that its plays name. */
    public List<String> hosts() {
        return hosts;
    }

    /** What is odd, and does not keep it from running. */
    public List<Diagnostic> warnings() {
        return warnings;
    }

    /** What plays ask for ({@code vars_prompt}), and {@code -e} does not say. */
    public List<String> asks() {
        return plays.stream()
                .flatMap(play -> play.play().prompts().stream())
                .map(prompt -> prompt.name())
                .filter(name -> !extra.values().containsKey(name))
                .distinct()
                .toList();
    }

    /** Whether a roll asks somebody between its batches. */
    public boolean confirms() {
        return plays.stream()
                .flatMap(play -> play.play().rolling().stream())
                .map(rolling -> rolling.value("confirm"))
                .anyMatch(Boolean.TRUE::equals);
    }

    /** Whether one of its plays takes members out of balancers. */
    public boolean rolls() {
        return plays.stream().anyMatch(play -> play.rolling().isPresent());
    }

    List<CompiledPlay> plays() {
        return plays;
    }

    Compiler compiler() {
        return compiler;
    }

    Hosts named() {
        return named;
    }

    Variables extra() {
        return extra;
    }

    PlaybookReader reader() {
        return reader;
    }

    Clock clock() {
        return clock;
    }

    Files files() {
        return files;
    }
}
