package io.miprov.host.ssh;

import io.miprov.host.HostRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/**
 * Gets past the door of one host: the keys that the user named, the agent's, the usual ones, a
 * password.
 */
final class Login {
    private final SSHClient client;
    private final Route route;
    private final Keys keys;
    private final List<String> tried = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    Login(SSHClient client, Route route, Keys keys) {
        this.client = client;
        this.route = route;
        this.keys = keys;
    }

    /** Logs in, or says what was tried. */
    void go() {
        try {
            if (!(route.publicKeys() && byKeys()) && !byPassword()) {
                throw refused("");
            }
        } catch (TransportException e) {
            throw refused(": " + e.getMessage());
        }
    }

    private boolean byKeys() throws TransportException {
        List<Agent.Identity> held = held();
        for (Path file : route.keys()) {
            Optional<Agent.Identity> same = same(held, file);
            if (same.isPresent()) {
                held.remove(same.get());
            }
            if (same.isPresent() ? byAgent(same.get()) : byFile(file)) {
                return true;
            }
        }
        if (route.agentToo()) {
            for (Agent.Identity identity : held) {
                if (byAgent(identity)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Agent.Identity> held() {
        if (route.agent().isEmpty()) {
            return new ArrayList<>();
        }
        try {
            return new ArrayList<>(new Agent(route.agent().get()).identities());
        } catch (IOException | RuntimeException e) {
            unusable.add("the agent at " + route.agent().get() + " does not answer");
            return new ArrayList<>();
        }
    }

    private static Optional<Agent.Identity> same(List<Agent.Identity> held, Path file) {
        if (held.isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> blob = Keys.publicHalf(file);
        return held.stream()
                .filter(each -> blob.isPresent() && Arrays.equals(blob.get(), each.blob()))
                .findFirst();
    }

    private boolean byAgent(Agent.Identity identity) throws TransportException {
        tried.add(identity.comment() + " (" + identity.type() + ", from the agent)");
        return attempt(new AgentAuth(new Agent(route.agent().get()), identity));
    }

    private boolean byFile(Path file) throws TransportException {
        if (!Files.exists(file) && usual(file)) {
            return false;
        }
        try {
            AuthMethod method = new FileKeyAuth(keys.key(file));
            tried.add(file.toString());
            return attempt(method);
        } catch (HostRefused e) {
            unusable.add(e.getMessage());
            return false;
        }
    }

    private static boolean usual(Path file) {
        return file.getParent() != null && file.getParent().endsWith(".ssh");
    }

    private boolean byPassword() throws TransportException {
        if (route.password().isEmpty() || !route.passwords()) {
            return false;
        }
        PasswordFinder finder =
                PasswordUtils.createOneOff(route.password().get().value().toCharArray());
        tried.add("the password");
        return attempt(new AuthPassword(finder))
                || allows("keyboard-interactive")
                        && attempt(
                                new AuthKeyboardInteractive(
                                        new PasswordResponseProvider(
                                                PasswordUtils.createOneOff(
                                                        route.password()
                                                                .get()
                                                                .value()
                                                                .toCharArray()))));
    }

    private boolean allows(String method) {
        return client.getUserAuth().getAllowedMethods().contains(method);
    }

    private boolean attempt(AuthMethod method) throws TransportException {
        try {
            return client.getUserAuth()
                    .authenticate(
                            route.user(),
                            (Service) client.getConnection(),
                            method,
                            client.getTransport().getTimeoutMs());
        } catch (UserAuthException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new TransportException(
                        "no answer within " + route.connectTimeout().toMillis() / 1000.0 + " s", e);
            }
            if (!client.getTransport().isRunning()) {
                throw new TransportException(String.valueOf(e.getMessage()), e);
            }
            return false;
        }
    }

    private HostRefused refused(String how) {
        StringBuilder text =
                new StringBuilder(route.who()).append(": the log-in was refused").append(how);
        text.append("\n  tried: ")
                .append(
                        tried.isEmpty()
                                ? "nothing, since there is no key and no password"
                                : String.join(", ", tried));
        for (String why : unusable) {
            text.append("\n  ").append(why);
        }
        if (!client.getUserAuth().getAllowedMethods().isEmpty()) {
            text.append("\n  the host allows: ")
                    .append(String.join(", ", client.getUserAuth().getAllowedMethods()));
        }
        text.append("\n  help: see what works by `ssh -v ")
                .append(route.user())
                .append('@')
                .append(route.address());
        text.append(" -p ")
                .append(route.port())
                .append("`; name the key by ansible_ssh_private_key_file");
        text.append(", the user by ansible_user, the password by ansible_password");
        return new HostRefused(text.toString());
    }
}
