package io.miprov.host;

import java.util.List;

/** This machine, as the user who runs the program. */
public final class LocalShell implements Host {
    private final Background background = new Background();
    private final Processes processes;
    private final Machine machine;
    private final Host host;

    public LocalShell() {
        this("localhost", List.of("/bin/sh"));
    }

    /**
     * @param shell the POSIX shell, with its arguments
     */
    public LocalShell(String name, List<String> shell) {
        this.processes = new Processes(name);
        this.machine = new Machine(processes, shell, background);
        this.host = machine.host();
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public Reply run(Sh script, Call call) {
        return host.run(script, call);
    }

    @Override
    public Reply send(Sh script, Payload payload, Call call) {
        return host.send(script, payload, call);
    }

    @Override
    public Host as(Become become) {
        return host.as(become);
    }

    @Override
    public boolean here() {
        return true;
    }

    @Override
    public void close() {
        machine.close();
        processes.close();
        background.close();
    }
}
