package io.miprov.library.network;

import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Lets a service, a port or other traffic through firewalld, or no longer; now, for good, or both.

        - firewalld:
            port: 8290/tcp
            zone: public
            permanent: true
            immediate: true
            state: enabled
        """)
public final class FirewalldModule implements Module<FirewalldModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("enabled or disabled; of a zone or its target: present or absent") State state,
            @Doc("the zone; without it, firewalld's default zone") Optional<String> zone,
            @Doc(value = "whether it is kept over restarts of firewalld", orElse = "no")
                    boolean permanent,
            @Doc("whether it counts now; without `permanent`, it does anyway")
                    Optional<Boolean> immediate,
            @Doc(
                            value =
                                    "whether `immediate` is left out while firewalld does not run; needs `permanent`",
                            orElse = "no")
                    boolean offline,
            @Doc(value = "for how many seconds it counts now; 0: no end", orElse = "0") int timeout,
            @Doc("a service, as firewalld knows it") Optional<String> service,
            @Doc("a port or range with its protocol, as 8290/tcp") Optional<String> port,
            @Doc("a protocol") Optional<String> protocol,
            @Doc("a rule in firewalld's rich language") Optional<String> richRule,
            @Doc("a network whose traffic is of the zone") Optional<String> source,
            @Doc("an interface whose traffic is of the zone") Optional<String> interface_,
            @Doc("a kind of ICMP packet that is kept out") Optional<String> icmpBlock,
            @Doc("whether all kinds of ICMP packets are kept out but those blocked")
                    Optional<Boolean> icmpBlockInversion,
            @Doc("whether addresses behind the zone are hidden") Optional<Boolean> masquerade,
            @Doc("whether traffic between members of the zone is passed on")
                    Optional<Boolean> forward,
            @Doc("a port that is passed on to another; a list of one")
                    Optional<List<Forward>> portForward,
            @Doc("what the zone does with other traffic: default, ACCEPT, DROP, %%REJECT%%")
                    Optional<String> target) {}

    /** A port that is passed on. */
    public record Forward(
            @Doc("the port") String port,
            @Doc("tcp or udp") String proto,
            @Doc("the port that it is passed on to") String toport,
            @Doc("the address that it is passed on to") Optional<String> toaddr) {}

    /** How it should be. */
    public enum State {
        ENABLED,
        DISABLED,
        PRESENT,
        ABSENT;

        boolean on() {
            return this == ENABLED || this == PRESENT;
        }

        boolean ofZones() {
            return this == PRESENT || this == ABSENT;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.offline() && !params.permanent()) {
            throw new BadParams(
                    "offline", "offline cannot be enabled unless permanent changes are allowed");
        }
        FirewalldFeature feature = FirewalldFeature.of(params);
        boolean now = params.immediate().orElse(!params.permanent());
        Sh words = Sh.resource(FirewalldModule.class, "firewalld.sh");
        return new Decide(
                words.then(
                        Sh.of(
                                "firewalld_state {} {} {}",
                                params.permanent() ? "kept" : "",
                                now || !params.permanent() ? "now" : "",
                                feature.question())),
                answer -> new FirewalldPlan(params, feature, now, answer).change(words),
                Map.of());
    }
}
