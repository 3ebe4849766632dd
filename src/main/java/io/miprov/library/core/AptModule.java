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
        """
        Installs or removes packages with apt, asks nothing, and waits for its lock.

        - apt:
            name: [nginx, curl]
            update_cache: true
            cache_valid_time: 3600
        """)
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
            @Doc(value = "how often a refresh of the lists is tried", orElse = "5")
                    int updateCacheRetries,
            @Doc(value = "the longest wait between two tries, in seconds", orElse = "12")
                    int updateCacheRetryMaxDelay,
            @Doc("a package file of the host, or its address") Optional<String> deb,
            @Doc(
                            value = "options of dpkg, without the hyphens",
                            orElse = "force-confdef,force-confold")
                    List<String> dpkgOptions,
            @Doc(
                            value =
                                    "whether neither signatures nor versions nor holds count; better name what must not count",
                            orElse = "no")
                    boolean force,
            @Doc("what policy-rc.d answers meanwhile; 101 keeps services from being started")
                    Optional<Integer> policyRcD,
            @Doc(value = "whether it is a failure to remove packages on the way", orElse = "no")
                    boolean failOnAutoremove,
            @Doc(
                            value = "whether package files that can no longer be had are deleted",
                            orElse = "no")
                    boolean autoclean,
            @Doc(value = "whether all package files that were fetched are deleted", orElse = "no")
                    boolean clean) {

        List<String> flags() {
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
            if (failOnAutoremove) {
                flags.add("--no-remove");
            }
            if (force) {
                flags.addAll(
                        List.of(
                                "--allow-unauthenticated",
                                "--allow-downgrades",
                                "--allow-change-held-packages",
                                "--allow-remove-essential"));
            }
            return flags;
        }

        Sh settings() {
            return Sh.of(
                    "apt_settings {} {} {} {}",
                    String.join(" ", dpkgOptions),
                    policyRcD.map(Object::toString).orElse(""),
                    updateCacheRetries,
                    updateCacheRetryMaxDelay);
        }

        private boolean whole() {
            return upgrade != Upgrade.NO || autoremove || autoclean || clean || state == Wish.FIXED;
        }
    }

    /** The states, under all their names. */
    public enum Wish {
        PRESENT,
        INSTALLED,
        LATEST,
        ABSENT,
        REMOVED,
        BUILD_DEP,
        FIXED;

        State state() {
            return this == BUILD_DEP || this == FIXED
                    ? State.PRESENT
                    : PackageModule.Wish.valueOf(name()).state();
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
        if (params.name().isEmpty() && params.deb().isEmpty() && !update && !params.whole()) {
            throw new BadParams(
                    "name", "nothing to do: say `name`, `deb`, `update_cache` or `upgrade`");
        }
        if (params.deb().isPresent() && (!params.name().isEmpty() || params.whole())) {
            throw new BadParams("deb", "`deb` is a task of its own");
        }
        List<Change> changes = new ArrayList<>();
        boolean sources = params.state() == Wish.BUILD_DEP;
        if (update || !sources && !params.name().isEmpty()) {
            changes.add(packages(params, update));
        }
        if (sources && !params.name().isEmpty()) {
            changes.add(whole(params, "build-dep", params.name()));
        }
        params.deb().ifPresent(file -> changes.add(AptDeb.of(file, params)));
        changes.addAll(upkeep(params));
        return changes.size() == 1 ? changes.get(0) : new All(changes);
    }

    private static List<Change> upkeep(Params params) {
        List<Change> changes = new ArrayList<>();
        if (params.state() == Wish.FIXED) {
            changes.add(whole(params, "install", List.of("--fix-broken")));
        }
        if (params.upgrade() != Upgrade.NO) {
            changes.add(whole(params, params.upgrade().verb(), List.of()));
        }
        if (params.autoremove()) {
            changes.add(whole(params, "autoremove", purge(params)));
        }
        if (params.autoclean()) {
            changes.add(whole(params, "autoclean", List.of()));
        }
        if (params.clean()) {
            Sh clean = Sh.of("apt_do {} clean >/dev/null", params.lockTimeout());
            changes.add(new Act(words(params).then(clean), Map.of()).asUpkeep());
        }
        return changes;
    }

    private static List<String> purge(Params params) {
        return params.purge() ? List.of("--purge") : List.of();
    }

    static Sh words(Params params) {
        return Scripts.resource("package.sh").then(params.settings());
    }

    private static Change packages(Params params, boolean update) {
        return PackagePlan.of(
                new Wanted(
                        "apt",
                        params.state() == Wish.BUILD_DEP ? List.of() : params.name(),
                        params.state().state(),
                        update,
                        params.cacheValidTime() / MINUTE,
                        params.lockTimeout(),
                        params.flags(),
                        params.purge() ? "purge" : "remove",
                        params.settings()));
    }

    /** Something that apt works out: asked for what it would do first. */
    private static Change whole(Params params, String verb, List<String> more) {
        Sh words = words(params);
        Sh act = Sh.of("apt_do {} {} {} {}", params.lockTimeout(), verb, params.flags(), more);
        return new Decide(
                words.then(Sh.of("apt_would {} {} {}", verb, params.flags(), more)),
                would ->
                        would.isBlank()
                                ? new Answer(Outcome.ok(Map.of()))
                                : new Act(
                                                words.then(act),
                                                Map.of(),
                                                new Outcome.TextDiff("packages", "", would))
                                        .reading(PackagePlan::said),
                Map.of());
    }
}
