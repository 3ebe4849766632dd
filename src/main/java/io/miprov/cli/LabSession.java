package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.diag.Problems;
import io.miprov.inventory.Inventory;
import io.miprov.inventory.InventoryReader;
import io.miprov.inventory.Reading;
import io.miprov.lab.ContainerEngine;
import io.miprov.lab.HostSpec;
import io.miprov.lab.Lab;
import io.miprov.lab.LabFailure;
import io.miprov.lab.LabImage;
import io.miprov.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** The lab of a project folder, with its files in {@code .miprov/lab}, and how its commands end. */
final class LabSession {
    private final Terminal terminal;
    private final Path folder;
    private final LabProgress progress;
    private final Lab lab;

    private LabSession(Terminal terminal, Path folder, LabProgress progress) {
        this.terminal = terminal;
        this.folder = folder;
        this.progress = progress;
        this.lab = new Lab(folder.resolve(".miprov/lab"), progress);
    }

    /**
     * Does something with the lab of a folder, and turns what goes wrong into words and a status.
     */
    static int in(Terminal terminal, Path folder, ToIntFunction<LabSession> work) {
        LabProgress progress = new LabProgress(terminal);
        try {
            return work.applyAsInt(
                    new LabSession(terminal, folder.toAbsolutePath().normalize(), progress));
        } catch (LabFailure failure) {
            progress.done();
            terminal.err().println("error: " + failure.getMessage());
            return ExitCode.TASK_FAILED;
        } finally {
            progress.done();
        }
    }

    Lab lab() {
        return lab;
    }

    Path folder() {
        return folder;
    }

    LabProgress progress() {
        return progress;
    }

    /** Makes engine and image ready. */
    void prepare() {
        new ContainerEngine(progress).ready();
        new LabImage(progress).ready();
        progress.done();
    }

    /** For what needs an engine but should not bring one. */
    void requireEngine() {
        if (!ContainerEngine.answers()) {
            throw new BadInput("No container engine answers, so there is no lab to look at.");
        }
    }

    void down(boolean image) {
        int hosts = lab.status().size();
        lab.down();
        if (image) {
            lab.removeImages();
        }
        progress.say("Removed " + hosts + " hosts" + (image ? " and the image." : "."));
    }

    /** Makes a host for each host of the inventory; gives how many there are. */
    int up(List<String> inventories) {
        List<HostSpec> hosts = hosts(inventories);
        prepare();
        lab.up(hosts);
        progress.done();
        refuseHostsElsewhere(inventories, hosts);
        return hosts.size();
    }

    private List<HostSpec> hosts(List<String> inventories) {
        Inventory inventory = read(inventories);
        if (inventory.hosts().isEmpty()) {
            throw new BadInput("There are no hosts in " + String.join(", ", inventories) + ".");
        }
        return inventory.hosts().stream()
                .map(name -> HostSpec.of(name, inventory.variables(name)))
                .toList();
    }

    /**
     * A host_vars file may say more loudly than our overlay where a host is: that must not pass.
     */
    private void refuseHostsElsewhere(List<String> inventories, List<HostSpec> hosts) {
        List<String> both = new ArrayList<>(inventories);
        both.add(lab.overlay().toString());
        Inventory inventory = read(both);
        for (HostSpec host : hosts) {
            Object address = inventory.variables(host.name()).get("ansible_host");
            if (!"127.0.0.1".equals(address)) {
                throw new LabFailure(
                        host.name()
                                + " has ansible_host "
                                + address
                                + " in host_vars, which wins over the lab's inventory.\nhelp: keep"
                                + " ansible_host in the inventory file, or in group_vars");
            }
        }
    }

    /** With the vault passwords that are set outside of the command line. */
    private Inventory read(List<String> inventories) {
        Vault vault = new VaultOptions().vault(terminal, Settings.read(terminal.environment()));
        Problems problems = new Problems();
        Inventory inventory = InventoryReader.read(inventories, Reading.strictly(vault), problems);
        problems.throwIfAny();
        return inventory;
    }
}
