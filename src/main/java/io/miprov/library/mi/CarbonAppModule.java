package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.module.All;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import io.miprov.module.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

@Doc(
        """
        Puts Carbon applications (.car) where a Micro Integrator deploys them, each in one step, takes earlier
        versions of them away, and waits until all are deployed: the management API is asked on the node, or
        the log is read. One that is faulty is told with its reason. Where hot deployment is off, or no server
        runs, `restart_needed` says so.

        - carbon_app:
            src: [files/orders_1.2.0.car, files/billing_2.0.0.car]
            home: /opt/wso2mi/current
            owner: wso2carbon
            group: wso2
            management: https://127.0.0.1:9164/management
            username: admin
            password: "{{ mi_admin_password }}"
            ca_path: /etc/ssl/certs/cluster-ca.pem
            state: exact
        """)
public final class CarbonAppModule implements Module<CarbonAppModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the applications, on the controller", orElse = "") List<LocalFile> src,
            @Doc(value = "the names of applications to be absent, without version", orElse = "")
                    List<String> names,
            @Doc(value = "the home of the Micro Integrator", path = true) String home,
            @Doc(value = "exact takes away all other applications, too", orElse = "present")
                    State state,
            @Doc("the user that owns the files") Optional<String> owner,
            @Doc("the group that owns the files") Optional<String> group,
            @Doc(value = "the permissions of the files", orElse = "0640") FileMode mode,
            @Doc(value = "whether to wait until they are deployed", orElse = "yes")
                    boolean waitForDeployment,
            @Doc(value = "how long to wait; it looks for new ones every 15s", orElse = "90s")
                    Duration timeout,
            @Doc("the management API, as the node sees it; when it is not given, the log is read")
                    Optional<String> management,
            @Doc(value = "the user to log in to it as", orElse = "admin") String username,
            @Doc("the password of that user") Optional<Secret> password,
            @Doc(value = "whether its certificate is checked", orElse = "yes")
                    boolean validateCerts,
            @Doc(value = "a file on the host with the certificates to trust", path = true)
                    Optional<String> caPath) {

        String trust() {
            return validateCerts ? caPath.orElse("") : "insecure";
        }
    }

    /** What should be there. */
    public enum State {
        PRESENT,
        ABSENT,
        EXACT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        List<CarFile> apps = apps(params);
        Change place = placing(params, apps);
        return params.waitForDeployment() && !apps.isEmpty()
                ? new All(place, waiting(params, apps))
                : place;
    }

    private static List<CarFile> apps(Params params) {
        boolean absent = params.state() == State.ABSENT;
        if (absent && (params.names().isEmpty() || !params.src().isEmpty())) {
            throw new BadParams("names", "`state: absent` needs `names`, and no `src`");
        }
        if (!absent && !params.names().isEmpty()) {
            throw new BadParams("names", "is for `state: absent` only");
        }
        if (params.state() == State.PRESENT && params.src().isEmpty()) {
            throw new BadParams("src", "is needed: the applications to be there");
        }
        if (params.management().isPresent() && params.password().isEmpty()) {
            throw new BadParams("password", "is needed to log in to `management`");
        }
        Map<String, CarFile> apps = new LinkedHashMap<>();
        for (LocalFile file : params.src()) {
            CarFile app;
            try {
                app = CarFile.read(file);
            } catch (IllegalArgumentException e) {
                throw new BadParams("src", e.getMessage());
            }
            CarFile other = apps.put(app.name(), app);
            if (other != null) {
                throw new BadParams(
                        "src",
                        other.file().path()
                                + " and "
                                + file.path()
                                + " are both the application "
                                + app.name());
            }
        }
        return List.copyOf(apps.values());
    }

    private static Change placing(Params params, List<CarFile> apps) {
        Placement placement =
                new Placement(Optional.of(params.mode()), params.owner(), params.group());
        List<Tree.Entry> entries = new ArrayList<>();
        List<String> names = new ArrayList<>(params.names());
        for (CarFile app : apps) {
            names.add(app.name());
            entries.add(Tree.Entry.file(app.fileName(), placement, app.file().content()));
        }
        Predicate<String> spared =
                params.state() == State.EXACT
                        ? path -> !path.endsWith(".car") || path.contains("/")
                        : path -> names.stream().noneMatch(name -> CarFile.holds(path, name));
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("path", folder(params));
        says.put("apps", apps.stream().map(app -> app.name() + "_" + app.version()).toList());
        return new Tree(
                folder(params), entries, Tree.Strays.DELETE, List.of(), spared, false, says);
    }

    private static Change waiting(Params params, List<CarFile> apps) {
        String login = params.username() + ":" + params.password().map(Secret::value).orElse("");
        Sh wait =
                Sh.of(
                        "await_apps {} {} {} {} {} {}",
                        params.home(),
                        Math.max(1, params.timeout().toSeconds()),
                        params.management().map(url -> url.replaceFirst("/+$", "")).orElse(""),
                        params.trust(),
                        new Secret(Base64.getEncoder().encodeToString(login.getBytes(UTF_8))),
                        apps.stream().map(app -> app.name() + " " + app.version()).toList());
        Sh words =
                Sh.resource(CarbonAppModule.class, "server.sh")
                        .then(Sh.resource(CarbonAppModule.class, "apps.sh"));
        return new Ask(words.then(wait), reply -> new AppsAnswer(params, apps).outcome(reply))
                .notInCheckMode();
    }

    private static String folder(Params params) {
        return params.home() + "/repository/deployment/server/carbonapps";
    }
}
