package io.miprov.library.nginx;

import io.miprov.host.Sh;
import io.miprov.library.core.PackageModule;
import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Installs NGINX from the repositories that the host knows, and tells its version and what that version can, as
        the fact `ansible_facts.nginx` too. For nginx.org's packages, or NGINX Plus, give the host their repository
        first, with `apt_repository` or `yum_repository`.

        - nginx:
            min_version: 1.18.0
          register: nginx
        """)
public final class NginxModule implements Module<NginxModule.Params> {

    /** Which version there should be. */
    public enum State {
        PRESENT,
        LATEST
    }

    /** What it takes. */
    public record Params(
            @Doc(
                            value =
                                    "the package; empty: NGINX came otherwise, and is not installed",
                            orElse = "nginx")
                    String package_,
            @Doc(value = "whether any version will do, or the latest", orElse = "present")
                    State state,
            @Doc("the oldest version that will do, such as 1.25.1") Optional<String> minVersion,
            @Doc(value = "whether the lists of packages are refreshed first", orElse = "no")
                    boolean updateCache,
            @Doc(value = "the command of NGINX, with its options", orElse = "nginx")
                    String command) {}

    @Override
    public Change plan(Params params, Facts facts) {
        Optional<NginxVersion> least = params.minVersion().map(NginxModule::version);
        Change told =
                new Decide(
                        NginxWords.words().then(Sh.of("nginx_version {}", params.command())),
                        answer -> new Answer(outcome(answer.strip(), params, least)),
                        Map.of());
        if (params.package_().isEmpty()) {
            return told;
        }
        PackageModule.Wish wish =
                params.state() == State.LATEST
                        ? PackageModule.Wish.LATEST
                        : PackageModule.Wish.PRESENT;
        Change installed =
                new PackageModule()
                        .plan(
                                new PackageModule.Params(
                                        List.of(params.package_()),
                                        wish,
                                        "auto",
                                        params.updateCache(),
                                        List.of(),
                                        List.of()),
                                facts);
        return new All(installed, told);
    }

    private static NginxVersion version(String text) {
        try {
            return NginxVersion.of(text);
        } catch (IllegalArgumentException e) {
            throw new BadParams("min_version", "needs a version such as 1.25.1");
        }
    }

    private static Outcome outcome(String answer, Params params, Optional<NginxVersion> least) {
        if (answer.isEmpty()) {
            throw new NotYet("there is no command " + params.command().split(" ", 2)[0]);
        }
        NginxVersion version = NginxVersion.of(answer);
        if (least.isPresent()
                && !version.atLeast(
                        least.get().major(), least.get().minor(), least.get().patch())) {
            throw new IllegalArgumentException(
                    "this is "
                            + answer
                            + ", older than "
                            + least.get().text()
                            + "; give the host a repository with a newer one, such as nginx.org's, and"
                            + " use `state: latest`");
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("version", version.major() + "." + version.minor() + "." + version.patch());
        told.put("plus", version.plus());
        told.put("http2_directive", version.http2Directive());
        told.put("sticky", version.sticky());
        told.put("health_checks", version.healthChecks());
        return Outcome.ok(told).withFacts(Map.of("nginx", told));
    }
}
