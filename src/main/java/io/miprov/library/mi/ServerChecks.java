package io.miprov.library.mi;

import static io.miprov.library.check.Finding.advice;
import static io.miprov.library.check.Finding.error;
import static io.miprov.library.check.Finding.warning;

import io.miprov.library.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks of a Micro Integrator that is installed: its settings, files and process. */
final class ServerChecks {
    private static final Pattern PASSWORD =
            Pattern.compile("(?i).*(password|secret|passphrase|token)[^.]*$");
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)([kKmMgG]?)");
    private static final int LEAST_FILES = 4096;
    private static final int LEAST_PROCESSES = 20_000;

    private final NodeReport node;
    private final MiCheckModule.Params params;
    private final List<Finding> found = new ArrayList<>();

    ServerChecks(NodeReport node, MiCheckModule.Params params) {
        this.node = node;
        this.params = params;
    }

    List<Finding> found() {
        if (node.is("place").isEmpty()) {
            found.add(
                    error(
                            "home",
                            "there is no Micro Integrator in " + params.home(),
                            "unpack a release"));
            return found;
        }
        plaintext();
        transport();
        name();
        files();
        coordination();
        process();
        return found;
    }

    private void plaintext() {
        Set<String> plain = new TreeSet<>();
        for (Map.Entry<String, String> each : node.settings().entrySet()) {
            boolean secret = each.getKey().startsWith("secrets.");
            String value = each.getValue();
            if (secret && value.startsWith("[") && value.endsWith("]")) {
                found.add(
                        error(
                                "secrets",
                                "[secrets] has " + each.getKey().substring(8) + " in plain text",
                                "encrypt it with mi_secret; it does not start otherwise"));
            } else if (!secret
                    && !value.startsWith("$")
                    && PASSWORD.matcher(each.getKey()).matches()) {
                plain.add(each.getKey());
            }
        }
        if (!plain.isEmpty()) {
            found.add(
                    warning(
                            "plaintext",
                            "passwords in plain text: " + String.join(", ", plain),
                            "move them to [secrets] with mi_secret"));
        }
    }

    private void transport() {
        for (String key :
                List.of(
                        "transport.http.listener.secured_protocols",
                        "transport.http.sender.secured_protocols",
                        "internal_api_ssl_config.parameter.httpsProtocols")) {
            Set<String> protocols =
                    Set.of(node.setting(key, "TLSv1,TLSv1.1,TLSv1.2").split("[ ,]+"));
            if (protocols.contains("TLSv1")
                    || protocols.contains("TLSv1.1")
                    || protocols.stream().anyMatch(p -> p.startsWith("SSL"))) {
                found.add(
                        warning(
                                "tls",
                                key + " allows " + String.join(", ", new TreeSet<>(protocols)),
                                "set it to TLSv1.2,TLSv1.3"));
            }
        }
        for (String each : node.all("old_tls")) {
            found.add(
                    error(
                            "tls",
                            "port "
                                    + each.replace(" tls1_1", " takes TLS 1.1")
                                            .replace(" tls1", " takes TLS 1.0"),
                            "allow TLS 1.2 and 1.3 only"));
        }
        String ciphers = node.setting("transport.http.listener.preferred_ciphers", "");
        if (ciphers.isEmpty() || ciphers.toUpperCase(Locale.ROOT).matches(".*(_CBC_|3DES|RC4).*")) {
            found.add(
                    advice(
                            "ciphers",
                            ciphers.isEmpty()
                                    ? "transport.http.listener.preferred_ciphers is not set"
                                    : "weak ciphers are preferred",
                            "prefer those with GCM"));
        }
        if (!node.setting("management_api.protocols", "https http").trim().equals("https")) {
            found.add(
                    warning(
                            "management",
                            "the management API takes plain HTTP, passwords and all",
                            "set management_api.protocols to https"));
        }
        if (node.setting("management_api.cors.allowed_origins", "*").equals("*")) {
            found.add(
                    advice(
                            "cors",
                            "any web page may ask the management API",
                            "set management_api.cors.allowed_origins"));
        }
    }

    private void name() {
        String name = node.setting("server.hostname", "localhost");
        if (name.equals("localhost")) {
            found.add(
                    error(
                            "hostname",
                            "server.hostname is localhost",
                            "set it to the name clients use"));
        } else if (params.resolve() && node.is("resolved").isEmpty()) {
            found.add(
                    warning(
                            "hostname",
                            "the node does not know its own name " + name,
                            "put it into DNS or /etc/hosts"));
        }
    }

    private void files() {
        for (String each : node.all("open")) {
            found.add(error("permissions", each + " can be read by everybody", "chmod o= it"));
        }
        String pattern = node.is("rotation");
        if (!pattern.isEmpty() && !pattern.contains("%i")) {
            found.add(
                    advice(
                            "log_rotation",
                            "logs of one day overwrite each other: " + pattern,
                            "add %i to appender.CARBON_LOGFILE.filePattern in conf/log4j2.properties"));
        }
    }

    private void coordination() {
        if (!node.hasDatasource("WSO2_COORDINATION_DB")) {
            return;
        }
        if (node.setting("cluster_config.node_id", "").isEmpty()) {
            found.add(
                    error(
                            "node_id",
                            "cluster_config.node_id is not set, so its tasks move at each restart",
                            "give each node one of its own"));
        }
        if (!node.is("drivers").contains(".jar")) {
            found.add(
                    error(
                            "driver",
                            "there is no driver for the coordination database in lib/",
                            "put the JDBC driver there"));
        }
        if (!node.is("server").isEmpty() && node.is("joined").equals("0")) {
            found.add(
                    warning(
                            "joined",
                            "its log does not say that it joined the cluster",
                            "look for errors of the coordination database in its log"));
        }
    }

    private void process() {
        if (node.is("server").isEmpty()) {
            found.add(error("process", "no server runs", "start it: mi_service"));
            return;
        }
        if (node.is("user").equals("root")) {
            found.add(error("user", "it runs as root", "run it as a user of its own"));
        }
        limit("nofile", "open files", LEAST_FILES);
        limit("nproc", "processes and threads", LEAST_PROCESSES);
        Set<Integer> silent = new TreeSet<>(params.ports());
        silent.removeAll(node.listening());
        if (!silent.isEmpty()) {
            found.add(
                    error(
                            "ports",
                            "nobody listens on " + silent,
                            "see why in its log; ports follow from server.offset"));
        }
        String arguments = node.is("arguments");
        for (String flag :
                List.of(
                        "-Djdk.tls.ephemeralDHKeySize=2048",
                        "-Djdk.tls.rejectClientInitiatedRenegotiation=true",
                        "-Dhttpclient.hostnameVerifier=Strict")) {
            if (!arguments.contains(flag)) {
                found.add(warning("jvm_flags", "Java runs without " + flag, "add it to java_opts"));
            }
        }
        Matcher heap = HEAP.matcher(arguments);
        long last = -1;
        while (heap.find()) {
            last = Long.parseLong(heap.group(1)) * unit(heap.group(2));
        }
        long memory = node.number("memory_kb").orElse(Long.MAX_VALUE);
        if (last > memory / 2) {
            found.add(
                    warning(
                            "heap",
                            "the heap may take " + last / 1024 + " MB of " + memory / 1024,
                            "leave half of the memory to the rest"));
        }
    }

    private void limit(String name, String what, long least) {
        String soft = node.is(name).split(" ", 2)[0];
        if (soft.matches("\\d+") && Long.parseLong(soft) < least) {
            found.add(
                    warning(
                            "limits",
                            "it may have " + soft + " " + what,
                            "give it " + least + " or more: " + name + " of mi_service"));
        }
    }

    /** In KB. */
    private static long unit(String letter) {
        return switch (letter.toLowerCase(Locale.ROOT)) {
            case "g" -> 1 << 20;
            case "m" -> 1 << 10;
            default -> 1;
        };
    }
}
