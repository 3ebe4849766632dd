package io.miprov.library.balancer;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

@Doc(
        """
        Takes members out of a balancer and puts them back, on one host of it (`delegate_to`), so that no request is
        lost. A member is drained when nothing is sent to it any more and all that was begun has ended; only then is
        it told. A member that somebody took out by hand is left alone, and told. It is safe to be cut off anywhere:
        the same call again finishes what was begun.

        - balancer_member:
            balancer: nginx
            upstream: micro_integrator
            members: [192.0.2.11]
            state: drained
            timeout: 60s
            on_timeout: abort
          delegate_to: lb-1
        """)
public final class BalancerMemberModule implements Module<BalancerMemberModule.Params> {
    private static final Pattern MARK = Pattern.compile("[A-Za-z0-9._:@/+=-]+");

    /** The balancers there are. */
    public enum Kind {
        NGINX,
        NGINX_PLUS,
        HAPROXY,
        NONE;

        Balancer balancer() {
            return switch (this) {
                case NGINX -> new NginxBalancer();
                case NGINX_PLUS -> new PlusBalancer();
                case HAPROXY -> new HaproxyBalancer();
                case NONE -> new NoBalancer();
            };
        }
    }

    /** How the members should be. */
    public enum State {
        DRAINED,
        ACTIVE,
        EXPECTED,
        STATUS;

        /** Whether members stay as they are. */
        boolean leavesMembers() {
            return this == EXPECTED || this == STATUS;
        }
    }

    /** What to do when a drain does not end in time. */
    public enum OnTimeout {
        PROCEED,
        ABORT
    }

    /** What it takes. */
    public record Params(
            @Doc("which kind of balancer this host is") Kind balancer,
            @Doc(
                            value =
                                    "the upstreams or backends; none: all that have the member. That"
                                            + " of `nginx_site` for HTTPS, NAME_https, goes with NAME",
                            orElse = "")
                    List<String> upstream,
            @Doc("the members, each a host or `host:port`; without a port, all of its ports")
                    List<String> members,
            @Doc(
                            value =
                                    "drained: it gets nothing more, and what was begun has ended;"
                                            + " active: it gets requests; expected: it will be"
                                            + " active soon, so NGINX has clients end the"
                                            + " connections that they keep, which `active` need not"
                                            + " wait for then; status: only look",
                            orElse = "active")
                    State state,
            @Doc(value = "who drains, in one word; kept with the drain", orElse = "miprov")
                    String mark,
            @Doc(value = "how long a drain may take", orElse = "60s") Duration timeout,
            @Doc(
                            value =
                                    "what to do when it takes longer: abort puts the member back and"
                                            + " fails; proceed leaves it out and says what is left",
                            orElse = "abort")
                    OnTimeout onTimeout,
            @Doc(value = "how many members have to stay in each upstream", orElse = "1")
                    int minAvailable,
            @Doc(
                            value =
                                    "for how long no connection to the member may be seen while the"
                                            + " balancer still ends what it has begun",
                            orElse = "1s")
                    Duration quiet,
            @Doc(
                            value =
                                    "the configuration on the host: the folder of NGINX's (default:"
                                            + " /etc/nginx), or the file of haproxy's"
                                            + " (/etc/haproxy/haproxy.cfg)",
                            path = true)
                    Optional<String> config,
            @Doc("the command of the balancer, with its options (default: nginx or haproxy)")
                    Optional<String> command,
            @Doc(
                            value = "haproxy's socket, with the level admin",
                            orElse = "/run/haproxy/admin.sock",
                            path = true)
                    String socket,
            @Doc(value = "where the API of NGINX Plus is", orElse = "http://127.0.0.1:8080/api")
                    String api,
            @Doc(value = "take members that were taken out by hand too", orElse = "no")
                    boolean force) {

        List<MemberName> names() {
            return members.stream().map(MemberName::of).toList();
        }
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.members().isEmpty()) {
            throw new BadParams("members", "needs at least one member");
        }
        try {
            params.names();
        } catch (IllegalArgumentException e) {
            throw new BadParams("members", e.getMessage());
        }
        if (!MARK.matcher(params.mark()).matches()) {
            throw new BadParams(
                    "mark",
                    "needs one word of letters, digits and . _ : @ / + = -, such as a run's id");
        }
        if (params.minAvailable() < 1) {
            throw new BadParams(
                    "min_available",
                    "needs at least 1: the last member is never drained. A single node has"
                            + " `balancer: none`");
        }
        return params.balancer().balancer().change(params);
    }
}
