package io.miprov.lab;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import io.miprov.host.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A host for tests: a container of the lab's image with systemd and sshd, that the user ops may log
 * in to with a key of its own. It is ready when it is made, and gone when it is closed.
 */
public final class LabHost implements AutoCloseable {
    private static final int SSH = 22;

    private final GenericContainer<?> container;
    private final HostSpec spec;
    private final Path folder;

    private LabHost(GenericContainer<?> container, HostSpec spec, Path folder) {
        this.container = container;
        this.spec = spec;
        this.folder = folder;
    }

    /** A host of its own, whose sudo asks for nothing. */
    public static LabHost start(String name) throws IOException, InterruptedException {
        return start(new HostSpec(name, List.of(), false), null);
    }

    /** A host whose sudo asks for the password {@code ops}. */
    public static LabHost startWithSudoPassword(String name)
            throws IOException, InterruptedException {
        return start(new HostSpec(name, List.of(), true), null);
    }

    /** A host that its neighbours in the network know by its name, with more ports published. */
    public static LabHost start(String name, Network network, int... ports)
            throws IOException, InterruptedException {
        List<HostSpec.Port> published =
                Arrays.stream(ports).mapToObj(port -> new HostSpec.Port(0, port)).toList();
        return start(new HostSpec(name, published, false), network);
    }

    private static LabHost start(HostSpec spec, Network network)
            throws IOException, InterruptedException {
        requireImage();
        GenericContainer<?> container = container(spec);
        if (network != null) {
            container.withNetwork(network).withNetworkAliases(spec.name());
        }
        container.start();
        LabHost host = new LabHost(container, spec, Files.createTempDirectory("lab-host"));
        host.settle();
        return host;
    }

    public String name() {
        return spec.name();
    }

    public String address() {
        return "127.0.0.1";
    }

    /** The port of sshd, as seen from here. */
    public int port() {
        return port(SSH);
    }

    /** A published port, as seen from here. */
    public int port(int inside) {
        return container.getMappedPort(inside);
    }

    /** The private key of the user ops. */
    public Path key() {
        return folder.resolve("key");
    }

    /** The true host keys. */
    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /** How to reach it over SSH, as the user ops, with its key checked. */
    public Target target() {
        return new Target(
                name(),
                "ssh",
                address(),
                Optional.of(port()),
                Optional.of("ops"),
                Optional.empty(),
                List.of(key()),
                Target.HostKeys.STRICT,
                List.of("-o", "UserKnownHostsFile=" + knownHosts()),
                Duration.ofSeconds(10),
                0,
                "/bin/sh");
    }

    /** Runs a script as root, by docker and not by ssh; it must end well. */
    public String root(String script) throws IOException, InterruptedException {
        Container.ExecResult result = container.execInContainer("bash", "-c", script);
        if (result.getExitCode() != 0) {
            throw new AssertionError(name() + ": " + script + "\n" + result);
        }
        return result.getStdout().strip();
    }

    /** Puts a file or a folder of this machine there, as root. */
    public void put(Path from, String to) {
        container.copyFileToContainer(MountableFile.forHostPath(from), to);
    }

    /** An inventory that leads to these hosts, to be given beside one that has them in groups. */
    public static Path overlay(Path folder, LabHost... hosts) throws IOException {
        StringBuilder yaml = new StringBuilder("all:\n  hosts:\n");
        for (LabHost host : hosts) {
            yaml.append(
                    """
                        %s:
                          ansible_host: %s
                          ansible_port: %d
                          ansible_user: ops
                          ansible_ssh_private_key_file: %s
                          ansible_ssh_common_args: -o IdentitiesOnly=yes -o UserKnownHostsFile=%s
                    """
                            .formatted(
                                    host.name(),
                                    host.address(),
                                    host.port(),
                                    host.key(),
                                    host.knownHosts()));
        }
        return Files.writeString(folder.resolve("overlay.yml"), yaml);
    }

    /** Its address in the network of its containers, which a reboot does not change. */
    public String innerAddress() {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .findFirst()
                .orElseThrow()
                .getIpAddress();
    }

    /** From now on it starts anew when it was shut down, as a machine that reboots does. */
    public void rebootable() {
        container
                .getDockerClient()
                .updateContainerCmd(container.getContainerId())
                .withRestartPolicy(RestartPolicy.alwaysRestart())
                .exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    private static void requireImage() {
        if (!ContainerEngine.answers() || !LabImage.exists()) {
            throw new AssertionError(
                    "The tests on real hosts need docker and the image "
                            + LabImage.tag()
                            + "; 'miprov lab image' makes it, and says why when it can not.");
        }
    }

    private static GenericContainer<?> container(HostSpec spec) {
        Integer[] ports =
                Stream.concat(Stream.of(SSH), spec.ports().stream().map(HostSpec.Port::inside))
                        .toArray(Integer[]::new);
        Map<String, String> memory = new HashMap<>(Map.of("/run", "", "/run/lock", ""));
        return new GenericContainer<>(DockerImageName.parse(LabImage.tag()))
                .withImagePullPolicy(image -> false)
                .withExposedPorts(ports)
                .withTmpFs(memory)
                .withFileSystemBind("/sys/fs/cgroup", "/sys/fs/cgroup", BindMode.READ_ONLY)
                .withLabel("miprov.lab", "test")
                .withCreateContainerCmdModifier(
                        command ->
                                command.withHostName(spec.name())
                                        .withStopSignal("SIGRTMIN+3")
                                        .getHostConfig()
                                        .withPortBindings(onThisComputerOnly(ports))
                                        .withCapAdd(Capability.SYS_ADMIN, Capability.NET_ADMIN)
                                        .withSecurityOpts(
                                                List.of(
                                                        "seccomp=unconfined",
                                                        "apparmor=unconfined")))
                // what it is up to is asked of it in settle()
                .waitingFor(
                        new AbstractWaitStrategy() {
                            @Override
                            protected void waitUntilReady() {}
                        });
    }

    /** Any ports of the loopback address, as those of a lab are. */
    private static List<PortBinding> onThisComputerOnly(Integer[] ports) {
        return Arrays.stream(ports)
                .map(
                        port ->
                                new PortBinding(
                                        Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(port)))
                .toList();
    }

    private void settle() throws IOException, InterruptedException {
        root("ssh-keygen -q -t ed25519 -N '' -C lab -f /root/key");
        Files.createFile(
                key(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key(), root("cat /root/key") + "\n");
        AptSources sources = AptSources.ofThisComputer();
        Container.ExecResult settled =
                container.execInContainer(
                        "bash",
                        "-c",
                        LabImage.resource("settle.sh"),
                        "lab",
                        root("cat /root/key.pub"),
                        sources.text().strip(),
                        sources.settings().strip(),
                        spec.sudoPassword() ? "password" : "free");
        if (settled.getExitCode() != 0) {
            throw new AssertionError(name() + " did not come up: " + settled);
        }
        StringBuilder known = new StringBuilder();
        settled.getStdout()
                .lines()
                .map(line -> "[" + address() + "]:" + port() + " " + line + "\n")
                .forEach(known::append);
        Files.writeString(knownHosts(), known);
    }
}
