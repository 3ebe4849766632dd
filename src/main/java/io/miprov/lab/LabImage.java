package io.miprov.lab;

import io.miprov.diag.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The image of a lab host: Debian 12 with systemd, sshd, sudo and a JDK 17, made by debootstrap.
 * Its tag carries a digest of its recipe, so another recipe is another image.
 */
public final class LabImage {
    private static final String NAME = "miprov-lab";
    static final String LABEL = "miprov.lab.image";
    private static final List<String> NOT_PACKED =
            List.of(
                    "./var/cache/apt/archives/*.deb",
                    "./var/lib/apt/lists/*_*",
                    "./usr/share/doc/*",
                    "./usr/share/man/*",
                    "./usr/share/locale/*");

    private final Progress progress;

    public LabImage(Progress progress) {
        this.progress = progress;
    }

    /** The name of the image with its tag. */
    public static String tag() {
        return NAME + ":" + digest().substring(0, 12);
    }

    public static boolean exists() {
        return Command.of("docker", "image", "inspect", "--format", "{{.Id}}", tag()).run().ok();
    }

    /** Makes the image when it is not there. */
    public void ready() {
        if (exists()) {
            return;
        }
        if (!ContainerEngine.isRoot()) {
            throw new BadInput(
                    "The image of the lab's hosts is not made yet, and making it (debootstrap) takes"
                            + " root.\nhelp: run 'miprov lab image' once as root");
        }
        new ContainerEngine(progress).tools(Map.of("debootstrap", "debootstrap"));
        make();
    }

    /** Removes every image of the lab that no container uses. */
    static void removeAll() {
        Command.of("docker", "image", "rm", NAME + ":latest").run();
        Command.of("docker", "images", "-q", "--filter", "label=" + LABEL)
                .must("Listing the lab's images")
                .lines()
                .distinct()
                .forEach(id -> Command.of("docker", "image", "rm", id).run());
    }

    private void make() {
        long begin = System.nanoTime();
        progress.say("Making the image of the lab's hosts, once; it takes a minute or two.");
        Path root = temporary();
        Thread cleaning = new Thread(() -> remove(root), "clean up");
        Runtime.getRuntime().addShutdownHook(cleaning);
        bootstrap(root);
        setUp(root);
        pack(root);
        Runtime.getRuntime().removeShutdownHook(cleaning);
        remove(root);
        long seconds = (System.nanoTime() - begin) / 1_000_000_000;
        progress.say("Made the image " + tag() + " in " + seconds + " s.");
    }

    /** Also after Ctrl-C: debootstrap may have mounted /proc in there. */
    private static void remove(Path root) {
        Command.of("umount", "--lazy", root.resolve("proc").toString()).run();
        Command.of("umount", "--lazy", root.resolve("sys").toString()).run();
        Command.of("rm", "-rf", "--one-file-system", root.toString()).run();
    }

    private void bootstrap(Path root) {
        StringBuilder said = new StringBuilder();
        AptSources sources = AptSources.ofThisComputer();
        int status =
                Command.of(
                                "debootstrap",
                                "--variant=minbase",
                                "--include=" + String.join(",", packages()),
                                AptSources.SUITE,
                                root.toString(),
                                sources.mirror())
                        .run(
                                line -> {
                                    said.append(line).append('\n');
                                    progress.step(line.replaceFirst("^I: ", "debootstrap: "));
                                });
        if (status != 0) {
            throw new LabFailure(
                    "debootstrap could not make a Debian from "
                            + sources.mirror()
                            + ":\n"
                            + new Command.Result(status, said.toString()).tail(8)
                            + "\nhelp: is the mirror reachable? It is the one of /etc/apt of this computer");
        }
    }

    private void setUp(Path root) {
        progress.step("setting up users and services");
        Path script = root.resolve("set-up.sh");
        try {
            Files.writeString(script, resource("set-up.sh"));
            Command.of("chroot", root.toString(), "sh", "-e", "/set-up.sh")
                    .must("Setting up the image");
            Files.delete(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pack(Path root) {
        progress.step("packing the image");
        String exclusions =
                NOT_PACKED.stream()
                        .map(pattern -> "--exclude='" + pattern + "'")
                        .collect(Collectors.joining(" "));
        String pipe =
                "tar -C \"$1\" "
                        + exclusions
                        + " -c . | docker import --change 'CMD [\"/sbin/init\"]'"
                        + " --change 'ENV container=docker' --change \"LABEL "
                        + LABEL
                        + "=1\" - \"$2\"";
        Command.of("sh", "-c", pipe, "pack", root.toString(), tag()).must("Packing the image");
        Command.of("docker", "tag", tag(), NAME + ":latest").must("Naming the image");
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory(Path.of("/var/tmp"), "miprov-lab-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> packages() {
        return resource("packages.txt").lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(resource("packages.txt").getBytes(StandardCharsets.UTF_8));
            sha.update(resource("set-up.sh").getBytes(StandardCharsets.UTF_8));
            sha.update((AptSources.SUITE + NOT_PACKED).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String resource(String name) {
        try (InputStream in = LabImage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
