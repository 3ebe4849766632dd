package io.miprov.engine;

import io.miprov.inventory.Inventory;
import io.miprov.playbook.Play;
import java.nio.file.Path;
import java.util.List;

/** The play and batch that is under way, as tasks see it. */
final class Setting {
    private final Play play;
    private final Inventory inventory;
    private final List<HostState> all;
    private final List<HostState> batch;
    private final VarsFiles varsFiles;

    Setting(
            Play play,
            Inventory inventory,
            List<HostState> all,
            List<HostState> batch,
            VarsFiles varsFiles) {
        this.play = play;
        this.inventory = inventory;
        this.all = all;
        this.batch = batch;
        this.varsFiles = varsFiles;
    }

    Play play() {
        return play;
    }

    Inventory inventory() {
        return inventory;
    }

    VarsFiles varsFiles() {
        return varsFiles;
    }

    Path folder() {
        return play.file().toAbsolutePath().normalize().getParent();
    }

    List<String> allHosts() {
        return names(all, false);
    }

    /** Those that nothing bad happened to. */
    List<String> goodHosts() {
        return names(all, true);
    }

    List<String> batchHosts() {
        return names(batch, true);
    }

    private static List<String> names(List<HostState> hosts, boolean good) {
        return hosts.stream()
                .filter(host -> !good || (!host.failed && !host.gone))
                .map(host -> host.name)
                .toList();
    }
}
