package io.miprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.BadInput;
import io.miprov.diag.Source;
import io.miprov.vault.Closed;
import io.miprov.vault.Vault;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Files that are in a vault or go into one. What is written is written whole or not at all, and for
 * its owner alone unless the file that it replaces said otherwise; {@code -} is standard input or
 * output.
 */
final class VaultFile {
    static final String STREAM = "-";
    private static final int BLOCK = 1 << 16;
    private static final int PASSES = 3;
    private static final String ALONE = "rw-------";

    private VaultFile() {}

    /** The bytes of a file; of standard input for {@code -}. */
    static byte[] read(String name) {
        try {
            return name.equals(STREAM)
                    ? System.in.readAllBytes()
                    : Files.readAllBytes(Path.of(name));
        } catch (IOException e) {
            throw new BadInput(
                    "error: "
                            + name
                            + (Files.exists(Path.of(name)) ? " can not be read" : " is not there")
                            + "\n  = help: name a file, or - for the standard input\n");
        }
    }

    /** What is in a vault. */
    static Vault.Opened open(String name, Vault vault) {
        try {
            return vault.open(new String(read(name), UTF_8));
        } catch (Closed e) {
            throw new BadInput(Vault.told(e, new Source(name, "").start()));
        }
    }

    /** Writes to a new file beside it, which then takes its place. */
    static void write(byte[] content, String name, boolean keepMode) {
        if (name.equals(STREAM)) {
            print(content);
            return;
        }
        try {
            Path path = Path.of(name);
            Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path fresh =
                    Files.createTempFile(
                            file.getParent(),
                            ".miprov",
                            "",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString(ALONE)));
            Files.write(fresh, content);
            if (keepMode && Files.exists(file)) {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                Files.setOwner(fresh, Files.getOwner(file));
                Files.setPosixFilePermissions(fresh, mode);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new BadInput("error: " + name + " can not be written: " + e.getMessage() + "\n");
        }
    }

    private static void print(byte[] content) {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(content);
        } catch (IOException e) {
            throw new BadInput("error: the output can not be written: " + e.getMessage() + "\n");
        }
    }

    /** Lets the user's editor work on a temporary copy, which is then overwritten and removed. */
    static byte[] edited(byte[] content, String name, String editor) {
        try {
            String base = Path.of(name).getFileName().toString();
            int dot = base.lastIndexOf('.');
            Path copy =
                    Files.createTempFile(
                            "miprov",
                            dot > 0 ? base.substring(dot) : "",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString(ALONE)));
            Thread shredder = new Thread(() -> shred(copy));
            Runtime.getRuntime().addShutdownHook(shredder);
            try {
                Files.write(copy, content);
                run(editor, copy);
                return Files.readAllBytes(copy);
            } finally {
                Runtime.getRuntime().removeShutdownHook(shredder);
                shred(copy);
            }
        } catch (IOException e) {
            throw new BadInput("error: " + name + " can not be edited: " + e.getMessage() + "\n");
        }
    }

    private static void run(String editor, Path file) throws IOException {
        Process process =
                new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString())
                        .inheritIO()
                        .start();
        try {
            process.waitFor(Integer.MAX_VALUE, TimeUnit.DAYS);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    /** Overwrites a file before it is removed. */
    static void shred(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return;
            }
            SecureRandom random = new SecureRandom();
            byte[] noise = new byte[BLOCK];
            long size = Files.size(file);
            for (int pass = 0; pass < PASSES; pass++) {
                try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                    for (long left = size; left > 0; left -= BLOCK) {
                        random.nextBytes(noise);
                        out.write(noise, 0, (int) Math.min(left, BLOCK));
                    }
                }
            }
            Arrays.fill(noise, (byte) 0);
            Files.delete(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
