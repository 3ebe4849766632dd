package io.miprov.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.HostRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The known_hosts files of sshd(8): plain, hashed and wildcard names, authorities, revoked keys.
 */
record KnownHosts(List<Path> files) {

    /**
     * A line that speaks of a host.
     *
     * @param marker {@code @revoked}, {@code @cert-authority}, or empty
     * @param key in base64, as in the file
     */
    record Line(Path file, int number, String marker, String type, String key) {
        String place() {
            return file + ":" + number;
        }
    }

    /** The name under which a host stands in the files. */
    static String nameOf(String host, int port) {
        return port == 22 ? host : "[" + host + "]:" + port;
    }

    /** All lines for a name, in the order of the files. */
    List<Line> lines(String name) {
        List<Line> lines = new ArrayList<>();
        for (Path file : files) {
            if (Files.isReadable(file)) {
                read(file, name, lines);
            }
        }
        return lines;
    }

    private static void read(Path file, String name, List<Line> lines) {
        int number = 0;
        for (String text : linesOf(file)) {
            number++;
            String[] words = text.strip().split("\\s+");
            int names = words[0].startsWith("@") ? 1 : 0;
            if (words.length >= names + 3
                    && !words[0].startsWith("#")
                    && means(words[names], name)) {
                String marker = names == 0 ? "" : words[0];
                lines.add(new Line(file, number, marker, words[names + 1], words[names + 2]));
            }
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new HostRefused(file + " can not be read: " + e.getMessage(), e);
        }
    }

    private static boolean means(String pattern, String name) {
        if (pattern.startsWith("|1|")) {
            String[] parts = pattern.split("\\|");
            return parts.length == 4
                    && hash(Base64.getDecoder().decode(parts[2]), name).equals(parts[3]);
        }
        return Patterns.match(List.of(pattern.split(",")), name);
    }

    private static String hash(byte[] salt, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a key down in the first file, at its end, while nobody else does. */
    void add(String name, String type, String key, boolean hashed) {
        Path file = files.get(0);
        String line = (hashed ? hashed(name) : name) + " " + type + " " + key + "\n";
        try {
            makeFolder(file.toAbsolutePath().getParent());
            try (FileChannel channel =
                            FileChannel.open(
                                    file,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                append(lock.acquiredBy(), line);
            }
        } catch (IOException e) {
            throw new HostRefused(
                    "the host key of " + name + " can not be written to " + file + ": " + e, e);
        }
    }

    private static void append(java.nio.channels.Channel locked, String line) throws IOException {
        FileChannel channel = (FileChannel) locked;
        long size = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        boolean open = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
        channel.write(ByteBuffer.wrap((open ? "\n" + line : line).getBytes(UTF_8)), size);
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static String hashed(String name) {
        byte[] salt = new byte[20];
        new SecureRandom().nextBytes(salt);
        return "|1|" + Base64.getEncoder().encodeToString(salt) + "|" + hash(salt, name);
    }
}
