package io.miprov.library.network;

import io.miprov.library.network.FirewalldModule.Forward;
import io.miprov.library.network.FirewalldModule.Params;
import io.miprov.library.network.FirewalldModule.State;
import io.miprov.module.BadParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something that a zone of firewalld has or has not, as options of firewall-cmd(1).
 *
 * @param label what people call it
 * @param question the options that ask for it
 * @param on those that give it to the zone
 * @param off those that take it away
 * @param wanted whether the zone should have it
 * @param timed whether it can have a time limit
 */
record FirewalldFeature(
        String label,
        List<String> question,
        List<String> on,
        List<String> off,
        boolean wanted,
        boolean timed) {
    private static final Map<String, String> ADDS = Map.of("interface", "--change-interface");
    private static final Set<String> TIMELESS = Set.of("interface", "source");
    private static final Set<String> TARGETS = Set.of("default", "ACCEPT", "DROP", "%%REJECT%%");

    /** The one that the parameters are about. */
    static FirewalldFeature of(Params params) {
        List<FirewalldFeature> found = new ArrayList<>();
        params.service().ifPresent(value -> found.add(valued(params, "service", value)));
        params.port().ifPresent(value -> found.add(valued(params, "port", port(value))));
        params.protocol().ifPresent(value -> found.add(valued(params, "protocol", value)));
        params.richRule().ifPresent(value -> found.add(valued(params, "rich-rule", value)));
        params.icmpBlock().ifPresent(value -> found.add(valued(params, "icmp-block", value)));
        params.source().ifPresent(value -> found.add(source(params, value)));
        params.interface_().ifPresent(value -> found.add(interfaced(params, value)));
        params.portForward().ifPresent(all -> found.add(forward(params, all)));
        params.icmpBlockInversion()
                .ifPresent(yes -> found.add(flag(params, "icmp-block-inversion", yes)));
        params.masquerade().ifPresent(yes -> found.add(flag(params, "masquerade", yes)));
        params.forward().ifPresent(yes -> found.add(flag(params, "forward", yes)));
        if (!found.isEmpty() && params.state().ofZones()) {
            throw new BadParams(
                    "state", "absent and present state can only be used in zone level operations");
        }
        params.target().ifPresent(value -> found.add(target(params, value)));
        if (found.size() > 1) {
            throw new BadParams(
                    "state", "one thing at a time: parameters are mutually exclusive: " + found);
        }
        return found.isEmpty() ? zone(params) : found.get(0);
    }

    private static FirewalldFeature valued(Params params, String name, String value) {
        return of(params, name, "=" + value, name + " " + value, params.state() == State.ENABLED);
    }

    private static FirewalldFeature flag(Params params, String name, boolean yes) {
        return of(params, name, "", name, params.state() == State.ENABLED == yes);
    }

    private static FirewalldFeature of(
            Params params, String name, String value, String label, boolean wanted) {
        List<String> zone = params.zone().map(is -> "--zone=" + is).stream().toList();
        String add = ADDS.getOrDefault(name, "--add-" + name);
        return new FirewalldFeature(
                label,
                with(zone, "--query-" + name + value),
                with(zone, add + value),
                with(zone, "--remove-" + name + value),
                wanted,
                !TIMELESS.contains(name) && !value.isEmpty());
    }

    private static List<String> with(List<String> zone, String option) {
        List<String> all = new ArrayList<>(zone);
        all.add(option);
        return all;
    }

    private static String port(String port) {
        if (!port.contains("/")) {
            throw new BadParams("port", "improper port format (missing protocol?)");
        }
        return port.strip();
    }

    private static FirewalldFeature source(Params params, String value) {
        if (!params.permanent()) {
            throw new BadParams("source", "needs `permanent` beside it");
        }
        return valued(params, "source", value);
    }

    private static FirewalldFeature interfaced(Params params, String value) {
        if (params.zone().isEmpty()) {
            throw new BadParams("interface", "needs `zone` beside it");
        }
        return valued(params, "interface", value);
    }

    private static FirewalldFeature forward(Params params, List<Forward> all) {
        if (all.size() != 1) {
            throw new BadParams("port_forward", "Only one port forward supported at a time");
        }
        Forward one = all.get(0);
        String value =
                "port="
                        + one.port()
                        + ":proto="
                        + one.proto()
                        + ":toport="
                        + one.toport()
                        + one.toaddr().map(address -> ":toaddr=" + address).orElse("");
        return valued(params, "forward-port", value);
    }

    private static FirewalldFeature target(Params params, String target) {
        if (params.zone().isEmpty()) {
            throw new BadParams("target", "needs `zone` beside it");
        }
        if (!TARGETS.contains(target)) {
            throw new BadParams("target", "needs one of default, ACCEPT, DROP, %%REJECT%%");
        }
        permanently(params, "target");
        String zone = "--zone=" + params.zone().get();
        return new FirewalldFeature(
                "target " + target,
                List.of(zone, "--get-target"),
                List.of(zone, "--set-target=" + target),
                List.of(zone, "--set-target=default"),
                params.state().on(),
                false);
    }

    private static FirewalldFeature zone(Params params) {
        String zone =
                params.zone()
                        .orElseThrow(
                                () ->
                                        new BadParams(
                                                "state",
                                                "needs `service`, `port` or something else that is"
                                                        + " to be "
                                                        + params.state().word()));
        if (!params.state().ofZones()) {
            throw new BadParams("state", "needs present or absent, since it is about a zone");
        }
        permanently(params, "zone");
        return new FirewalldFeature(
                "zone " + zone,
                List.of("--get-zones"),
                List.of("--new-zone=" + zone),
                List.of("--delete-zone=" + zone),
                params.state().on(),
                false);
    }

    private static void permanently(Params params, String parameter) {
        if (!params.permanent() || params.immediate().orElse(false)) {
            throw new BadParams(
                    parameter,
                    "Zone operations must be permanent. Make sure you didn't set the 'permanent' flag"
                            + " to 'false' or the 'immediate' flag to 'true'.");
        }
    }

    /** Whether the zone has it, when this is what firewalld answered. */
    boolean has(String answer) {
        if (question.get(question.size() - 1).equals("--get-zones")) {
            return List.of(answer.split("\\s+")).contains(label.substring("zone ".length()));
        }
        return label.equals("target " + answer) || answer.equals("yes");
    }

    @Override
    public String toString() {
        return label.split(" ", 2)[0];
    }
}
