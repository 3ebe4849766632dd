package io.miprov.library.mi;

import io.miprov.host.Sh;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people and the server itself put into a release that the next one needs as well. What is
 * rendered at each start (most of {@code conf}, {@code repository/resources/conf/.metadata}),
 * temporary ({@code tmp}, {@code backup}, logs) or the maker's own ({@code wso2}, {@code bin}) is
 * never among it.
 */
final class CarryOver {
    /** All that was added or changed here goes over, whatever the new release ships. */
    private static final List<String> ALWAYS =
            List.of(
                    "registry",
                    "repository/deployment/server/carbonapps",
                    "repository/resources/security",
                    "lib",
                    "dropins",
                    "password-persist");

    /** Files that nothing renders; what the new release ships otherwise than the old one stays. */
    private static final List<String> MERGED =
            List.of(
                    "conf/deployment.toml",
                    "conf/log4j2.properties",
                    "conf/access-log.properties",
                    "conf/file.properties",
                    "conf/security",
                    "repository/deployment/server");

    private final List<String> always;

    CarryOver(Optional<List<String>> asked) {
        this.always = asked.orElse(ALWAYS);
    }

    /** The folders whose size tells how much room it takes. */
    List<String> folders() {
        return always;
    }

    /**
     * Says how to bring it.
     *
     * @param oldHome the home of the release that it comes from, which {@code oldRelease} has
     */
    Sh from(String oldHome, String oldRelease, String newHome, String newRelease) {
        return Sh.of(
                "carry_over {} {} {} {} {} {}",
                oldHome,
                newHome,
                oldRelease + "/" + Distribution.MARKER,
                newRelease + "/" + Distribution.MARKER,
                String.join("\n", always),
                String.join("\n", MERGED));
    }

    /** What {@code register} gets of what the word printed. */
    static Map<String, Object> told(String out) {
        Map<String, List<String>> told = new LinkedHashMap<>();
        List.of("carried", "unmerged", "apart").forEach(key -> told.put(key, new ArrayList<>()));
        for (String line : out.split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0 && told.containsKey(line.substring(0, space))) {
                told.get(line.substring(0, space))
                        .add(line.substring(space + 1).replaceFirst("^\\./", ""));
            }
        }
        told.get("unmerged").removeAll(told.get("carried"));
        Map<String, Object> values = new LinkedHashMap<>(told);
        if (!told.get("unmerged").isEmpty()) {
            values.put(
                    "warnings",
                    List.of(
                            "these were changed by you and by the new release alike, which keeps"
                                    + " its own; bring your changes in: "
                                    + String.join(", ", told.get("unmerged"))));
        }
        return values;
    }
}
