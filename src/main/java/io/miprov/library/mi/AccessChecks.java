package io.miprov.library.mi;

import static io.miprov.library.check.Finding.advice;
import static io.miprov.library.check.Finding.error;
import static io.miprov.library.check.Finding.warning;

import io.miprov.library.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks of who is let in to a Micro Integrator, and of what scripts in it may do. The defaults are
 * those of its default.json and infer.json.
 */
final class AccessChecks {
    private static final String SHIPPED_LDAP = "ldap://localhost:10389";
    private static final String CLASSES = "synapse_properties.limit_java_class_access_in_scripts.";
    private static final String OBJECTS =
            "synapse_properties.limit_java_native_object_access_in_scripts.";
    private static final List<String> DANGEROUS = List.of("java.lang.System", "java.lang.Runtime");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\b.*");

    private final NodeReport node;
    private final List<Finding> found = new ArrayList<>();

    AccessChecks(NodeReport node) {
        this.node = node;
    }

    List<Finding> found() {
        if (!node.is("place").isEmpty()) {
            users();
            if (!fileStore()) {
                userStore();
            }
            scripts();
        }
        return found;
    }

    private boolean fileStore() {
        return node.setting("internal_apis.file_user_store.enable", "true").equals("true");
    }

    private void users() {
        boolean any =
                node.settings().keySet().stream()
                        .anyMatch(key -> key.startsWith("internal_apis.users."));
        boolean byDefault = false;
        for (Map.Entry<String, String> each : node.settings().entrySet()) {
            byDefault |=
                    each.getKey().matches("internal_apis\\.users\\.\\d+\\.user\\.password")
                            && each.getValue().equals("admin");
        }
        if (fileStore() && (!any || byDefault) || node.is("admin").equals("open")) {
            found.add(
                    error(
                            "admin",
                            "the management API lets in admin with the password admin",
                            "set [[internal_apis.users]] with a password of your own"));
        }
        for (String table :
                List.of("service_catalog.0", "monitoring.ei_analytics", "super_admin")) {
            if (node.setting(table + ".password", "").equals("admin")) {
                found.add(
                        error(
                                "admin",
                                table.replace(".0", "") + " has the password admin",
                                "give it a password of its own"));
            }
        }
    }

    private void userStore() {
        String type = node.setting("user_store.type", "");
        if (type.isEmpty() && node.setting("user_store.class", "").isEmpty()) {
            found.add(
                    error(
                            "user_store",
                            "the file based user store is off, and there is no other",
                            "set user_store.type to database, read_only_ldap or read_write_ldap"));
        } else if (type.equals("database")) {
            database();
        } else if (type.contains("ldap")) {
            ldap();
        }
    }

    private void database() {
        String wanted = node.setting("realm_manager.data_source", "WSO2CarbonDB");
        if (!node.hasDatasource(wanted)) {
            found.add(
                    error(
                            "user_store",
                            "users are in a database, and there is no datasource " + wanted,
                            "give it a [[datasource]] with that id"));
        }
    }

    private void ldap() {
        for (String url : node.setting("user_store.connection_url", SHIPPED_LDAP).split(" +")) {
            if (url.startsWith(SHIPPED_LDAP)) {
                found.add(
                        error(
                                "user_store",
                                "users are sought at "
                                        + url
                                        + ", which is shipped as a default and no server",
                                "set user_store.connection_url to your LDAP server"));
                continue;
            }
            if (node.all("silent_ldap").contains(url)) {
                found.add(
                        error(
                                "user_store",
                                "nobody answers at " + url,
                                "see whether it runs, and what is between"));
            }
            if (url.startsWith("ldap://")) {
                found.add(
                        warning(
                                "user_store",
                                "passwords travel in plain text to " + url,
                                "use ldaps:// and have the truststore trust its certificate"));
            }
        }
    }

    private void scripts() {
        boolean shipped = shippedWithLimits();
        boolean on = node.setting(CLASSES + "enable", shipped ? "true" : "false").equals("true");
        String limits =
                "set 'limit_java_class_access_in_scripts.enable', '.list_type' and"
                        + " '.class_prefixes', in quotes, in [synapse_properties]";
        if (!on && shipped) {
            found.add(
                    warning(
                            "script_access",
                            "the limit to what scripts may use of Java was switched off",
                            limits));
        } else if (!on) {
            found.add(
                    advice(
                            "script_access",
                            "scripts of mediators may use any class of Java; "
                                    + node.is("version")
                                    + " has no limit by default, 4.5.0 has one",
                            limits));
        } else {
            List<String> open = DANGEROUS.stream().filter(name -> !limited(name, shipped)).toList();
            if (!open.isEmpty()) {
                found.add(
                        warning(
                                "script_access",
                                "scripts of mediators may use " + String.join(", ", open),
                                "take it out of what limit_java_class_access_in_scripts allows"));
            }
        }
        if (!node.setting(OBJECTS + "enable", "false").equals("true")) {
            found.add(
                    advice(
                            "script_access",
                            "scripts of mediators may call getClass and getClassLoader, which lead"
                                    + " to any class",
                            "set 'limit_java_native_object_access_in_scripts.enable', '.list_type'"
                                    + " and '.object_names', in quotes, in [synapse_properties]"));
        }
    }

    private boolean limited(String name, boolean shipped) {
        String prefixes =
                node.setting(
                        CLASSES + "class_prefixes", shipped ? String.join(",", DANGEROUS) : "");
        boolean listed =
                Pattern.compile(",")
                        .splitAsStream(prefixes)
                        .map(String::strip)
                        .anyMatch(each -> !each.isEmpty() && name.startsWith(each));
        boolean allows = node.setting(CLASSES + "list_type", "BLOCK_LIST").equals("ALLOW_LIST");
        return allows != listed;
    }

    /** From 4.5 on, a list of blocked classes is the default. */
    private boolean shippedWithLimits() {
        Matcher version = VERSION.matcher(node.is("version"));
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 4 || major == 4 && Integer.parseInt(version.group(2)) >= 5;
    }
}
