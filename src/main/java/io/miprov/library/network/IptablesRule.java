package io.miprov.library.network;

import io.miprov.library.network.IptablesModule.IpVersion;
import io.miprov.library.network.IptablesModule.Params;
import io.miprov.library.network.IptablesModule.Syn;
import io.miprov.module.BadParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule as words for iptables. Their order is that of Ansible's module, since iptables takes
 * options of an extension only after the extension.
 */
final class IptablesRule {
    private final Params params;
    private final List<String> words = new ArrayList<>();

    IptablesRule(Params params) {
        this.params = params;
    }

    List<String> words() {
        Optional<String> jump = jump();
        params.wait_().ifPresent(seconds -> words.addAll(List.of("-w", seconds)));
        option("-p", params.protocol());
        option("-s", params.source());
        option("-d", params.destination());
        params.match().forEach(each -> option("-m", Optional.of(each)));
        params.tcpFlags()
                .ifPresent(
                        flags ->
                                words.addAll(
                                        List.of(
                                                "--tcp-flags",
                                                String.join(",", flags.flags()),
                                                String.join(",", flags.flagsSet()))));
        target(jump);
        option("-i", params.inInterface());
        option("-o", params.outInterface());
        option("-f", params.fragment());
        option("-c", params.setCounters());
        option("--source-port", params.sourcePort());
        option("--destination-port", params.destinationPort());
        option("--to-ports", params.toPorts());
        option("--set-dscp", params.setDscpMark());
        option("--set-dscp-class", params.setDscpMarkClass());
        syn();
        extensions();
        if (jump.isEmpty() && params.rejectWith().isPresent()) {
            words.addAll(List.of("-j", "REJECT"));
        }
        option("--reject-with", params.rejectWith());
        boolean four = params.ipVersion() == IpVersion.IPV4;
        option(four ? "--icmp-type" : "--icmpv6-type", params.icmpType());
        extension("comment", params.comment());
        option("--comment", params.comment());
        return List.copyOf(words);
    }

    private Optional<String> jump() {
        boolean logs = params.logPrefix().isPresent() || params.logLevel().isPresent();
        if (logs && params.jump().filter(jump -> !jump.equals("LOG")).isPresent()) {
            throw new BadParams(
                    "jump", "Logging options can only be used with the LOG jump target.");
        }
        boolean marks = params.setDscpMark().isPresent() || params.setDscpMarkClass().isPresent();
        if (marks && params.jump().isEmpty()) {
            throw new BadParams("jump", "`set_dscp_mark` and `set_dscp_mark_class` need `jump`");
        }
        if (params.setDscpMark().isPresent() && params.setDscpMarkClass().isPresent()) {
            throw new BadParams(
                    "set_dscp_mark_class",
                    "parameters are mutually exclusive: set_dscp_mark|set_dscp_mark_class");
        }
        return params.jump().isEmpty() && logs ? Optional.of("LOG") : params.jump();
    }

    private void target(Optional<String> jump) {
        option("-j", jump);
        if (jump.filter("tee"::equalsIgnoreCase).isPresent()) {
            if (params.gateway().isEmpty()) {
                throw new BadParams("gateway", "`gateway` is needed with `jump: TEE`");
            }
            option("--gateway", params.gateway());
        }
        option("--log-prefix", params.logPrefix());
        option("--log-level", params.logLevel());
        option("--to-destination", params.toDestination());
        list("multiport", "--dports", params.destinationPorts());
        option("--to-source", params.toSource());
        option("-g", params.goto_());
    }

    private void syn() {
        if (params.syn() == Syn.NEGATE) {
            words.add("!");
        }
        if (params.syn() != Syn.IGNORE) {
            words.add("--syn");
        }
    }

    private void extensions() {
        list(
                "conntrack",
                params.match().contains("state") ? "--state" : "--ctstate",
                params.ctstate());
        extension("iprange", params.srcRange().or(params::dstRange));
        option("--src-range", params.srcRange());
        option("--dst-range", params.dstRange());
        extension("set", params.matchSet());
        option("--match-set", params.matchSet());
        params.matchSetFlags().ifPresent(words::add);
        extension("limit", params.limit().or(params::limitBurst));
        option("--limit", params.limit());
        option("--limit-burst", params.limitBurst());
        extension("owner", params.uidOwner());
        option("--uid-owner", params.uidOwner());
        extension("owner", params.gidOwner());
        option("--gid-owner", params.gidOwner());
    }

    /** An option of iptables; a value that begins with an exclamation mark means all others. */
    private void option(String option, Optional<String> value) {
        value.filter(text -> !text.isEmpty())
                .ifPresent(
                        text -> {
                            if (text.startsWith("!")) {
                                words.addAll(List.of("!", option, text.substring(1)));
                            } else {
                                words.addAll(List.of(option, text));
                            }
                        });
    }

    private void list(String extension, String option, List<String> values) {
        if (!values.isEmpty()) {
            boolean state = option.equals("--state");
            extension(extension, state ? Optional.empty() : Optional.of(extension));
            words.addAll(List.of(option, String.join(",", values)));
        }
    }

    /** Loads an extension that something needs, unless `match` names it. */
    private void extension(String name, Optional<String> needed) {
        if (needed.isPresent() && !params.match().contains(name)) {
            words.addAll(List.of("-m", name));
        }
    }
}
