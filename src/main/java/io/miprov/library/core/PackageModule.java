package io.miprov.library.core;

import io.miprov.library.core.PackagePlan.State;
import io.miprov.library.core.PackagePlan.Wanted;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.ArrayList;
import java.util.List;

@Doc(
        """
        Installs or removes packages with whatever package manager the host has: apt, dnf, yum or apk.

        - package:
            name: [ca-certificates, curl]
            state: present
        """)
public final class PackageModule implements Module<PackageModule.Params> {
    private static final int LOCK_SECONDS = 120;

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the packages; with apt `name=1.2*` asks for a version",
                            aliases = {"pkg", "package"})
                    List<String> name,
            @Doc(value = "what should be with them", orElse = "present") Wish state,
            @Doc(value = "the package manager", orElse = "auto") String use,
            @Doc(
                            value = "whether the lists of packages are refreshed first",
                            aliases = "update-cache",
                            orElse = "no")
                    boolean updateCache,
            @Doc(value = "repositories to turn on for this task; for dnf and yum", orElse = "")
                    List<String> enablerepo,
            @Doc(value = "repositories to turn off for this task; for dnf and yum", orElse = "")
                    List<String> disablerepo) {}

    /** The states, under all their names. */
    public enum Wish {
        PRESENT,
        INSTALLED,
        LATEST,
        ABSENT,
        REMOVED;

        State state() {
            return switch (this) {
                case PRESENT, INSTALLED -> State.PRESENT;
                case LATEST -> State.LATEST;
                case ABSENT, REMOVED -> State.ABSENT;
            };
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        String use = params.use().equals("auto") ? manager(facts) : params.use();
        List<String> flags = new ArrayList<>();
        params.enablerepo().forEach(each -> flags.add("--enablerepo=" + each));
        params.disablerepo().forEach(each -> flags.add("--disablerepo=" + each));
        if (!flags.isEmpty() && (use.equals("apt") || use.equals("apk"))) {
            throw new BadParams(
                    params.enablerepo().isEmpty() ? "disablerepo" : "enablerepo",
                    use + " turns no repositories on and off for one command");
        }
        return PackagePlan.of(
                new Wanted(
                        use,
                        params.name(),
                        params.state().state(),
                        params.updateCache(),
                        0,
                        LOCK_SECONDS,
                        flags,
                        "remove"));
    }

    private static String manager(Facts facts) {
        String known = facts.text("pkg_mgr");
        return List.of("apt", "dnf", "yum", "apk").contains(known) ? known : "auto";
    }
}
