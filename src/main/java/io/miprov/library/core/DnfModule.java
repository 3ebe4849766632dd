package io.miprov.library.core;

import io.miprov.library.core.PackagePlan.Wanted;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.List;

@Doc(
        value =
                """
                Installs or removes packages with dnf.

                - dnf:
                    name: nginx
                    state: present
                """,
        without = {
            "conf_file",
            "disable_excludes",
            "disable_gpg_check",
            "disable_plugin",
            "disablerepo",
            "download_only",
            "enable_plugin",
            "enablerepo",
            "exclude",
            "installroot",
            "list",
            "releasever",
            "security",
            "bugfix",
            "autoremove",
            "allowerasing",
            "nobest"
        })
public final class DnfModule implements Module<DnfModule.Params> {
    private static final int LOCK_SECONDS = 120;

    /** What it takes. */
    public record Params(
            @Doc(value = "the packages", aliases = "pkg") List<String> name,
            @Doc(value = "what should be with them", orElse = "present") PackageModule.Wish state,
            @Doc(
                            value = "whether the lists of packages are refreshed first",
                            aliases = "expire-cache",
                            orElse = "no")
                    boolean updateCache) {}

    @Override
    public Change plan(Params params, Facts facts) {
        return PackagePlan.of(
                new Wanted(
                        "dnf",
                        params.name(),
                        params.state().state(),
                        params.updateCache(),
                        0,
                        LOCK_SECONDS,
                        List.of(),
                        "remove"));
    }
}
