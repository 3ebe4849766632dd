package io.miprov.library.network;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Ensure;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Adds a rule to the kernel's packet filter or takes it out, sets the policy of a chain, makes chains and
        empties them. It is gone after a reboot, unless something like the package iptables-persistent saves it.

        - iptables:
            chain: INPUT
            protocol: tcp
            destination_ports: ["8290", "8253"]
            ctstate: NEW
            jump: ACCEPT
            comment: Micro Integrator
        """)
public final class IptablesModule implements Module<IptablesModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the table", orElse = "filter") Table table,
            @Doc("the chain; only `flush` can do without") Optional<String> chain,
            @Doc(value = "whether the rule or chain should be there", orElse = "present")
                    State state,
            @Doc(value = "whether a new rule is the last or the first", orElse = "append")
                    Action action,
            @Doc("with `action: insert`, the number that the new rule gets")
                    Optional<String> ruleNum,
            @Doc(value = "iptables or ip6tables", orElse = "ipv4") IpVersion ipVersion,
            @Doc(value = "whether a chain is made or deleted when no rule is given", orElse = "no")
                    boolean chainManagement,
            @Doc(
                            value =
                                    "whether all rules of the chain, or of the table, are taken out",
                            orElse = "no")
                    boolean flush,
            @Doc("what happens to packets that no rule of the chain decides on")
                    Optional<Policy> policy,
            @Doc(value = "taken for Ansible's sake; names are never looked up", orElse = "no")
                    boolean numeric,
            @Doc("how many seconds to wait for another iptables to end") Optional<String> wait_,
            @Doc("the protocol: tcp, udp, icmp, all, …; `!` before it means all others")
                    Optional<String> protocol,
            @Doc("where packets come from") Optional<String> source,
            @Doc("where packets go to") Optional<String> destination,
            @Doc(value = "extensions that the rule uses", orElse = "") List<String> match,
            @Doc("flags of TCP to look at, and those of them that must be set")
                    Optional<TcpFlags> tcpFlags,
            @Doc("what happens to packets of the rule: ACCEPT, DROP, REJECT, a chain, …")
                    Optional<String> jump,
            @Doc("with `jump: TEE`, where the copies go") Optional<String> gateway,
            @Doc("with `jump: LOG`, what lines in the log begin with") Optional<String> logPrefix,
            @Doc("with `jump: LOG`, how important they are, as syslog has it")
                    Optional<String> logLevel,
            @Doc("the chain that goes on with the packets, without return") Optional<String> goto_,
            @Doc("the interface that packets come in by") Optional<String> inInterface,
            @Doc("the interface that packets go out by") Optional<String> outInterface,
            @Doc("whether the rule is for later fragments only, as iptables takes it")
                    Optional<String> fragment,
            @Doc("packets and bytes that the rule begins to count from")
                    Optional<String> setCounters,
            @Doc("the port or range that packets come from") Optional<String> sourcePort,
            @Doc("the port or range that packets go to") Optional<String> destinationPort,
            @Doc(value = "several ports or ranges that packets go to", orElse = "")
                    List<String> destinationPorts,
            @Doc("with `jump: REDIRECT`, the port") Optional<String> toPorts,
            @Doc("with `jump: DNAT`, the new destination") Optional<String> toDestination,
            @Doc("with `jump: SNAT`, the new source") Optional<String> toSource,
            @Doc("with `jump: DSCP`, the mark") Optional<String> setDscpMark,
            @Doc("with `jump: DSCP`, the class of the mark") Optional<String> setDscpMarkClass,
            @Doc("a remark that the rule carries") Optional<String> comment,
            @Doc(value = "states of the connection: NEW, ESTABLISHED, RELATED, …", orElse = "")
                    List<String> ctstate,
            @Doc("a range of sources") Optional<String> srcRange,
            @Doc("a range of destinations") Optional<String> dstRange,
            @Doc("the set of ipset that addresses are looked for in") Optional<String> matchSet,
            @Doc("which addresses: src, dst, or two of them with a comma")
                    Optional<String> matchSetFlags,
            @Doc("how often the rule may match, such as 2/second") Optional<String> limit,
            @Doc("how often it may before the limit counts") Optional<String> limitBurst,
            @Doc("the user whose packets the rule is for") Optional<String> uidOwner,
            @Doc("the group whose packets the rule is for") Optional<String> gidOwner,
            @Doc("with `jump: REJECT`, the answer that is sent back") Optional<String> rejectWith,
            @Doc("the kind of ICMP packet") Optional<String> icmpType,
            @Doc(value = "whether packets open a TCP connection, or do not", orElse = "ignore")
                    Syn syn) {

        String program() {
            return ipVersion == IpVersion.IPV4 ? "iptables" : "ip6tables";
        }

        String tableName() {
            return table.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Flags of TCP: those to look at, and those of them that must be set. */
    public record TcpFlags(
            @Doc(value = "those to look at", orElse = "") List<String> flags,
            @Doc(value = "those that must be set", orElse = "") List<String> flagsSet) {}

    /** A table of the kernel. */
    public enum Table {
        FILTER,
        NAT,
        MANGLE,
        RAW,
        SECURITY
    }

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** Where a new rule goes. */
    public enum Action {
        APPEND,
        INSERT
    }

    /** Which protocol the rules are for. */
    public enum IpVersion {
        IPV4,
        IPV6
    }

    /** What a chain does in the end. */
    public enum Policy {
        Accept,
        Drop,
        Queue,
        Return;

        /** As iptables and playbooks write it. */
        @Override
        public String toString() {
            return name().toUpperCase(Locale.ROOT);
        }
    }

    /** Whether a packet opens a connection. */
    public enum Syn {
        IGNORE,
        MATCH,
        NEGATE
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.flush() && params.policy().isPresent()) {
            throw new BadParams("policy", "parameters are mutually exclusive: flush|policy");
        }
        if (!params.flush() && params.chain().isEmpty()) {
            throw new BadParams(
                    "chain", "flush is False but all of the following are missing: chain");
        }
        List<String> rule = new IptablesRule(params).words();
        Map<String, Object> says = says(params, rule);
        if (params.flush()) {
            List<String> chain = params.chain().stream().toList();
            return new Act(
                    Sh.of("{} -t {} -F {}", params.program(), params.tableName(), chain), says);
        }
        Object where = List.of(params.program(), params.tableName(), params.chain().orElseThrow());
        if (params.policy().isPresent()) {
            String policy = params.policy().get().toString();
            return new Ensure(
                    words(Sh.of("chain_policy {}", where)),
                    policy,
                    run(params, "-P", List.of(policy)),
                    says);
        }
        return rule.isEmpty() ? chain(params, where, says) : rule(params, where, rule, says);
    }

    private static Change chain(Params params, Object where, Map<String, Object> says) {
        if (!params.chainManagement()) {
            throw new BadParams(
                    "chain",
                    "the task has no rule; if the chain itself is meant, say `chain_management: true`");
        }
        boolean present = params.state() == State.PRESENT;
        return new Ensure(
                words(Sh.of("chain_state {}", where)),
                present ? "present" : "absent",
                run(params, present ? "-N" : "-X", List.of()),
                says);
    }

    private static Change rule(
            Params params, Object where, List<String> rule, Map<String, Object> says) {
        boolean present = params.state() == State.PRESENT;
        Sh apply = run(params, "-D", rule);
        if (present && params.action() == Action.APPEND) {
            apply = run(params, "-A", rule);
        } else if (present) {
            apply =
                    Sh.of(
                            "{} -t {} -I {} {} {}",
                            params.program(),
                            params.tableName(),
                            params.chain().orElseThrow(),
                            params.ruleNum().stream().toList(),
                            rule);
        }
        String line = "-A " + params.chain().orElseThrow() + " " + String.join(" ", rule) + "\n";
        return new Ensure(
                words(Sh.of("rule_state {} {}", where, rule)),
                present ? "present" : "absent",
                apply,
                Optional.of(
                        new Ensure.Contents(
                                params.program() + " -t " + params.tableName(),
                                present ? Sh.NOTHING : Sh.of("printf %s {}", line),
                                present ? line : "")),
                says);
    }

    private static Sh run(Params params, String command, List<String> rest) {
        return Sh.of(
                "{} -t {} {} {} {}",
                params.program(),
                params.tableName(),
                command,
                params.chain().orElseThrow(),
                rest);
    }

    private static Sh words(Sh question) {
        return Sh.resource(IptablesModule.class, "iptables.sh").then(question);
    }

    private static Map<String, Object> says(Params params, List<String> rule) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("ip_version", params.ipVersion().name().toLowerCase(Locale.ROOT));
        says.put("table", params.tableName());
        params.chain().ifPresent(chain -> says.put("chain", chain));
        says.put("flush", params.flush());
        says.put("rule", String.join(" ", rule));
        says.put("state", params.state().name().toLowerCase(Locale.ROOT));
        says.put("chain_management", params.chainManagement());
        return says;
    }
}
