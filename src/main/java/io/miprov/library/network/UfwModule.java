package io.miprov.library.network;

import io.miprov.host.Sh;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Doc(
        """
        Turns ufw on or off, sets what it does in general, and adds rules or takes them out.

        - ufw:
            rule: allow
            port: "8290"
            proto: tcp
            from_ip: 192.0.2.0/24
        """)
public final class UfwModule implements Module<UfwModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            "enabled: it filters, now and at boot; disabled; reloaded: it reads its rules again; reset: off, and without rules")
                    Optional<State> state,
            @Doc(value = "what happens to traffic that no rule decides on", aliases = "policy")
                    Optional<Verdict> default_,
            @Doc("how much is logged: on, off, low, medium, high or full")
                    Optional<Logging> logging,
            @Doc("what direction `default` (incoming, outgoing, routed) or a rule (in, out) is for")
                    Optional<Direction> direction,
            @Doc("adds a rule (see `delete`): allow, deny, reject, or limit")
                    Optional<Verdict> rule,
            @Doc(value = "whether the rule is taken out", orElse = "no") boolean delete,
            @Doc(value = "whether the rule is for traffic that is passed on", orElse = "no")
                    boolean route,
            @Doc("the number that a new rule gets") Optional<Integer> insert,
            @Doc(
                            value =
                                    "what `insert` counts from: zero, or the first or last rule of a kind",
                            orElse = "zero")
                    RelativeTo insertRelativeTo,
            @Doc(value = "the interface of the rule; it needs `direction`", aliases = "if")
                    Optional<String> interface_,
            @Doc(value = "the interface that traffic comes in by", aliases = "if_in")
                    Optional<String> interfaceIn,
            @Doc(value = "the interface that traffic goes out by", aliases = "if_out")
                    Optional<String> interfaceOut,
            @Doc(value = "whether new connections of the rule are logged", orElse = "no")
                    boolean log,
            @Doc(
                            value = "where traffic comes from",
                            aliases = {"from", "src"},
                            orElse = "any")
                    String fromIp,
            @Doc("the port that it comes from") Optional<String> fromPort,
            @Doc(
                            value = "where traffic goes to",
                            aliases = {"dest", "to"},
                            orElse = "any")
                    String toIp,
            @Doc(value = "the port, ports or range that it goes to", aliases = "port")
                    Optional<String> toPort,
            @Doc(value = "the protocol", aliases = "protocol") Optional<Protocol> proto,
            @Doc(value = "a profile of /etc/ufw/applications.d", aliases = "app")
                    Optional<String> name,
            @Doc("a remark that the rule carries") Optional<String> comment) {}

    /** What ufw as a whole should do. */
    public enum State {
        ENABLED,
        DISABLED,
        RELOADED,
        RESET
    }

    /** What happens to traffic. */
    public enum Verdict {
        ALLOW,
        DENY,
        REJECT,
        LIMIT
    }

    /** How much is logged. */
    public enum Logging {
        ON,
        OFF,
        LOW,
        MEDIUM,
        HIGH,
        FULL
    }

    /** Which traffic. */
    public enum Direction {
        IN,
        INCOMING,
        OUT,
        OUTGOING,
        ROUTED
    }

    /** What numbers of rules count from. */
    public enum RelativeTo {
        ZERO,
        FIRST_IPV4,
        LAST_IPV4,
        FIRST_IPV6,
        LAST_IPV6
    }

    /** A protocol. */
    public enum Protocol {
        ANY,
        TCP,
        UDP,
        IPV6,
        ESP,
        AH,
        GRE,
        IGMP,
        VRRP
    }

    @Override
    public Change plan(Params params, Facts facts) {
        check(params);
        boolean numbered =
                params.rule().isPresent()
                        && params.insert().isPresent()
                        && !params.delete()
                        && params.insertRelativeTo() != RelativeTo.ZERO;
        return numbered
                ? new Decide(
                        Sh.of("LC_ALL=C ufw status numbered"),
                        list -> plan(params, UfwRule.insertAt(params, list)),
                        Map.of())
                : plan(params, params.insert());
    }

    private static Change plan(Params params, Optional<Integer> insert) {
        Sh words = Sh.resource(UfwModule.class, "ufw.sh");
        List<String> rule =
                params.rule().isPresent() ? new UfwRule(params, insert).words() : List.of();
        Sh question = words.then(Sh.of("ufw_state"));
        if (!rule.isEmpty()) {
            question = question.and(Sh.of("ufw_tries {}", rule));
        }
        return new Decide(
                question, answer -> new UfwPlan(params, rule, answer).change(words), Map.of());
    }

    private static void check(Params params) {
        boolean nothing =
                Stream.of(params.state(), params.default_(), params.rule(), params.logging())
                        .allMatch(Optional::isEmpty);
        if (nothing) {
            throw new BadParams(
                    "", "one of the following is required: state, default, rule, logging");
        }
        if (params.interface_().isPresent() && params.direction().isEmpty()) {
            throw new BadParams("interface", "needs `direction` beside it");
        }
        boolean sides = params.interfaceIn().isPresent() || params.interfaceOut().isPresent();
        if (sides && params.direction().isPresent()) {
            throw new BadParams(
                    "direction", "`interface_in` and `interface_out` say the direction already");
        }
        if (!params.route()
                && params.interfaceIn().isPresent()
                && params.interfaceOut().isPresent()) {
            throw new BadParams(
                    "interface_out", "Only route rules can combine interface_in and interface_out");
        }
        params.direction().ifPresent(direction -> fits(params, direction));
        if (params.default_().filter(Verdict.LIMIT::equals).isPresent()) {
            throw new BadParams("default", "needs one of allow, deny, reject");
        }
    }

    private static void fits(Params params, Direction direction) {
        boolean ofRule = direction == Direction.IN || direction == Direction.OUT;
        if (params.default_().isPresent() && ofRule) {
            throw new BadParams(
                    "direction",
                    "For default, direction must be one of \"outgoing\", \"incoming\" and \"routed\","
                            + " or direction must not be specified.");
        }
        if (params.rule().isPresent() && !ofRule) {
            throw new BadParams(
                    "direction",
                    "For rules, direction must be one of \"in\" and \"out\","
                            + " or direction must not be specified.");
        }
    }
}
