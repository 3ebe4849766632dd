package io.miprov.engine;

import io.miprov.diag.Secret;
import io.miprov.event.Event;
import io.miprov.host.Become;
import io.miprov.host.Call;
import io.miprov.host.Host;
import io.miprov.host.Payload;
import io.miprov.host.Reply;
import io.miprov.host.Sh;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host as one task sees it: connected when first needed, as the right user, with the task's
 * environment; what happens there is told. Whoever goes to the same place waits until it is free.
 */
final class JobHost implements Host {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String name;
    private final Links.Link link;
    private final Optional<Become> become;
    private final Sh environment;
    private final Call call;
    private final Teller teller;
    private final boolean shown;

    JobHost(
            String name,
            Links.Link link,
            Optional<Become> become,
            Map<String, Object> environment,
            Call call,
            Teller teller,
            boolean shown) {
        this.name = name;
        this.link = link;
        this.become = become;
        this.environment = script(environment);
        this.call = call;
        this.teller = teller;
        this.shown = shown;
    }

    private JobHost(JobHost other, Become become) {
        this.name = other.name;
        this.link = other.link;
        this.become = Optional.of(become);
        this.environment = other.environment;
        this.call = other.call;
        this.teller = other.teller;
        this.shown = other.shown;
    }

    private static Sh script(Map<String, Object> environment) {
        Sh script = Sh.NOTHING;
        for (Map.Entry<String, Object> each : environment.entrySet()) {
            if (!NAME.matcher(each.getKey()).matches()) {
                throw new IllegalArgumentException(
                        "`" + each.getKey() + "` can not name an environment variable");
            }
            Sh set = Sh.of("export {}", assignment(each.getKey(), each.getValue()));
            script = script.equals(Sh.NOTHING) ? set : script.then(set);
        }
        return script;
    }

    private static Object assignment(String name, Object value) {
        if (value instanceof Secret secret) {
            return new Secret(name + "=" + secret.value());
        }
        if (value instanceof Boolean truth) {
            return name + "=" + (truth ? "True" : "False");
        }
        return name + "=" + (value == null ? "None" : value);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply run(Sh script) {
        return run(script, call);
    }

    @Override
    public Reply run(Sh script, Call other) {
        return taken(script, (host, whole) -> host.run(whole, other));
    }

    @Override
    public Reply send(Sh script, Payload payload) {
        return send(script, payload, call);
    }

    @Override
    public Reply send(Sh script, Payload payload, Call other) {
        return taken(script, (host, whole) -> host.send(whole, payload, other));
    }

    /** One trip. */
    private interface Trip {
        Reply go(Host host, Sh whole);
    }

    private Reply taken(Sh script, Trip trip) {
        Sh whole = environment.equals(Sh.NOTHING) ? script : environment.then(script);
        link.turn.lock();
        try {
            Host host = link.host();
            if (shown) {
                teller.tell(new Event.ScriptSent(name, teller.mask.over(whole.shown())));
            }
            return trip.go(become.map(host::as).orElse(host), whole);
        } finally {
            link.turn.unlock();
        }
    }

    @Override
    public void renew() {
        link.renew();
    }

    @Override
    public boolean here() {
        link.turn.lock();
        try {
            return link.host().here();
        } finally {
            link.turn.unlock();
        }
    }

    @Override
    public Host as(Become other) {
        return new JobHost(this, other);
    }

    @Override
    public void close() {
        // The connection outlives the task.
    }
}
