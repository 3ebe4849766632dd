package io.miprov.library.mi;

import io.miprov.host.Sh;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks how a Micro Integrator's service is, and what its last start has read. */
final class ServiceLook {
    private static final List<String> READ_AT_START =
            List.of("conf/deployment.toml", "lib", "repository/resources/security");

    private final MiServiceModule.Params params;

    ServiceLook(MiServiceModule.Params params) {
        this.params = params;
    }

    String unitFile() {
        return "/etc/systemd/system/" + params.name() + ".service";
    }

    private List<String> watched() {
        List<String> all = new ArrayList<>(READ_AT_START);
        all.add(unitFile());
        all.add(unitFile() + ".d");
        all.addAll(params.watch());
        return all;
    }

    /** What a start reads, in digests; systemd reads it too, so it has no words of ours. */
    private Sh now(Sh folder) {
        return Sh.of("cd -P ")
                .beside(folder)
                .beside(
                        Sh.of(
                                " && { pwd | sed 's/^/is /'; find {} -type f -print0 | xargs -0 -r"
                                        + " sha256sum; } 2>/dev/null | LC_ALL=C sort",
                                watched()));
    }

    /** The same for a home that is known. */
    Sh now(String home) {
        return now(Sh.of("{}", home));
    }

    /** Where a start by script notes it; systemd's starts do so below /run. */
    static String note(String home) {
        return home + "/repository/logs/.started";
    }

    /** Asks how the service is; with the words of {@link MiServiceModule#words}. */
    Sh question() {
        return Sh.of(
                "service_look {} {} {} {} {} {} {}",
                params.home().orElse(""),
                params.name(),
                params.manager().name().toLowerCase(Locale.ROOT),
                params.javaHome().orElse(""),
                now(Sh.of("\"$place\"")),
                Sh.of(
                        "(cd -P \"$place\" && find {} -type f -newer wso2carbon.pid 2>/dev/null)",
                        watched()),
                params.ports());
    }
}
