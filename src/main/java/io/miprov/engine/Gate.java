package io.miprov.engine;

import java.util.List;

/**
 * What stands between tasks and hosts that have traffic. While it is closed for a host, tasks look
 * at it and change nothing; the first that would change something has it opened.
 */
interface Gate {
    /** No host has traffic that anybody minds. */
    Gate NONE =
            new Gate() {
                @Override
                public boolean closed(HostState host) {
                    return false;
                }

                @Override
                public List<HostState> open(List<HostState> hosts, Job job) {
                    return hosts;
                }

                @Override
                public void foresee(HostState host, Job job) {
                    // nobody asks
                }
            };

    /** Whether tasks may only look at this host. */
    boolean closed(HostState host);

    /**
     * Takes the traffic away from hosts that a task would change. Returns those that may be changed
     * now; what is wrong with the others has been told, and they have failed.
     */
    List<HostState> open(List<HostState> hosts, Job job);

    /**
     * A task would change this host, in a run that only checks; or it did, though it had looked as
     * if it would not.
     */
    void foresee(HostState host, Job job);
}
