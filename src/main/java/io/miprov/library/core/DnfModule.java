package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.core.PackagePlan.State;
import io.miprov.library.core.PackagePlan.Wanted;
import io.miprov.module.Act;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Installs, upgrades or removes packages with dnf; a package is a name, with a version or without, a file or
                address of one, or a group (`@name`).

                - dnf:
                    name: nginx
                    state: present
                    enablerepo: [extra]
                """,
        without = {"installroot", "list"})
public final class DnfModule implements Module<DnfModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the packages; `*` with latest: all that are installed",
                            aliases = "pkg",
                            orElse = "")
                    List<String> name,
            @Doc("what should be with them: present, unless `autoremove` says absent")
                    Optional<PackageModule.Wish> state,
            @Doc(
                            value = "whether the lists of packages are refreshed first",
                            aliases = "expire-cache",
                            orElse = "no")
                    boolean updateCache,
            @Doc(value = "repositories that are on for this task", orElse = "")
                    List<String> enablerepo,
            @Doc(value = "repositories that are off for this task", orElse = "")
                    List<String> disablerepo,
            @Doc(value = "packages that are left out", orElse = "") List<String> exclude,
            @Doc("whose lists of packages to leave out do not count: all, main, or a repository")
                    Optional<String> disableExcludes,
            @Doc(value = "whether packages need not be signed", orElse = "no")
                    boolean disableGpgCheck,
            @Doc(value = "plugins that are off for this task", orElse = "")
                    List<String> disablePlugin,
            @Doc(value = "plugins that are on for this task", orElse = "")
                    List<String> enablePlugin,
            @Doc(value = "whether what nobody needs any longer goes, too", orElse = "no")
                    boolean autoremove,
            @Doc(value = "whether others may be removed for it", orElse = "no")
                    boolean allowerasing,
            @Doc(
                            value =
                                    "taken for Ansible's sake; an older version that is asked for is installed",
                            orElse = "no")
                    boolean allowDowngrade,
            @Doc("whether it is a failure when the newest can not be had") Optional<Boolean> best,
            @Doc("whether it is none") Optional<Boolean> nobest,
            @Doc(value = "with latest, only what mends bugs", orElse = "no") boolean bugfix,
            @Doc(value = "with latest, only what mends security", orElse = "no") boolean security,
            @Doc(value = "with latest, whether nothing new is installed", orElse = "no")
                    boolean updateOnly,
            @Doc(value = "whether only what was loaded before counts", orElse = "no")
                    boolean cacheonly,
            @Doc("the configuration of dnf") Optional<String> confFile,
            @Doc(value = "whether packages are only loaded", orElse = "no") boolean downloadOnly,
            @Doc("where they are loaded to") Optional<String> downloadDir,
            @Doc(value = "whether what they recommend is installed", orElse = "yes")
                    boolean installWeakDeps,
            @Doc("the release of the system whose packages count") Optional<String> releasever,
            @Doc(value = "whether packages that can not be had are left out", orElse = "no")
                    boolean skipBroken,
            @Doc(value = "whether certificates of repositories are checked", orElse = "yes")
                    boolean sslverify,
            @Doc(value = "whether certificates are checked", orElse = "yes") boolean validateCerts,
            @Doc(value = "for how many seconds to wait for another dnf", orElse = "30")
                    int lockTimeout,
            @Doc(value = "taken for Ansible's sake", orElse = "auto") String useBackend,
            @Doc(value = "taken for Ansible's sake", orElse = "yes") boolean installRepoquery) {

        /** Options of dnf(8) that these are. */
        List<String> flags() {
            List<String> flags = new ArrayList<>();
            each(flags, "--enablerepo=", enablerepo);
            each(flags, "--disablerepo=", disablerepo);
            each(flags, "--exclude=", exclude);
            each(flags, "--disableplugin=", disablePlugin);
            each(flags, "--enableplugin=", enablePlugin);
            each(flags, "--disableexcludes=", disableExcludes.stream().toList());
            each(flags, "--config=", confFile.stream().toList());
            each(flags, "--releasever=", releasever.stream().toList());
            each(flags, "--destdir=", downloadDir.stream().toList());
            flag(flags, "--nogpgcheck", disableGpgCheck);
            flag(flags, "--allowerasing", allowerasing);
            flag(flags, "--best", best.orElse(false) || nobest.filter(no -> !no).isPresent());
            flag(flags, "--nobest", nobest.orElse(false) || best.filter(yes -> !yes).isPresent());
            flag(flags, "--bugfix", bugfix);
            flag(flags, "--security", security);
            flag(flags, "--cacheonly", cacheonly);
            flag(flags, "--downloadonly", downloadOnly);
            flag(flags, "--setopt=install_weak_deps=False", !installWeakDeps);
            flag(flags, "--setopt=strict=False", skipBroken);
            flag(flags, "--setopt=sslverify=False", !sslverify || !validateCerts);
            return flags;
        }

        private static void each(List<String> flags, String option, List<String> values) {
            values.forEach(value -> flags.add(option + value));
        }

        private static void flag(List<String> flags, String option, boolean on) {
            if (on) {
                flags.add(option);
            }
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        return plan("dnf", params);
    }

    /** The same, by dnf or by yum. */
    static Change plan(String manager, Params params) {
        State state =
                params.state()
                        .map(PackageModule.Wish::state)
                        .orElse(params.autoremove() ? State.ABSENT : State.PRESENT);
        if (params.autoremove() && state != State.ABSENT) {
            throw new BadParams(
                    "autoremove", "Autoremove should be used alone or with state=absent");
        }
        List<String> flags = params.flags();
        if (state == State.ABSENT) {
            flags.add(
                    "--setopt=clean_requirements_on_remove="
                            + (params.autoremove() ? "True" : "False"));
        }
        Wanted wanted =
                new Wanted(
                        manager,
                        params.name(),
                        state,
                        params.updateCache(),
                        0,
                        params.lockTimeout(),
                        flags,
                        "remove");
        if (params.name().isEmpty() && params.autoremove()) {
            return all(wanted, "autoremove");
        }
        boolean everything = params.name().equals(List.of("*"));
        if (everything && state != State.LATEST) {
            throw new BadParams("name", "`*` is for `state: latest`, which upgrades all packages");
        }
        return everything || params.updateOnly() && state == State.LATEST
                ? all(wanted, "upgrade")
                : PackagePlan.of(wanted);
    }

    /** Something that only the manager knows whether it is needed; check mode can not ask it. */
    private static Change all(Wanted wanted, String verb) {
        List<String> names = wanted.names().equals(List.of("*")) ? List.of() : wanted.names();
        return new Act(
                        wanted.words()
                                .then(
                                        Sh.of(
                                                "packages_do {} {} {} {} {}",
                                                wanted.manager(),
                                                wanted.lockSeconds(),
                                                verb,
                                                wanted.flags(),
                                                names)),
                        Map.of())
                .reading(PackagePlan::said);
    }
}
