package io.miprov.standin;

import io.miprov.standin.Listener.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The probes and the management API. */
final class InternalApi {
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Settings settings;
    private final CarbonApps apps;
    private final String version;
    private final String updateLevel;

    InternalApi(Settings settings, String version, String updateLevel, CarbonApps apps) {
        this.settings = settings;
        this.apps = apps;
        this.version = version;
        this.updateLevel = updateLevel;
    }

    Response answer(Request request, String protocol) {
        String path = request.path.replaceFirst("/$", "");
        if (!serves(path, protocol)) {
            return new Response(404, "");
        }
        if (!request.method.equals("GET")) {
            return new Response(405, "");
        }
        switch (path) {
            case "/liveness":
                return new Response(200, "{\"server\" : \"started\"}");
            case "/healthz":
                return health();
            case "/management/login":
                return login(request.header("authorization"));
            default:
                return tokens.contains(request.header("authorization").replaceFirst("^Bearer ", ""))
                        ? management(path)
                        : new Response(401, "");
        }
    }

    /** Probes are on plain HTTP only, management on both, until deployment.toml says otherwise. */
    private boolean serves(String path, String protocol) {
        String protocols = "";
        if (path.equals("/liveness")) {
            protocols = settings.text("liveness_probe.protocols", "http");
        } else if (path.equals("/healthz")) {
            protocols = settings.text("readiness_probe.protocols", "http");
        } else if (path.startsWith("/management")) {
            protocols = settings.text("management_api.protocols", "https http");
        }
        return List.of(protocols.split("[ ,]+")).contains(protocol);
    }

    private Response health() {
        List<String> faulty = apps.faulty();
        if (faulty.isEmpty()) {
            return new Response(
                    200,
                    Json.object(
                            "version", version, "update_level", updateLevel, "status", "ready"));
        }
        return new Response(
                500,
                Json.object(
                        "version",
                        version,
                        "update_level",
                        updateLevel,
                        "status",
                        "not ready, faulty CAPPs detected",
                        "Faulty CAPPs",
                        faulty));
    }

    private Response login(String authorization) {
        String user = settings.text("internal_apis.users.0.user.name", "admin");
        String password = settings.text("internal_apis.users.0.user.password", "admin");
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        if (!authorization.equals("Basic " + Base64.getEncoder().encodeToString(pair))) {
            return new Response(401, "");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return new Response(200, Json.object("AccessToken", token));
    }

    private Response management(String path) {
        switch (path) {
            case "/management/logout":
                tokens.clear();
                return new Response(200, "");
            case "/management/server":
                return new Response(200, server());
            case "/management/applications":
                return new Response(200, applications());
            default:
                return new Response(404, "");
        }
    }

    private String server() {
        return Json.object(
                "productName", "WSO2 Micro Integrator",
                "productVersion", version,
                "carbonHome", settings.home(),
                "javaVersion", System.getProperty("java.version"),
                "javaHome", System.getProperty("java.home"),
                "osName", System.getProperty("os.name"));
    }

    private String applications() {
        List<String> active = apps.active();
        List<String> faulty = apps.faulty();
        return Json.object(
                "totalCount",
                active.size() + faulty.size(),
                "activeCount",
                active.size(),
                "faultyCount",
                faulty.size(),
                "activeList",
                active,
                "faultyList",
                faulty);
    }
}
