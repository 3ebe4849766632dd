package io.miprov.library.mi;

import io.miprov.diag.Secret;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

@Doc(
        """
        Waits until a Micro Integrator is healthy and stays so: its process runs, its probes answer, and so does
        its own listener. When it is not, that is told at once (a process that ended, CApps that are
        faulty) or at the deadline, with the lines of its log that matter. The host itself asks, with
        curl, bash, nc, openssl or wget, whichever it has.

        - wait_for_health:
            url: http://127.0.0.1:9201/healthz
            liveness: http://127.0.0.1:9201/liveness
            home: /opt/wso2mi/current
            through:
              - {url: "https://localhost:8253/", status: [200, 404], headers: {Host: mi.example.com}}
            ca_path: /etc/ssl/certs/cluster-ca.pem
            min_healthy_time: 10s
            deadline: 5m
        """)
public final class WaitForHealthModule implements Module<WaitForHealthModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the readiness probe, which says that requests can be served") String url,
            @Doc("the liveness probe, which says that the process is well")
                    Optional<String> liveness,
            @Doc(
                            value = "the home of the Micro Integrator, for its process and its log",
                            path = true)
                    Optional<String> home,
            @Doc(
                            value = "its unit of systemd, for what the start printed",
                            orElse = "micro-integrator")
                    String unit,
            @Doc(value = "what else must answer, after it is ready", orElse = "")
                    List<Through> through,
            @Doc(value = "the statuses of the probes that are right", orElse = "200")
                    List<Integer> status,
            @Doc(value = "for how long all must be well without a break", orElse = "10s")
                    Duration minHealthyTime,
            @Doc(value = "how long it may take until it is well", orElse = "5m") Duration deadline,
            @Doc("how long its log may stand still before it is well")
                    Optional<Duration> progressDeadline,
            @Doc(value = "how long a single answer may take", orElse = "5s") Duration timeout,
            @Doc(value = "whether certificates are checked", orElse = "yes") boolean validateCerts,
            @Doc(value = "a file on the host with the certificates to trust", path = true)
                    Optional<String> caPath) {

        String trust() {
            return validateCerts ? caPath.orElse("") : "insecure";
        }
    }

    /** Something else that must answer. */
    public record Through(
            @Doc("the address, as the host sees it") String url,
            @Doc(value = "the statuses that are right", orElse = "200") List<Integer> status,
            @Doc(value = "headers of the request", orElse = "") Map<String, Object> headers) {}

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh probes = Sh.NOTHING;
        if (params.liveness().isPresent()) {
            probes = probe("liveness", params.liveness().get(), "liveness", params);
        }
        probes = probes.and(probe("readiness", params.url(), "url", params));
        for (Through each : params.through()) {
            probes = probes.and(through(each, params));
        }
        Sh wait =
                Sh.of(
                        "await_health {} {} {} {} {} {} {}",
                        params.home().orElse(""),
                        params.unit(),
                        seconds(params.minHealthyTime()),
                        seconds(params.deadline()),
                        params.progressDeadline().map(WaitForHealthModule::seconds).orElse(""),
                        Math.max(1, params.timeout().toSeconds()),
                        probes);
        return new Ask(words().then(wait), reply -> outcome(params, reply)).notInCheckMode();
    }

    private static Outcome outcome(Params params, Reply reply) {
        return new HealthAnswer(
                        params.url(),
                        params.home().orElse(""),
                        params.deadline(),
                        params.progressDeadline())
                .outcome(reply)
                .with(Map.of("url", params.url()));
    }

    private static Sh words() {
        return Sh.resource(WaitForHealthModule.class, "server.sh")
                .then(Sh.resource(WaitForHealthModule.class, "health.sh"));
    }

    private static Sh probe(String name, String url, String parameter, Params params) {
        return Sh.of(
                "ask {} {} {} {} ''",
                name,
                web(url, parameter),
                words(params.status()),
                params.trust());
    }

    private static Sh through(Through each, Params params) {
        List<String> headers = new ArrayList<>();
        each.headers()
                .forEach(
                        (name, value) ->
                                headers.add(
                                        name
                                                + ": "
                                                + (value instanceof Secret secret
                                                        ? secret.value()
                                                        : value)));
        if (headers.stream().anyMatch(line -> line.contains("\n") || line.contains("\r"))) {
            throw new BadParams("through", "a header has more than one line");
        }
        return Sh.of(
                "ask {} {} {} {} {}",
                each.url(),
                web(each.url(), "through"),
                words(each.status()),
                params.trust(),
                new Secret(String.join("\n", headers)));
    }

    private static String web(String url, String parameter) {
        if (!url.matches("https?://[^/?\\s\"\\\\]+[^\\s\"\\\\]*")) {
            throw new BadParams(parameter, "`" + url + "` is no http or https address");
        }
        return url;
    }

    private static String words(List<Integer> statuses) {
        return statuses.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String seconds(Duration time) {
        return Long.toString((time.toMillis() + 999) / 1000);
    }
}
