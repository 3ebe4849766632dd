package io.miprov.library.mi;

import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Runs a Micro Integrator as a service: by a unit of systemd that it writes, or by the start script where
        there is no systemd or no root. A start is waited for until the server's own process is there (and its
        probe answers, when `url` is given), a stop until it is gone; the exit codes of the script mean
        nothing and are not asked. `state: started` also starts anew what runs with another release, another
        deployment.toml, other keystores, libraries or another unit than those that are there now, so
        that a restart that somebody owed is made up for.

        - mi_service:
            home: /opt/wso2mi/current
            user: wso2carbon
            group: wso2
            java_home: /usr/lib/jvm/java-17-openjdk-amd64
            memory: -Xms256m -Xmx1024m
            ports: [8290, 8253, 9201, 9164]
            url: http://127.0.0.1:9201/healthz
            state: started
            enabled: true
        """)
public final class MiServiceModule implements Module<MiServiceModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value =
                                    "the home of the Micro Integrator; when it is not given, that of the unit that is"
                                            + " there",
                            path = true)
                    Optional<String> home,
            @Doc(value = "the name of the unit", orElse = "micro-integrator") String name,
            @Doc(value = "how it should be; restarted is a change each time", orElse = "started")
                    State state,
            @Doc("whether it starts at boot; needs systemd") Optional<Boolean> enabled,
            @Doc(
                            value = "what runs it; auto is systemd where that runs and we are root",
                            orElse = "auto")
                    Manager manager,
            @Doc("the user it runs as") Optional<String> user,
            @Doc("the group it runs as") Optional<String> group,
            @Doc(
                            value =
                                    "the home of its Java; when it is not given, the unit is left as it is",
                            path = true)
                    Optional<String> javaHome,
            @Doc("the options of Java for memory, instead of those of the start script")
                    Optional<String> memory,
            @Doc("more options of Java") Optional<String> javaOpts,
            @Doc("the port offset, which goes before that of deployment.toml")
                    Optional<Integer> offset,
            @Doc(value = "more variables of its environment", orElse = "") Map<String, Object> env,
            @Doc(value = "how many files it may open", orElse = "65535") int nofile,
            @Doc(value = "how many processes and threads its user may have", orElse = "20000")
                    int nproc,
            @Doc(value = "ports that must be free before it is started", orElse = "")
                    List<Integer> ports,
            @Doc(value = "files and folders besides that it reads at its start", orElse = "")
                    List<String> watch,
            @Doc("the readiness probe, to be waited for after a start") Optional<String> url,
            @Doc(value = "how long a start may take", orElse = "3m") Duration startTimeout,
            @Doc(
                            value =
                                    "how long a stop may take before it is ended by force; requests are served for up"
                                            + " to 180s",
                            orElse = "210s")
                    Duration stopTimeout) {

        /** The environment, as NAME=value. */
        List<String> environment() {
            List<String> all = new ArrayList<>();
            javaHome.ifPresent(value -> all.add("JAVA_HOME=" + value));
            memory.ifPresent(value -> all.add("JVM_MEM_OPTS=" + value));
            javaOpts.ifPresent(value -> all.add("JAVA_OPTS=" + value));
            env.forEach((name, value) -> all.add(name + "=" + value));
            return all;
        }

        Map<String, Object> says() {
            Map<String, Object> says = new LinkedHashMap<>();
            says.put("name", name);
            home.ifPresent(value -> says.put("home", value));
            says.put("state", state == State.STOPPED ? "stopped" : "started");
            enabled.ifPresent(value -> says.put("enabled", value));
            return says;
        }
    }

    /** How it should be. */
    public enum State {
        STARTED,
        STOPPED,
        RESTARTED
    }

    /** What runs it. */
    public enum Manager {
        AUTO,
        SYSTEMD,
        SCRIPT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        refuse(params);
        ServiceLook look = new ServiceLook(params);
        return new Decide(
                words().then(look.question()),
                answer -> new MiServicePlan(params, look, answer).change(),
                params.says());
    }

    /** The words that its scripts need. */
    static Sh words() {
        return Sh.resource(MiServiceModule.class, "java.sh")
                .then(Sh.resource(MiServiceModule.class, "server.sh"))
                .then(Sh.resource(MiServiceModule.class, "health.sh"))
                .then(Sh.resource(MiServiceModule.class, "service.sh"));
    }

    private static void refuse(Params params) {
        if (!params.name().matches("[A-Za-z0-9:_.@-]+") || params.name().endsWith(".service")) {
            throw new BadParams(
                    "name", "`" + params.name() + "` is no name of a unit; leave .service out");
        }
        params.home()
                .filter(home -> !home.startsWith("/") || home.contains("\n"))
                .ifPresent(
                        home -> {
                            throw new BadParams(
                                    "home", "needs an absolute path, and this is `" + home + "`");
                        });
        if (params.javaHome().map(String::isBlank).orElse(params.manager() == Manager.SCRIPT)) {
            throw new BadParams("java_home", "is needed: the folder whose bin has java");
        }
        if (params.javaHome().isPresent() && params.home().isEmpty()) {
            throw new BadParams("home", "is needed to write a unit with this `java_home`");
        }
        if (params.javaHome().isEmpty()
                && (!params.environment().isEmpty() || params.offset().isPresent())) {
            throw new BadParams("java_home", "is needed to write a unit with the others given");
        }
        if (params.manager() == Manager.SCRIPT && params.enabled().isPresent()) {
            throw new BadParams("enabled", "needs systemd, and `manager` is script");
        }
        for (String name : params.env().keySet()) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.equals("CARBON_HOME")) {
                throw new BadParams("env", "`" + name + "` can not be set for a Micro Integrator");
            }
        }
    }
}
