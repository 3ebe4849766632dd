package io.miprov.library.mi;

import io.miprov.diag.Suggestion;
import io.miprov.library.mi.toml.TomlKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of deployment.toml that the Micro Integrator 4 reads. It ignores all others without a
 * word, so a typing error never fails there. (default.json and key-mappings.json of 4.0 to 4.6)
 */
final class KnownTables {

    static final List<String> NAMES =
            List.of(
                    "server",
                    "user_store",
                    "keystore.primary",
                    "keystore.internal",
                    "truststore",
                    "internal_keystore",
                    "internal_api_ssl_config",
                    "internal_apis",
                    "internal_apis.users",
                    "internal_apis.file_user_store",
                    "management_api",
                    "management_api.jwt_token_security_handler",
                    "management_api.authorization_handler",
                    "management_api.cors",
                    "readiness_probe",
                    "liveness_probe",
                    "super_admin",
                    "datasource",
                    "cluster_config",
                    "task_handling",
                    "task_resolver",
                    "mediation",
                    "message_mediation",
                    "monitoring",
                    "analytics",
                    "dashboard_config",
                    "icp_config",
                    "service_catalog",
                    "opentelemetry",
                    "external_vault",
                    "secrets",
                    "runtime_secrets",
                    "system.parameter",
                    "synapse_properties",
                    "synapse_handlers",
                    "passthru_properties",
                    "passthru_http",
                    "transport.http",
                    "transport.blocking.http",
                    "transport.local",
                    "transport.vfs",
                    "transport.mail",
                    "transport.mqtt",
                    "transport.jms",
                    "transport.jndi",
                    "transport.rabbitmq",
                    "transport.phase_order",
                    "transport.fix",
                    "transport.hl7",
                    "transport.msmq",
                    "transport.sap",
                    "transport.udp",
                    "transport.tcp",
                    "transport.websocket",
                    "transport.ws",
                    "transport.wss",
                    "transport.custom",
                    "message_builders",
                    "message_formatters",
                    "custom_message_builders",
                    "custom_message_formatters",
                    "blocking",
                    "transaction_counter",
                    "integration.transaction_counter",
                    "limit_java_class_access_in_scripts",
                    "limit_java_native_object_access_in_scripts",
                    "error_handling",
                    "admin_service",
                    "realm_manager",
                    "database",
                    "inbound",
                    "hl7",
                    "extensions",
                    "metrics");

    static final String TLS_KEYSTORE = "keystore.tls.";
    static final String INSTEAD_OF_TLS =
            " (the Micro Integrator 4 has keystore.primary and transport.http.listener.keystore"
                    + " instead)";

    private KnownTables() {}

    /** What nothing reads of these keys, where the distribution has no lists of its own. */
    static List<String> problems(List<TomlKey> keys, List<TomlKey> allowed) {
        List<String> problems = new ArrayList<>();
        for (TomlKey key : keys) {
            if (!KnownKeys.allowed(key, allowed)) {
                problem(String.join(".", key.names()))
                        .filter(text -> !problems.contains(text))
                        .ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<String> problem(String key) {
        if (key.startsWith(TLS_KEYSTORE)) {
            return Optional.of("`" + key + "`" + INSTEAD_OF_TLS);
        }
        if (NAMES.stream().anyMatch(table -> key.startsWith(table + "."))) {
            return Optional.empty();
        }
        int dot = key.indexOf('.');
        String table = dot < 0 ? key : key.substring(0, dot);
        List<String> first =
                NAMES.stream().map(name -> name.split("\\.", 2)[0]).distinct().toList();
        String meant =
                Suggestion.closest(table, first)
                        .filter(word -> !word.equals(table))
                        .map(word -> " (did you mean `" + word + "`?)")
                        .orElse("");
        return Optional.of("`" + key + "`" + meant);
    }
}
