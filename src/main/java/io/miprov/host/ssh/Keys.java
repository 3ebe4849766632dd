package io.miprov.host.ssh;

import io.miprov.diag.Secret;
import io.miprov.host.HostRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyFormat;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/** Private keys in files, each read, and its passphrase asked for, once a run. */
final class Keys {
    private final Config config;
    private final Passphrases passphrases;
    private final Map<Path, KeyProvider> read = new HashMap<>();

    Keys(Config config, Passphrases passphrases) {
        this.config = config;
        this.passphrases = passphrases;
    }

    /** The public half as it goes over the wire, when it lies beside the key. */
    static Optional<byte[]> publicHalf(Path file) {
        Path half = file.resolveSibling(file.getFileName() + ".pub");
        try {
            if (Files.isReadable(half)) {
                String[] words = Files.readString(half).trim().split("\\s+");
                return words.length < 2
                        ? Optional.empty()
                        : Optional.of(java.util.Base64.getDecoder().decode(words[1]));
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The key of a file; refused, by name, when it can not be used. */
    synchronized KeyProvider key(Path file) {
        return read.computeIfAbsent(file, this::load);
    }

    private KeyProvider load(Path file) {
        Question question = new Question(file);
        try {
            FileKeyProvider provider = provider(file);
            provider.init(file.toFile(), question);
            return new KeyPairWrapper(provider.getPublic(), provider.getPrivate());
        } catch (IOException | SSHRuntimeException | IllegalArgumentException e) {
            throw refused(file, question, e);
        }
    }

    private FileKeyProvider provider(Path file) throws IOException {
        KeyFormat format = KeyProviderUtil.detectKeyFileFormat(file.toFile());
        FileKeyProvider provider =
                Factory.Named.Util.create(config.getFileKeyProviderFactories(), format.toString());
        if (provider == null) {
            throw new IOException("not a private key");
        }
        return provider;
    }

    private static HostRefused refused(Path file, Question question, Exception cause) {
        String help = "\n  help: `ssh-keygen -y -f " + file + "` must print its public half";
        if (!Files.exists(file)) {
            return new HostRefused(
                    "the key file "
                            + file
                            + " does not exist\n  help: make one by `ssh-keygen -t"
                            + " ed25519 -f "
                            + file
                            + "`, or name another one",
                    cause);
        }
        if (!Files.isReadable(file)) {
            return new HostRefused("the key file " + file + " can not be read" + help, cause);
        }
        if (question.answered) {
            return new HostRefused("the passphrase of " + file + " is wrong" + help, cause);
        }
        if (question.asked) {
            return new HostRefused(
                    "the key file "
                            + file
                            + " has a passphrase, and there is nobody to ask"
                            + "\n  help: add it to an agent first: `ssh-add "
                            + file
                            + "`",
                    cause);
        }
        return new HostRefused(
                "the key file "
                        + file
                        + " is no private key that can be used: "
                        + cause.getMessage()
                        + help,
                cause);
    }

    /** Asks for one passphrase, and remembers that it was asked. */
    private final class Question implements PasswordFinder {
        private final Path file;
        private boolean asked;
        private boolean answered;

        Question(Path file) {
            this.file = file;
        }

        @Override
        public char[] reqPassword(Resource<?> resource) {
            asked = true;
            Optional<Secret> answer = passphrases.ask("passphrase of " + file);
            answered = answer.isPresent();
            return answer.map(secret -> secret.value().toCharArray()).orElse(new char[0]);
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return false;
        }
    }
}
