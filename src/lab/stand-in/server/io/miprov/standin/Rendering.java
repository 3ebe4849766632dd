package io.miprov.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes conf/*.xml out of deployment.toml when that has changed, and a backup of what was there at
 * every start.
 */
final class Rendering {
    private static final List<String> FILES =
            List.of(
                    "carbon.xml",
                    "axis2/axis2.xml",
                    "user-mgt.xml",
                    "synapse.properties",
                    "passthru-http.properties",
                    "internal-apis.xml");

    private final Settings settings;
    private final Path conf;

    Rendering(Settings settings) {
        this.settings = settings;
        this.conf = settings.home().resolve("conf");
    }

    void render() throws Exception {
        backUp();
        Path state =
                settings.home()
                        .resolve("repository/resources/conf/.metadata/metadata_config.properties");
        String digest =
                "deployment.toml="
                        + sha256(Files.readAllBytes(conf.resolve("deployment.toml")))
                        + "\n";
        if (Files.exists(state) && Files.readString(state).equals(digest)) {
            return;
        }
        for (String file : FILES) {
            write(conf.resolve(file), file.endsWith(".xml") ? xml(file) : properties());
        }
        write(state.resolveSibling("references.properties"), "");
        write(state, digest);
    }

    private void backUp() throws IOException {
        Path backup = settings.home().resolve("backup");
        delete(backup);
        for (String file : FILES) {
            if (Files.exists(conf.resolve(file))) {
                Files.createDirectories(backup.resolve(file).getParent());
                Files.copy(conf.resolve(file), backup.resolve(file));
            }
        }
    }

    private String xml(String file) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<Configuration file=\"").append(file).append("\">\n");
        for (Map.Entry<String, Object> entry : settings.all().entrySet()) {
            out.append("    <Setting name=\"").append(escape(entry.getKey())).append("\">");
            out.append(escape(String.valueOf(entry.getValue()))).append("</Setting>\n");
        }
        return out.append("</Configuration>\n").toString();
    }

    private String properties() {
        StringBuilder out = new StringBuilder();
        settings.all()
                .forEach((key, value) -> out.append(key).append('=').append(value).append('\n'));
        return out.toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path :
                        (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(path);
                }
            }
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        StringBuilder hex = new StringBuilder();
        for (byte b : MessageDigest.getInstance("SHA-256").digest(bytes)) {
            hex.append(String.format("%02x", b));
        }
        return hex.toString();
    }
}
