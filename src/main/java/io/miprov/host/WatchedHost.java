package io.miprov.host;

/** A host whose plain calls are made with one {@link Call}. */
record WatchedHost(Host host, Call call) implements Host {

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public Reply run(Sh script) {
        return host.run(script, call);
    }

    @Override
    public Reply run(Sh script, Call other) {
        return host.run(script, other);
    }

    @Override
    public Reply send(Sh script, Payload payload) {
        return host.send(script, payload, call);
    }

    @Override
    public Reply send(Sh script, Payload payload, Call other) {
        return host.send(script, payload, other);
    }

    @Override
    public Host as(Become become) {
        return new WatchedHost(host.as(become), call);
    }

    @Override
    public void renew() {
        host.renew();
    }

    @Override
    public boolean here() {
        return host.here();
    }

    @Override
    public void close() {
        host.close();
    }
}
