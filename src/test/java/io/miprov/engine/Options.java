package io.miprov.engine;

import io.miprov.inventory.Reading;
import io.miprov.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of a run, made of a few. */
final class Options {
    private String limit = "";
    private String startAt = "";
    private List<String> tags = List.of();
    private List<String> skipTags = List.of();
    private final List<ExtraVar> extra = new ArrayList<>();
    private boolean check;
    private int verbosity;
    private Vault vault = Vault.NONE;
    private boolean merges;
    private Optional<Instant> until = Optional.empty();
    private boolean yes;
    private Optional<Duration> lockWait = Optional.empty();
    private boolean jinjaNative;
    private Caching caching = Caching.NONE;

    Options limit(String pattern) {
        limit = pattern;
        return this;
    }

    Options startAt(String task) {
        startAt = task;
        return this;
    }

    Options tags(String... names) {
        tags = List.of(names);
        return this;
    }

    Options skipTags(String... names) {
        skipTags = List.of(names);
        return this;
    }

    Options extra(String text) {
        extra.add(new ExtraVar(text));
        return this;
    }

    Options check() {
        check = true;
        return this;
    }

    Options vault(Vault passwords) {
        vault = passwords;
        return this;
    }

    Options caching(Caching how) {
        caching = how;
        return this;
    }

    Options merging() {
        merges = true;
        return this;
    }

    Options jinjaNative() {
        jinjaNative = true;
        return this;
    }

    Options verbose() {
        verbosity = 1;
        return this;
    }

    Options until(Instant end) {
        until = Optional.of(end);
        return this;
    }

    Options lockWait(Duration time) {
        lockWait = Optional.of(time);
        return this;
    }

    Options yes() {
        yes = true;
        return this;
    }

    RunOptions over(RunOptions o) {
        return new RunOptions(
                o.here(),
                o.playbooks(),
                o.inventories(),
                limit,
                tags,
                skipTags,
                startAt,
                extra,
                check,
                o.diff(),
                o.forks(),
                verbosity,
                o.login(),
                jinjaNative ? o.around().withJinjaNative() : o.around(),
                caching,
                merges ? Reading.strictly(vault).merging() : Reading.strictly(vault),
                until,
                yes,
                lockWait);
    }
}
