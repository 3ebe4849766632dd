package io.miprov.library.mi;

import io.miprov.module.NotYet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a Micro Integrator's service is, as {@code service_look} has told it. */
final class ServiceState {
    private final Map<String, String> is = new LinkedHashMap<>();
    private final List<String> stale = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();

    ServiceState(String answer) {
        for (String line : answer.lines().toList()) {
            int at = line.indexOf('=');
            String name = line.substring(0, Math.max(0, at));
            String value = line.substring(at + 1);
            switch (name) {
                case "stale" -> stale.add(value);
                case "port" -> taken.add(value);
                default -> is.put(name, value);
            }
        }
    }

    /** What the server has read at its start and is another now. */
    List<String> stale() {
        return stale;
    }

    boolean runs() {
        return !is("server").isEmpty() || !is("shell").isEmpty();
    }

    /** The home as it was given, or as the unit has it. */
    String place() {
        return is("place");
    }

    boolean systemd() {
        return is("manager").equals("systemd");
    }

    /** Something else that was told; empty when it was not. */
    String is(String name) {
        return is.getOrDefault(name, "");
    }

    /** Refuses to run what is not there. */
    void mustBeThere(MiServiceModule.Params params) {
        if (params.javaHome().isEmpty() && !is("LoadState").equals("loaded")) {
            throw new NotYet(
                    "there is no unit "
                            + params.name()
                            + "; give `home` and `java_home` to have it written");
        }
        if (is("place").isEmpty()) {
            throw new IllegalArgumentException(
                    "the unit "
                            + params.name()
                            + " does not run bin/micro-integrator.sh; say which `home` is meant");
        }
        if (!is("missing").isEmpty()) {
            throw new NotYet("there is no " + is("missing") + "; unpack a release first");
        }
        if (params.javaHome().isPresent() && is("java").isEmpty()) {
            throw new NotYet("there is no bin/java in `java_home` " + params.javaHome().get());
        }
    }

    /** A stop that no start can follow would take a node away that served. */
    void mustBeStartable(MiServiceModule.Params params) {
        for (String each : taken) {
            String[] part = each.split(" ", 3);
            throw new IllegalArgumentException(
                    "port "
                            + part[0]
                            + " is taken by "
                            + part[2]
                            + (part[1].equals("-") ? "" : " (process " + part[1] + ")")
                            + "; nothing was stopped or started. End that, or give this node another"
                            + " `server.offset`");
        }
        String major = is("java").replaceFirst("^1\\.", "").split("[._+-]", 2)[0];
        Product.of("wso2mi-" + is("version"))
                .filter(known -> major.matches("\\d+"))
                .filter(known -> known.gate() == Product.Gate.REFUSES)
                .filter(known -> !known.runsOn(Integer.parseInt(major)))
                .ifPresent(
                        known -> {
                            throw new IllegalArgumentException(
                                    "Micro Integrator "
                                            + is("version")
                                            + " runs on Java "
                                            + known.oldestJdk()
                                            + " to "
                                            + known.newestJdk()
                                            + ", and "
                                            + params.javaHome().orElse("its Java")
                                            + " is "
                                            + is("java")
                                            + "; nothing was stopped or started");
                        });
    }
}
