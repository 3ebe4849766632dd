import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Makes the stand-in distribution: {@code java Build.java <folder of sources> <folder for zips>
 * <pack>...}. A pack is a version ({@code 4.4.0}), with an update level behind a plus ({@code
 * 4.4.0+1}, in the folder {@code update-1}: the same version, a few files of which have changed),
 * and a fault behind a colon ({@code 4.5.0:dies}, in the folder {@code dies}; the faults are those
 * of the server's {@code Fault}). A zip that is newer than its sources stays.
 */
public final class Build {
    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);
    private static final int FILLERS = 100;
    private static final int FILLERS_OF_A_VERSION = 14;
    private static final int FILLERS_OF_AN_UPDATE = 5;
    private static final Pattern SPEC =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:\\+(\\d+))?(?::([a-z-]+))?");

    private final Path sources;
    private final Path out;

    private Build(Path sources, Path out) {
        this.sources = sources;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Build build = new Build(Path.of(args[0]), Files.createDirectories(Path.of(args[1])));
        for (int i = 2; i < args.length; i++) {
            build.make(Pack.of(args[i]));
        }
    }

    private void make(Pack pack) throws Exception {
        Path zip = pack.folder(out).resolve("wso2mi-" + pack.version() + ".zip");
        if (Files.exists(zip) && Files.getLastModifiedTime(zip).compareTo(newestSource()) > 0) {
            return;
        }
        Path work = Files.createDirectories(pack.folder(out)).resolve("wso2mi-" + pack.version());
        delete(work);
        copyTexts(pack.version(), work);
        Files.writeString(work.resolve("updates/level.txt"), pack.level() + "\n");
        if (!pack.fault().isEmpty()) {
            Files.writeString(work.resolve("bin/fault"), pack.fault() + "\n");
        }
        compileServer(work.resolve("bin/stand-in.jar"));
        makeFillers(pack, work.resolve("wso2/components/plugins"));
        copyKeystores(work.resolve("repository/resources/security"));
        for (String folder :
                List.of(
                        "lib",
                        "dropins",
                        "patches",
                        "tmp",
                        "registry",
                        "repository/deployment/server/carbonapps",
                        "repository/logs")) {
            Files.createDirectories(work.resolve(folder));
        }
        pack(work, zip);
        delete(work);
    }

    /** A distribution to make. */
    private record Pack(String version, String level, String fault) {
        static Pack of(String spec) {
            Matcher parts = SPEC.matcher(spec);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        spec + " is no pack such as 4.4.0, 4.4.0+1 or 4.5.0:dies");
            }
            return new Pack(
                    parts.group(1),
                    parts.group(2) == null ? "0" : parts.group(2),
                    parts.group(3) == null ? "" : parts.group(3));
        }

        Path folder(Path out) {
            Path updated = level.equals("0") ? out : out.resolve("update-" + level);
            return fault.isEmpty() ? updated : updated.resolve(fault);
        }
    }

    private FileTime newestSource() throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return FileTime.fromMillis(
                    files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0));
        }
    }

    private void copyTexts(String version, Path work) throws IOException {
        Path dist = sources.resolve("dist");
        for (Path file : files(dist)) {
            Path target = work.resolve(dist.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.writeString(target, Files.readString(file).replace("@version@", version));
        }
    }

    private void compileServer(Path jar) throws IOException {
        Path classes = Files.createTempDirectory("stand-in");
        List<String> options =
                new ArrayList<>(
                        List.of("--release", "11", "-Xlint:-options", "-d", classes.toString()));
        files(sources.resolve("server")).forEach(file -> options.add(file.toString()));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, options.toArray(new String[0]));
        if (status != 0) {
            throw new IOException("the stand-in server does not compile");
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files(classes)) {
                entry(out, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        delete(classes);
    }

    /**
     * Jars of noise that stay the same between versions, but for a few: what an update looks like.
     */
    private static void makeFillers(Pack pack, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < FILLERS; i++) {
            boolean updated = i < FILLERS_OF_AN_UPDATE && !pack.level().equals("0");
            String from = updated ? pack.version() + "+" + pack.level() : pack.version();
            long seed = i < FILLERS_OF_A_VERSION ? from.hashCode() + i : i;
            byte[] noise = new byte[20_000 + 500 * i];
            new Random(seed).nextBytes(noise);
            Path jar = folder.resolve(String.format("org.example.component-%03d_1.0.0.jar", i));
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                entry(out, "content.bin", noise);
            }
        }
    }

    private static void entry(JarOutputStream out, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setLastModifiedTime(TIME);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    /** The same keys in all packs, as in all copies of one product. */
    private void copyKeystores(Path folder) throws Exception {
        Path made = out.resolve("security");
        if (!Files.exists(made.resolve("publickey.pem"))) {
            delete(made);
            makeKeystores(made);
        }
        Files.createDirectories(folder);
        for (Path file : files(made)) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    private static void makeKeystores(Path folder) throws Exception {
        Files.createDirectories(folder);
        String primary = folder.resolve("wso2carbon.jks").toString();
        String trust = folder.resolve("client-truststore.jks").toString();
        String pem = folder.resolve("publickey.pem").toString();
        keytool(
                "-genkeypair",
                "-keystore",
                primary,
                "-alias",
                "wso2carbon",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-keypass",
                "wso2carbon",
                "-validity",
                "3650",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost");
        keytool("-exportcert", "-rfc", "-keystore", primary, "-alias", "wso2carbon", "-file", pem);
        keytool(
                "-importcert",
                "-noprompt",
                "-keystore",
                trust,
                "-alias",
                "wso2carbon",
                "-file",
                pem);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "JKS", "-storepass", "wso2carbon"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    private void pack(Path work, Path zip) throws IOException {
        Path part = zip.resolveSibling(zip.getFileName() + ".part");
        Files.deleteIfExists(part);
        URI uri = URI.create("jar:" + part.toUri());
        try (FileSystem inside =
                        FileSystems.newFileSystem(
                                uri, Map.of("create", true, "enablePosixFileAttributes", true));
                Stream<Path> tree = Files.walk(work)) {
            for (Path from : (Iterable<Path>) tree.sorted()::iterator) {
                Path to = inside.getPath(work.getParent().relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectory(to);
                } else {
                    Files.copy(from, to);
                }
                Files.setAttribute(
                        to, "zip:permissions", PosixFilePermissions.fromString(mode(from)));
                Files.setLastModifiedTime(to, TIME);
            }
        }
        Files.move(part, zip, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String mode(Path path) {
        boolean executable = Files.isDirectory(path) || path.toString().endsWith(".sh");
        return executable
                ? "rwxr-xr-x"
                : path.toString().endsWith(".jks") ? "r--r--r--" : "rw-r--r--";
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path :
                        (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(path);
                }
            }
        }
    }
}
