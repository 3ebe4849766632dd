package io.miprov.host.ssh;

import io.miprov.diag.Secret;
import io.miprov.host.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One way to one machine, with all that decides whether two ways are the same connection.
 *
 * @param name in the inventory
 * @param alias under which the host stands in known_hosts
 * @param keys that the user named; then come the agent's and the usual ones
 * @param jump the way to the host that we go through
 * @param proxy a command that leads there, when that is how it is reached
 */
record Route(
        String name,
        String address,
        int port,
        String user,
        String alias,
        Optional<Secret> password,
        List<Path> keys,
        boolean agentToo,
        Optional<Path> agent,
        boolean publicKeys,
        boolean passwords,
        List<Path> knownHosts,
        Target.HostKeys hostKeys,
        boolean hashKnownHosts,
        Duration connectTimeout,
        int retries,
        Duration keepAlive,
        int keepAliveMax,
        Optional<Route> jump,
        Optional<String> proxy) {

    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    /** {@code 10.0.0.7:22 as ops}. */
    String place() {
        return address
                + ":"
                + port
                + " as "
                + user
                + jump.map(j -> " through " + j.address()).orElse("")
                + proxy.map(command -> " through `" + command + "`").orElse("");
    }

    /** What starts every message about it. */
    String who() {
        return name + " (" + place() + ")";
    }

    /** Finds the ways to targets. */
    record Finder(Path home, Optional<Path> agentSocket) {

        Route to(Target target) {
            SshOptions options = new SshOptions(target.address(), home);
            target.port().ifPresent(port -> options.add("Port", List.of(String.valueOf(port))));
            target.user().ifPresent(user -> options.add("User", List.of(user)));
            Optional<Path> file = new SshArgs(target.name(), options).read(target.sshArgs());
            readFiles(options, file);
            return route(target, options, jump(target, options, file));
        }

        private void readFiles(SshOptions options, Optional<Path> file) {
            Path ssh = home.resolve(".ssh");
            if (file.isPresent()) {
                new SshConfig(ssh, options).read(file.get());
                return;
            }
            new SshConfig(ssh, options).read(ssh.resolve("config"));
            Path system = Path.of("/etc/ssh");
            new SshConfig(system, options).read(system.resolve("ssh_config"));
        }

        private Optional<Route> jump(Target target, SshOptions options, Optional<Path> file) {
            Optional<String> jumps = options.text("ProxyJump").filter(j -> !j.equals("none"));
            return jumps.map(text -> through(target, List.of(text.split(",")), file));
        }

        private Route through(Target target, List<String> hops, Optional<Path> file) {
            String last = hops.get(hops.size() - 1).strip().replaceFirst("^ssh://", "");
            int at = last.lastIndexOf('@');
            String rest = last.substring(at + 1);
            int colon = rest.startsWith("[") ? rest.indexOf("]:") + 1 : rest.indexOf(':');
            List<String> args = new ArrayList<>();
            file.ifPresent(f -> args.addAll(List.of("-F", f.toString())));
            if (hops.size() > 1) {
                args.addAll(List.of("-J", String.join(",", hops.subList(0, hops.size() - 1))));
            }
            String address =
                    (colon > 0 ? rest.substring(0, colon) : rest).replace("[", "").replace("]", "");
            return to(
                    new Target(
                            address,
                            "ssh",
                            address,
                            colon > 0
                                    ? Optional.of(Integer.parseInt(rest.substring(colon + 1)))
                                    : Optional.empty(),
                            at > 0 ? Optional.of(last.substring(0, at)) : Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            target.hostKeys(),
                            args,
                            target.connectTimeout(),
                            target.retries(),
                            target.shell()));
        }

        private Route route(Target target, SshOptions options, Optional<Route> jump) {
            List<Path> keys = new ArrayList<>(target.keys());
            keys.addAll(options.files("IdentityFile"));
            if (keys.isEmpty()) {
                USUAL_KEYS.forEach(key -> keys.add(home.resolve(".ssh").resolve(key)));
            }
            return new Route(
                    target.name(),
                    options.hostName(),
                    options.port(),
                    options.user(),
                    options.text("HostKeyAlias").orElse(""),
                    target.password(),
                    List.copyOf(keys),
                    !options.yes("IdentitiesOnly", false),
                    agent(options),
                    options.yes("PubkeyAuthentication", true),
                    options.yes("PasswordAuthentication", true),
                    knownHosts(options),
                    policy(target, options),
                    options.yes("HashKnownHosts", false),
                    options.seconds("ConnectTimeout").orElse(target.connectTimeout()),
                    Math.max(target.retries(), options.number("ConnectionAttempts", 1) - 1),
                    options.seconds("ServerAliveInterval").orElse(KEEP_ALIVE),
                    options.number("ServerAliveCountMax", 3),
                    jump,
                    options.text("ProxyCommand")
                            .filter(command -> jump.isEmpty() && !command.equals("none"))
                            .map(options::expanded));
        }

        private Optional<Path> agent(SshOptions options) {
            Optional<String> named = options.text("IdentityAgent");
            if (named.isEmpty() || named.get().equals("SSH_AUTH_SOCK")) {
                return agentSocket;
            }
            return named.filter(n -> !n.equals("none")).map(options::file);
        }

        private List<Path> knownHosts(SshOptions options) {
            List<Path> files = new ArrayList<>(options.files("UserKnownHostsFile"));
            if (files.isEmpty()) {
                files.add(home.resolve(".ssh/known_hosts"));
            }
            List<Path> global = options.files("GlobalKnownHostsFile");
            files.addAll(global.isEmpty() ? List.of(Path.of("/etc/ssh/ssh_known_hosts")) : global);
            return List.copyOf(files);
        }

        private static Target.HostKeys policy(Target target, SshOptions options) {
            if (target.hostKeys() != Target.HostKeys.STRICT) {
                return target.hostKeys();
            }
            return switch (options.text("StrictHostKeyChecking")
                    .orElse("ask")
                    .toLowerCase(Locale.ROOT)) {
                case "no", "off" -> Target.HostKeys.OFF;
                case "accept-new" -> Target.HostKeys.ACCEPT_NEW;
                default -> Target.HostKeys.STRICT;
            };
        }
    }
}
