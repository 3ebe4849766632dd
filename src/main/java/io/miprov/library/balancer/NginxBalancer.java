package io.miprov.library.balancer;

import io.miprov.host.Sh;
import io.miprov.library.balancer.BalancerMemberModule.Params;
import io.miprov.library.nginx.NginxWords;
import io.miprov.module.Change;
import io.miprov.module.Work;
import java.util.Map;
import java.util.TreeSet;

/**
 * Open-source NGINX: a member is drained by {@code down} on its line of the configuration, which
 * NGINX takes up by one reload for all members of the call. A reload that returned 0 is no drain:
 * the old workers go on with what they have begun, so the proof is that they are gone, or that none
 * of NGINX's connections goes to the member. Members of NGINX Plus whose servers are in the
 * configuration can be drained so too.
 */
final class NginxBalancer implements Balancer {

    @Override
    public Change change(Params params) {
        String command = params.command().orElse("nginx");
        String folder = params.config().orElse("/etc/nginx");
        Sh words =
                NginxWords.words()
                        .then(Sh.resource(Balancer.class, "members.sh"))
                        .then(Sh.resource(Balancer.class, "nginx.sh"));
        TreeSet<String> hosts = new TreeSet<>();
        params.names().forEach(name -> hosts.add(name.host()));
        Sh look = Sh.of("nginx_look {} {} {}", command, folder, hosts);
        Sh mend = Sh.of("nginx_mend {} {}", command, folder);
        boolean only = params.state() == BalancerMemberModule.State.STATUS;
        return new Work(
                words.then(look),
                words.then(only ? look : mend.and(look)),
                answer ->
                        new NginxPlan(params, NginxLook.read(answer), words, command, folder)
                                .change(),
                Map.of());
    }
}
