package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.core.PackagePlan.Wanted;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.ArrayList;
import java.util.List;

@Doc(
        value =
                """
                Installs, upgrades or removes packages with zypper.

                - zypper:
                    name: nginx
                    state: present
                """,
        without = {
            "allow_vendor_change",
            "clean_deps",
            "extra_args",
            "extra_args_precommand",
            "force_resolution",
            "quiet",
            "replacefiles",
            "simple_errors",
            "skip_post_errors",
            "type"
        })
public final class ZypperModule implements Module<ZypperModule.Params> {
    private static final int LOCK_SECONDS = 120;

    /** What it takes. */
    public record Params(
            @Doc(value = "the packages", aliases = "pkg") List<String> name,
            @Doc(value = "what should be with them", orElse = "present") PackageModule.Wish state,
            @Doc(
                            value = "whether the lists of packages are refreshed first",
                            aliases = "refresh",
                            orElse = "no")
                    boolean updateCache,
            @Doc(value = "whether packages need not be signed", orElse = "no")
                    boolean disableGpgCheck,
            @Doc(value = "whether new keys are trusted", orElse = "no") boolean autoImportKeys,
            @Doc(value = "whether what they recommend is left out", orElse = "yes")
                    boolean disableRecommends,
            @Doc(value = "whether they are installed though they are there", orElse = "no")
                    boolean force,
            @Doc(value = "whether an older version may replace a newer one", orElse = "no")
                    boolean oldpackage) {}

    @Override
    public Change plan(Params params, Facts facts) {
        List<String> flags = new ArrayList<>();
        if (params.disableRecommends()) {
            flags.add("--no-recommends");
        }
        if (params.force()) {
            flags.add("--force");
        }
        if (params.oldpackage()) {
            flags.add("--oldpackage");
        }
        List<String> before = new ArrayList<>();
        if (params.disableGpgCheck()) {
            before.add("--no-gpg-checks");
        }
        if (params.autoImportKeys()) {
            before.add("--gpg-auto-import-keys");
        }
        return PackagePlan.of(
                new Wanted(
                        "zypper",
                        params.name(),
                        params.state().state(),
                        params.updateCache(),
                        0,
                        LOCK_SECONDS,
                        flags,
                        "remove",
                        Sh.of("zypper_options={}", String.join(" ", before))));
    }
}
