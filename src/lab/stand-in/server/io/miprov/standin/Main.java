package io.miprov.standin;

import io.miprov.standin.Listener.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Boots, serves and drains as a Micro Integrator does, without integrating anything. */
public final class Main {
    private static final long SLOW_START_MILLIS = 20_000;

    private final List<Listener> transports = new ArrayList<>();
    private final Path home;
    private final Log log;
    private final Fault fault;
    private final CappDeployer deployer;
    private final String version;
    private final String updateLevel;

    private Main(Path home, Log log) throws IOException {
        this.home = home;
        this.log = log;
        this.fault = Fault.of(home);
        this.deployer = new CappDeployer(new CarbonApps(home, fault), log);
        this.version =
                Files.readString(home.resolve("bin/version.txt")).replaceAll("(?s).* v", "").trim();
        this.updateLevel = Files.readString(home.resolve("updates/level.txt")).trim();
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("carbon.home"));
        new Main(home, new Log(home)).run();
    }

    private void run() throws InterruptedException {
        long begin = System.nanoTime();
        log.info("Main", "Starting WSO2 Micro Integrator in " + home);
        try {
            boot(begin);
        } catch (Exception e) {
            log.error("Main", "WSO2 Micro Integrator could not start: " + e.getMessage());
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    private void boot(long begin) throws Exception {
        Settings settings = configure();
        Files.write(
                home.resolve("wso2carbon.pid"),
                Long.toString(ProcessHandle.current().pid()).getBytes());
        Files.createDirectories(home.resolve("registry/config/repository/components/secure-vault"));
        SSLContext tls = new Tls(settings).context();
        String[] protocols = new Tls(settings).protocols(tls);
        Thread.sleep(bootMillis());
        deploy();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(settings), "drain"));
        listen(settings, tls, protocols);
        new Coordination(home, settings, log).join();
        log.info(
                "StartupFinalizer",
                "WSO2 Micro Integrator started in "
                        + (System.nanoTime() - begin) / 1_000_000 / 1000.0
                        + " seconds");
        internal(settings, tls, protocols);
        if (settings.text("server.hot_deployment", "true").equals("true")) {
            deployer.watch();
        }
    }

    /** Applications are deployed before any port is opened. */
    private void deploy() throws IOException, InterruptedException {
        deployer.deploy();
        if (fault == Fault.DIES) {
            throw new IOException("java.lang.NoClassDefFoundError: org/example/component/Gone");
        }
        if (fault == Fault.NEVER_READY) {
            Thread.currentThread().join();
        }
        if (fault == Fault.SLOW_START) {
            Thread.sleep(SLOW_START_MILLIS);
        }
    }

    private Settings configure() {
        try {
            Settings settings = new Settings(home, Vault::decrypt);
            new Rendering(settings).render();
            return settings;
        } catch (NoSuchFileException e) {
            log.warn("ConfigParser", "deployment.toml not found at " + e.getMessage());
        } catch (Exception e) {
            log.error("ConfigParser", "Error parsing deployment configuration");
            log.error("ConfigParser", String.valueOf(e.getMessage()));
        }
        System.exit(1);
        throw new IllegalStateException();
    }

    private void listen(Settings settings, SSLContext tls, String[] protocols) throws IOException {
        int http = settings.port("transport.http.listener.port", 8280);
        int https = settings.port("transport.http.listener.secured_port", 8243);
        transports.add(
                bind(http, null, null, request -> serve(request, settings, http, false))
                        .start("http"));
        log.info("PassThroughHttpListener", "Starting Pass-through HTTP Listener on port " + http);
        transports.add(
                bind(https, tls, protocols, request -> serve(request, settings, https, true))
                        .start("https"));
        log.info(
                "PassThroughHttpSSLListener",
                "Starting Pass-through HTTPS Listener on port " + https);
    }

    private void internal(Settings settings, SSLContext tls, String[] protocols) throws Exception {
        InternalApi api =
                new InternalApi(settings, version, updateLevel, new CarbonApps(home, fault));
        int http = settings.port("mediation.internal_http_api_port", 9191);
        int https = settings.port("mediation.internal_https_api_port", 9154);
        bind(http, null, null, request -> api.answer(request, "http")).start("internal http");
        bind(https, tls, protocols, request -> api.answer(request, "https"))
                .start("internal https");
    }

    private static Listener bind(
            int port,
            SSLContext tls,
            String[] protocols,
            java.util.function.Function<Request, Response> answer)
            throws IOException {
        try {
            return new Listener(port, tls, protocols, answer);
        } catch (java.net.BindException e) {
            throw new IOException("port " + port + ": " + e.getMessage(), e);
        }
    }

    private Response serve(Request request, Settings settings, int port, boolean tls) {
        try {
            if (request.path.equals("/slow")) {
                Thread.sleep(request.number("ms", 1000 * request.number("seconds", 1)));
            }
            return new Response(
                    fault == Fault.ERRORS ? 500 : 200,
                    Json.object(
                                    "node",
                                    settings.node(),
                                    "version",
                                    version,
                                    "update_level",
                                    updateLevel,
                                    "port",
                                    port,
                                    "tls",
                                    tls,
                                    "path",
                                    request.path,
                                    "length",
                                    request.body.length,
                                    "crc32",
                                    request.body.sum.getValue())
                            + "\n");
        } catch (InterruptedException e) {
            return new Response(500, Json.object("error", e.getMessage()));
        }
    }

    /** No new connections, then as long as requests are unserved but not for ever, then the end. */
    private void drain(Settings settings) {
        log.info("CoreServerInitializer", "Gracefully shutting down WSO2 Micro Integrator");
        try {
            for (Listener listener : transports) {
                listener.close();
            }
            Thread.sleep(
                    1000L
                            * settings.number(
                                    "passthru_properties.transport.listener.shutdown.wait.sec", 0));
            await(settings.number("transport.http.socket_timeout", 180_000));
            log.info("ServerManagement", "Stopped all transport listeners");
            for (Listener listener : transports) {
                listener.drop();
            }
        } catch (InterruptedException | IOException e) {
            log.error("ServerManagement", String.valueOf(e.getMessage()));
        }
        log.info("CoreServerInitializer", "Micro Integrator Shutdown complete");
    }

    private void await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (unserved() > 0
                && System.nanoTime() < end
                && !"false".equals(System.getProperty("gracefulShutdown"))) {
            Thread.sleep(1000);
        }
    }

    private int unserved() {
        return transports.stream().mapToInt(Listener::unserved).sum();
    }

    private static long bootMillis() {
        String env = System.getenv("MI_BOOT_MS");
        return Long.parseLong(System.getProperty("boot", env == null ? "3000" : env));
    }
}
