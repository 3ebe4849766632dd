package io.miprov.host.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import io.miprov.host.HostRefused;
import io.miprov.host.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Decides whether the other side is who it should be, and keeps the reason when it is not. */
final class HostKeyCheck implements HostKeyVerifier {
    private final String who;
    private final String name;
    private final String address;
    private final int port;
    private final KnownHosts known;
    private final Target.HostKeys policy;
    private final boolean hashed;
    private Optional<HostRefused> refusal = Optional.empty();

    /**
     * @param who for messages
     * @param name under which the host stands in the files
     * @param address to ask for the key
     */
    HostKeyCheck(
            String who,
            String name,
            String address,
            int port,
            KnownHosts known,
            Target.HostKeys policy,
            boolean hashed) {
        this.who = who;
        this.name = name;
        this.address = address;
        this.port = port;
        this.known = known;
        this.policy = policy;
        this.hashed = hashed;
    }

    /** Why it was refused, when it was. */
    Optional<HostRefused> refusal() {
        return refusal;
    }

    @Override
    public boolean verify(String ignored, int alsoIgnored, PublicKey key) {
        if (policy == Target.HostKeys.OFF) {
            return true;
        }
        refusal = judge(key, known.lines(name));
        return refusal.isEmpty();
    }

    private Optional<HostRefused> judge(PublicKey offered, List<KnownHosts.Line> lines) {
        PublicKey key =
                offered instanceof Certificate<?> certificate ? certificate.getKey() : offered;
        List<String> faces = faces(offered, key);
        List<KnownHosts.Line> plain = new ArrayList<>();
        boolean good = false;
        for (KnownHosts.Line line : lines) {
            if (line.marker().equals("@revoked") && faces.contains(line.key())) {
                return Optional.of(revoked(line, key));
            }
            good |=
                    line.marker().equals("@cert-authority")
                            && line.key().equals(authority(offered));
            if (line.marker().isEmpty()) {
                plain.add(line);
                good |= line.key().equals(base64(key));
            }
        }
        if (good) {
            return Optional.empty();
        }
        return plain.isEmpty() ? unknown(key) : Optional.of(changed(plain, key));
    }

    private static List<String> faces(PublicKey offered, PublicKey key) {
        return List.of(base64(offered), base64(key), authority(offered));
    }

    private static String authority(PublicKey offered) {
        return offered instanceof Certificate<?> certificate
                ? Base64.getEncoder().encodeToString(certificate.getSignatureKey())
                : "-";
    }

    private Optional<HostRefused> unknown(PublicKey key) {
        if (policy == Target.HostKeys.ACCEPT_NEW) {
            known.add(name, KeyType.fromKey(key).toString(), base64(key), hashed);
            return Optional.empty();
        }
        return Optional.of(
                new HostRefused(
                        who
                                + ": the host is not known yet; it shows the key "
                                + shown(key)
                                + "\n  help: compare that with `ssh-keygen -lf"
                                + " /etc/ssh/ssh_host_"
                                + fileName(key)
                                + "_key.pub` on the host; when it is the same:\n"
                                + "    ssh-keyscan -p "
                                + port
                                + " "
                                + address
                                + " >> "
                                + known.files().get(0)
                                + "\n  or let new hosts in: ansible_host_key_checking:"
                                + " accept-new"));
    }

    private HostRefused changed(List<KnownHosts.Line> lines, PublicKey key) {
        KnownHosts.Line line =
                lines.stream()
                        .filter(each -> each.type().equals(KeyType.fromKey(key).toString()))
                        .findFirst()
                        .orElse(lines.get(0));
        return new HostRefused(
                who
                        + ": THE HOST KEY HAS CHANGED: the host shows "
                        + shown(key)
                        + ", but "
                        + line.place()
                        + " has another key ("
                        + line.type()
                        + " "
                        + fingerprint(Base64.getDecoder().decode(line.key()))
                        + "). Somebody may be between you and the host, or it was set up anew."
                        + "\n  help: when you know that it was set up anew:\n    ssh-keygen -f "
                        + line.file()
                        + " -R '"
                        + name
                        + "'");
    }

    private HostRefused revoked(KnownHosts.Line line, PublicKey key) {
        return new HostRefused(
                who
                        + ": the host shows the key "
                        + shown(key)
                        + ", which is revoked in "
                        + line.place()
                        + "\n  help: the host needs a new host key (`ssh-keygen -A` after removing"
                        + " the old one)");
    }

    private static String shown(PublicKey key) {
        return KeyType.fromKey(key) + " " + fingerprint(bytes(key));
    }

    private static String fileName(PublicKey key) {
        String type = KeyType.fromKey(key).toString();
        return type.startsWith("ecdsa") ? "ecdsa" : type.replace("ssh-", "");
    }

    private static byte[] bytes(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }

    private static String base64(PublicKey key) {
        return Base64.getEncoder().encodeToString(bytes(key));
    }

    /** As OpenSSH shows it. */
    static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is known should be offered first, or a host with several keys seems to have changed. */
    @Override
    public List<String> findExistingAlgorithms(String ignored, int alsoIgnored) {
        List<String> algorithms = new ArrayList<>();
        for (KnownHosts.Line line : known.lines(name)) {
            switch (line.marker() + line.type()) {
                case "ssh-rsa" -> algorithms.addAll(List.of("rsa-sha2-512", "rsa-sha2-256"));
                default -> algorithms.addAll(algorithms(line));
            }
        }
        return algorithms;
    }

    private static List<String> algorithms(KnownHosts.Line line) {
        return switch (line.marker()) {
            case "" -> List.of(line.type());
            case "@cert-authority" -> LeanConfig.CERTIFICATES;
            default -> List.of();
        };
    }
}
