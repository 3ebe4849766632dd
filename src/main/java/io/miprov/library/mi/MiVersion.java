package io.miprov.library.mi;

import java.util.List;
import java.util.Optional;

/**
 * What is true of a version of the Micro Integrator.
 *
 * @param product how the top folder of its distribution starts, before {@code -} and the version
 * @param versions the first parts of the versions this holds for
 * @param home where in the distribution the Micro Integrator is; empty: it is all of it
 * @param oldestJdk and {@code newestJdk}: the start script refuses others (bin/micro-integrator.sh
 *     of each version; 4.0 and 4.1 only warn)
 */
record MiVersion(String product, String versions, String home, int oldestJdk, int newestJdk) {

    private static final List<MiVersion> KNOWN =
            List.of(
                    new MiVersion("wso2mi", "4.6", "", 21, 25),
                    new MiVersion("wso2mi", "4.5", "", 11, 21),
                    new MiVersion("wso2mi", "4.4", "", 11, 21),
                    new MiVersion("wso2mi", "4.3", "", 11, 17),
                    new MiVersion("wso2mi", "4.2", "", 11, 17),
                    new MiVersion("wso2mi", "4.1", "", 8, 11),
                    new MiVersion("wso2mi", "4.0", "", 8, 11),
                    new MiVersion("wso2mi", "1.2", "", 8, 11),
                    new MiVersion("wso2mi", "1.1", "", 8, 11),
                    new MiVersion("wso2ei", "7.1", "micro-integrator", 8, 11),
                    new MiVersion("wso2ei", "7.0", "micro-integrator", 8, 11));

    /** What people put or change in a release that the next one needs as well. */
    static final List<String> LASTING =
            List.of(
                    "registry",
                    "repository/deployment/server/carbonapps",
                    "repository/resources/security",
                    "lib",
                    "dropins",
                    "password-persist");

    /** What is known of a release, by the name of its top folder. */
    static Optional<MiVersion> of(String release) {
        return KNOWN.stream()
                .filter(
                        known ->
                                (release + ".")
                                                .startsWith(
                                                        known.product + "-" + known.versions + ".")
                                        || release.startsWith(
                                                known.product + "-" + known.versions + "-"))
                .findFirst();
    }

    /** The version in the name of a release: what comes after the first dash. */
    static String number(String release) {
        return release.substring(release.indexOf('-') + 1);
    }

    boolean runsOn(int jdk) {
        return jdk >= oldestJdk && jdk <= newestJdk;
    }
}
