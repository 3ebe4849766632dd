package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.core.PackagePlan.State;
import io.miprov.library.core.PackagePlan.Wanted;
import io.miprov.module.Act;
import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Installs or removes packages with apt, asks nothing, and waits for its lock.

                - apt:
                    name: [nginx, curl]
                    update_cache: true
                    cache_valid_time: 3600
                """,
        without = {
            "deb",
            "dpkg_options",
            "force",
            "policy_rc_d",
            "fail_on_autoremove",
            "autoclean",
            "clean"
        })
public final class AptModule implements Module<AptModule.Params> {
    private static final int MINUTE = 60;

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the packages; `name=1.2*` asks for a version",
                            aliases = {"package", "pkg"},
                            orElse = "")
                    List<String> name,
            @Doc(value = "what should be with them", orElse = "present") Wish state,
            @Doc(
                            value = "whether the lists of packages are refreshed first",
                            aliases = "update-cache")
                    Optional<Boolean> updateCache,
            @Doc(
                            value =
                                    "for how many seconds refreshed lists are good; means update_cache too",
                            orElse = "0")
                    int cacheValidTime,
            @Doc(value = "how to upgrade all that is installed", orElse = "no") Upgrade upgrade,
            @Doc(value = "whether the configuration is removed too", orElse = "no") boolean purge,
            @Doc(value = "whether packages that nothing needs any more are removed", orElse = "no")
                    boolean autoremove,
            @Doc(value = "the release to take packages from", aliases = "default-release")
                    Optional<String> defaultRelease,
            @Doc(value = "whether recommended packages come along", aliases = "install-recommends")
                    Optional<Boolean> installRecommends,
            @Doc(
                            value = "whether packages without a signature are taken",
                            aliases = "allow-unauthenticated",
                            orElse = "no")
                    boolean allowUnauthenticated,
            @Doc(
                            value = "whether an older version may replace a newer",
                            aliases = {"allow-downgrade", "allow_downgrades", "allow-downgrades"},
                            orElse = "no")
                    boolean allowDowngrade,
            @Doc(value = "whether packages on hold may change", orElse = "no")
                    boolean allowChangeHeldPackages,
            @Doc(value = "whether only what is installed is upgraded", orElse = "no")
                    boolean onlyUpgrade,
            @Doc(value = "for how many seconds to wait for the lock", orElse = "60")
                    int lockTimeout,
            @Doc(value = "taken for Ansible's sake", orElse = "no") boolean forceAptGet,
            @Doc(value = "taken for Ansible's sake", orElse = "5") int updateCacheRetries,
            @Doc(value = "taken for Ansible's sake", orElse = "12") int updateCacheRetryMaxDelay) {

        private List<String> flags() {
            List<String> flags = new ArrayList<>();
            installRecommends.ifPresent(
                    yes -> flags.add(yes ? "--install-recommends" : "--no-install-recommends"));
            defaultRelease.ifPresent(release -> flags.addAll(List.of("-t", release)));
            if (allowUnauthenticated) {
                flags.add("--allow-unauthenticated");
            }
            if (allowDowngrade) {
                flags.add("--allow-downgrades");
            }
            if (allowChangeHeldPackages) {
                flags.add("--allow-change-held-packages");
            }
            if (onlyUpgrade) {
                flags.add("--only-upgrade");
            }
            return flags;
        }
    }

    /** The states, under all their names. */
    public enum Wish {
        PRESENT,
        INSTALLED,
        LATEST,
        ABSENT,
        REMOVED;

        State state() {
            return PackageModule.Wish.valueOf(name()).state();
        }
    }

    /** Ways to upgrade everything. */
    public enum Upgrade {
        NO,
        YES,
        SAFE,
        FULL,
        DIST;

        String verb() {
            return this == FULL || this == DIST ? "dist-upgrade" : "upgrade";
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        boolean update = params.updateCache().orElse(params.cacheValidTime() > 0);
        boolean upgrade = params.upgrade() != Upgrade.NO;
        if (params.name().isEmpty() && !update && !upgrade && !params.autoremove()) {
            throw new BadParams("name", "nothing to do: say `name`, `update_cache` or `upgrade`");
        }
        List<Change> changes = new ArrayList<>();
        if (!params.name().isEmpty() || update) {
            changes.add(packages(params, update));
        }
        if (upgrade) {
            changes.add(whole(params, params.upgrade().verb()));
        }
        if (params.autoremove()) {
            changes.add(whole(params, "autoremove"));
        }
        return changes.size() == 1 ? changes.get(0) : new All(changes);
    }

    private static Change packages(Params params, boolean update) {
        return PackagePlan.of(
                new Wanted(
                        "apt",
                        params.name(),
                        params.state().state(),
                        update,
                        params.cacheValidTime() / MINUTE,
                        params.lockTimeout(),
                        params.flags(),
                        params.purge() ? "purge" : "remove"));
    }

    /** Something for all packages: asked for what it would do first. */
    private static Change whole(Params params, String verb) {
        Sh words = Scripts.resource("package.sh");
        Sh act = Sh.of("apt_do {} {} {}", params.lockTimeout(), verb, params.flags());
        return new Decide(
                words.then(Sh.of("apt_would {}", verb)),
                would ->
                        would.isBlank()
                                ? new Answer(Outcome.ok(Map.of()))
                                : new Act(
                                        words.then(act),
                                        Map.of(),
                                        new Outcome.TextDiff("packages", "", would)),
                Map.of());
    }
}
