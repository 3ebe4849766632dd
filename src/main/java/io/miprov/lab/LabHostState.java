package io.miprov.lab;

import java.util.List;

/**
 * A host of the lab as docker sees it.
 *
 * @param name as in the inventory
 * @param state docker's word: running, exited, …
 * @param address in the lab's own network; empty when it does not run
 * @param ssh the port of this computer's loopback address that leads to its sshd; 0 when it does
 *     not run
 * @param published the other published ports
 * @param fingerprint of what it was made from
 */
public record LabHostState(
        String name,
        String state,
        String address,
        int ssh,
        List<HostSpec.Port> published,
        String fingerprint) {

    public LabHostState {
        published = List.copyOf(published);
    }

    public boolean running() {
        return state.equals("running");
    }
}
