package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is true of a version of the Micro Integrator: a row of {@code products.tsv}, which explains
 * the columns.
 *
 * @param name how the top folder of its distribution starts, before {@code -} and the version
 * @param versions the first parts of the versions that this holds for
 * @param home where in the distribution the Micro Integrator is; empty: it is all of it
 * @param script what starts it, below its home
 * @param gate what its start script does on a JDK that is older or newer
 * @param registry how registry.xml names another place for the registry
 * @param config what people configure it by
 */
record Product(
        String name,
        String versions,
        String home,
        String script,
        int oldestJdk,
        int newestJdk,
        Gate gate,
        RegistryRoot registry,
        Config config,
        List<String> probes,
        String drains) {

    /** What the start script does on a JDK that it does not take. */
    enum Gate {
        REFUSES,
        WARNS
    }

    /** The parameters that move the registry. */
    enum RegistryRoot {
        ROOT,
        THREE
    }

    /** What people configure it by. */
    enum Config {
        TOML,
        XML
    }

    private static final List<Product> KNOWN = read();

    /** What is known of a release, by the name of its top folder. */
    static Optional<Product> of(String release) {
        return KNOWN.stream().filter(known -> known.fits(release)).findFirst();
    }

    /** The names and versions that are known, for messages. */
    static String known() {
        return String.join(
                ", ", KNOWN.stream().map(each -> each.name + "-" + each.versions).toList());
    }

    /** The version in the name of a release: what comes after the first dash. */
    static String number(String release) {
        return release.substring(release.indexOf('-') + 1);
    }

    boolean runsOn(int jdk) {
        return jdk >= oldestJdk && jdk <= newestJdk;
    }

    /** The oldest and the newest JDK, in words. */
    String jdks() {
        return oldestJdk == newestJdk
                ? "JDK " + oldestJdk
                : "JDK " + oldestJdk + " to " + newestJdk;
    }

    private boolean fits(String release) {
        String start = name + "-" + versions;
        return release.startsWith(start)
                && (release.length() == start.length()
                        || ".-+".indexOf(release.charAt(start.length())) >= 0);
    }

    private static List<Product> read() {
        try (InputStream in = Product.class.getResourceAsStream("products.tsv")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> of(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Product of(String[] row) {
        String[] jdks = row[4].split("-");
        return new Product(
                row[0],
                row[1],
                row[2].equals(".") ? "" : row[2],
                row[3],
                Integer.parseInt(jdks[0]),
                Integer.parseInt(jdks[1]),
                Gate.valueOf(row[5].toUpperCase(Locale.ROOT)),
                RegistryRoot.valueOf(row[6].toUpperCase(Locale.ROOT)),
                Config.valueOf(row[7].toUpperCase(Locale.ROOT)),
                row[8].equals("-") ? List.of() : List.of(row[8].split(",")),
                row[9].equals("-") ? "" : row[9]);
    }
}
