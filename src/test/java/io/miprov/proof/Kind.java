package io.miprov.proof;

import java.util.List;
import java.util.Locale;

/** The kinds of rolls, in the order in which one follows on the other. */
enum Kind {
    RESTART("rolling-restart.yml", "wso2mi-4.4.0.zip"),
    CONFIG("rolling-config.yml", "wso2mi-4.4.0.zip"),
    ROTATION("rotate-certificates.yml", "wso2mi-4.4.0.zip"),
    UPDATE("rolling-update.yml", "update-1/wso2mi-4.4.0.zip"),
    UPGRADE("rolling-upgrade.yml", "wso2mi-4.5.0.zip"),
    /** The upgrade once more: nothing is to be done, so nobody may be drained. */
    UNCHANGED("rolling-upgrade.yml", "wso2mi-4.5.0.zip");

    private final String playbook;
    private final String pack;

    Kind(String playbook, String pack) {
        this.playbook = playbook;
        this.pack = pack;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its playbook rolls behind any balancer, and does nothing with NGINX itself. */
    boolean anyBalancer() {
        return this != ROTATION;
    }

    String playbook() {
        return playbook;
    }

    /** The distribution that is given. */
    String pack() {
        return pack;
    }

    /** The distribution that runs before. */
    String before() {
        return this == UNCHANGED ? pack : this == UPGRADE ? UPDATE.pack : RESTART.pack;
    }

    /** What the command line says besides. */
    List<String> options(String run) {
        return switch (this) {
            case CONFIG ->
                    List.of(
                            "-e",
                            "{\"mi_settings\": {\"system.parameter.proof\": \"" + run + "\"}}");
            // a certificate that lacks a name is made anew, as one that ends soon
            case ROTATION ->
                    List.of(
                            "-e",
                            "{\"cluster_names\": [\"localhost\", \"127.0.0.1\", \"r"
                                    + run
                                    + ".example.com\"]}");
            default -> List.of();
        };
    }
}
