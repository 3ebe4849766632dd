package io.miprov.proof;

import static io.miprov.proof.Step.ADMIT;
import static io.miprov.proof.Step.BEFORE;
import static io.miprov.proof.Step.BETWEEN;
import static io.miprov.proof.Step.DRAIN;
import static io.miprov.proof.Step.HEALTH;
import static io.miprov.proof.Step.LOCK;
import static io.miprov.proof.Step.LOOK;
import static io.miprov.proof.Step.POINT;
import static io.miprov.proof.Step.WORK;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** All faults, and the steps at which each of them happens. */
final class FaultList {
    private static final List<Step> EVERY =
            List.of(LOCK, LOOK, POINT, DRAIN, WORK, HEALTH, ADMIT, BETWEEN);
    private static final Set<Step> ALWAYS = EnumSet.allOf(Step.class);

    /** The node is out of the balancer then, so that its end costs no request. */
    private static final Set<Step> OUT = EnumSet.of(WORK, HEALTH);

    private static final Fault.Deed NOTHING = scene -> {};
    private static final String CUT =
            "for p in $(pgrep -u ops -x sshd) $(pgrep -f '^sshd: ops'); do kill -9 $p; done; true";

    private FaultList() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "controller killed with -9",
                        EVERY,
                        "",
                        scene -> scene.run().kill(),
                        NOTHING,
                        ALWAYS),
                new Fault(
                        "SSH connection to the node cut",
                        List.of(LOOK, POINT, DRAIN, WORK, HEALTH, ADMIT, BETWEEN),
                        "",
                        scene -> scene.onNode(CUT),
                        NOTHING,
                        ALWAYS),
                new Fault(
                        "SSH connection to the balancer cut",
                        EVERY,
                        "",
                        scene -> scene.onBalancer(CUT),
                        NOTHING,
                        ALWAYS),
                new Fault(
                        "balancer host unreachable by SSH",
                        List.of(BEFORE, DRAIN, WORK, HEALTH),
                        "",
                        scene -> scene.onBalancer("systemctl stop ssh; " + CUT),
                        scene -> scene.onBalancer("systemctl start ssh"),
                        ALWAYS),
                new Fault(
                        "node frozen",
                        List.of(DRAIN, WORK, HEALTH),
                        "",
                        scene -> docker("pause", scene),
                        scene -> docker("unpause", scene),
                        OUT),
                new Fault(
                        "node killed",
                        List.of(LOOK, DRAIN, WORK, HEALTH, ADMIT, BETWEEN),
                        "",
                        scene -> docker("kill", scene),
                        scene -> scene.cluster().machines(),
                        OUT),
                new Fault(
                        "nginx -t refuses another file",
                        List.of(BEFORE, WORK, HEALTH),
                        "",
                        scene ->
                                scene.onBalancer(
                                        "echo 'broken {' >/etc/nginx/conf.d/zz-other.conf"),
                        scene -> scene.onBalancer("rm -f /etc/nginx/conf.d/zz-other.conf"),
                        ALWAYS),
                new Fault(
                        "disk of the node full",
                        List.of(BEFORE, POINT, WORK),
                        "",
                        Disk::fill,
                        Disk::free,
                        ALWAYS),
                bad("new version dies at its start", "dies"),
                bad("new version is never ready", "never-ready"),
                bad("new version is ready and answers errors", "errors"),
                bad("new version has a faulty application", "faulty-capp"),
                new Fault(
                        "port taken by another program",
                        List.of(WORK),
                        "",
                        scene ->
                                scene.onNode(
                                        "perl -MIO::Socket::INET -e '$port = 8290; $SIG{HUP} = \"IGNORE\"; for (1 .. 12000) {"
                                                + " $held = IO::Socket::INET->new(LocalPort => $port, Listen => 9, ReuseAddr => 1)"
                                                + " and last; select undef, undef, undef, 0.005 } sleep 600 if $held'"
                                                + " >/dev/null 2>&1 & echo $! >/run/thief.pid"),
                        scene -> scene.onNode("kill $(cat /run/thief.pid); rm -f /run/thief.pid"),
                        ALWAYS),
                new Fault(
                        "certificate that does not match the key",
                        List.of(BEFORE),
                        "",
                        Keys::swap,
                        Keys::restore,
                        ALWAYS),
                new Fault(
                        "a second operator at once",
                        List.of(LOOK, DRAIN, WORK, HEALTH),
                        "",
                        scene -> scene.again().start("second"),
                        NOTHING,
                        ALWAYS),
                new Fault(
                        "clock of the node an hour behind",
                        List.of(BEFORE),
                        "",
                        scene ->
                                scene.onNode(
                                        "printf '#!/bin/sh\\nexec /usr/bin/date -d \"1 hour ago\" \"$@\"\\n' >/usr/local/bin/date;"
                                                + " chmod +x /usr/local/bin/date"),
                        scene -> scene.onNode("rm -f /usr/local/bin/date"),
                        ALWAYS));
    }

    private static Fault bad(String name, String pack) {
        return new Fault(name, List.of(BEFORE), pack, NOTHING, NOTHING, ALWAYS);
    }

    private static void docker(String verb, Scene scene)
            throws java.io.IOException, InterruptedException {
        Command.must("docker", verb, scene.cluster().container(scene.node()));
    }
}
