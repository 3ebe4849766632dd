package io.miprov.library.balancer;

import io.miprov.host.Sh;
import io.miprov.library.balancer.BalancerMemberModule.Params;
import io.miprov.library.network.HaproxyModule;
import io.miprov.library.nginx.NginxWords;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import java.util.Map;
import java.util.TreeSet;

/**
 * haproxy, spoken to by its socket: a member drains, and is in maintenance when its last session
 * has ended. In the configuration it is {@code disabled} then, so it stays out when haproxy is
 * reloaded or started anew; that file is the first to hear of a drain and the last to forget it, so
 * a run that is cut off is seen.
 */
final class HaproxyBalancer implements Balancer {

    @Override
    public Change change(Params params) {
        Sh words =
                NginxWords.waiting()
                        .then(Sh.resource(Balancer.class, "members.sh"))
                        .then(Sh.resource(HaproxyModule.class, "haproxy.sh"))
                        .then(Sh.resource(Balancer.class, "haproxy.sh"));
        String file = params.config().orElse("/etc/haproxy/haproxy.cfg");
        TreeSet<String> hosts = new TreeSet<>();
        params.names().forEach(name -> hosts.add(name.host()));
        return new Decide(
                words.then(Sh.of("haproxy_look {} {} {}", params.socket(), file, hosts)),
                answer -> new HaproxyPlan(params, HaproxyLook.read(answer), words, file).change(),
                Map.of());
    }
}
