package io.miprov.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The private key of the cluster on the controller, and another one in its place. */
final class Keys {
    private Keys() {}

    static void swap(Scene scene) throws IOException, InterruptedException {
        Path key = key(scene);
        Files.copy(key, kept(key), StandardCopyOption.REPLACE_EXISTING);
        Command.must("openssl", "genpkey", "-quiet", "-algorithm", "RSA", "-out", key.toString());
    }

    static void restore(Scene scene) throws IOException {
        Path key = key(scene);
        Files.move(kept(key), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path key(Scene scene) {
        return scene.cluster().folder().resolve("pki/cluster.key");
    }

    private static Path kept(Path key) {
        return key.resolveSibling("cluster.key.kept");
    }
}
