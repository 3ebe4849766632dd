package io.miprov.host;

import java.util.Optional;

/** One user on a machine that we are logged in to. */
record User(Machine machine, Identity identity) implements Host {

    @Override
    public String name() {
        return machine.launcher().name();
    }

    @Override
    public Reply run(Sh script, Call call) {
        return machine.run(identity, script, call);
    }

    @Override
    public Reply send(Sh script, Payload payload, Call call) {
        return machine.send(identity, script, payload, call);
    }

    @Override
    public Host as(Become become) {
        boolean same = become.user().equals(machine.launcher().user());
        return new User(
                machine,
                new Identity(same ? Optional.empty() : Optional.of(become), identity.shell()));
    }

    @Override
    public void renew() {
        machine.launcher().end();
        machine.close();
    }

    /** Nothing of its own is open: the shells belong to the machine. */
    @Override
    public void close() {}
}
