package io.miprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where Debian's packages come from. The lab's hosts use the mirrors and proxies of this computer
 * when it runs the same Debian, else Debian's own.
 *
 * @param lines as in sources.list
 * @param settings as in apt.conf
 */
record AptSources(List<String> lines, String settings) {
    static final String SUITE = "bookworm";
    private static final String DEBIAN = "http://deb.debian.org/debian";
    private static final String SECURITY = "http://deb.debian.org/debian-security";

    static AptSources ofThisComputer() {
        return of(Path.of("/etc/apt"), proxies());
    }

    /** Reads an apt folder: sources.list, and both kinds of files in sources.list.d. */
    static AptSources of(Path apt, String settings) {
        Set<String> lines = new LinkedHashSet<>();
        for (Path file : files(apt)) {
            String text = read(file);
            lines.addAll(file.toString().endsWith(".sources") ? stanzas(text) : oneLiners(text));
        }
        boolean usable = lines.stream().anyMatch(line -> line.contains(" " + SUITE + " "));
        return new AptSources(usable ? List.copyOf(lines) : defaults(), settings);
    }

    /** The mirror that has the release itself. */
    String mirror() {
        return lines.stream()
                .filter(line -> line.contains(" " + SUITE + " "))
                .map(line -> line.split(" ", -1)[1])
                .findFirst()
                .orElse(DEBIAN);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    private static List<String> defaults() {
        return List.of(
                "deb " + DEBIAN + " " + SUITE + " main",
                "deb " + DEBIAN + " " + SUITE + "-updates main",
                "deb " + SECURITY + " " + SUITE + "-security main");
    }

    private static List<String> oneLiners(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("\\[[^]]*]", "").trim().replaceAll("\\s+", " "))
                .filter(line -> line.startsWith("deb ") && line.contains(" " + SUITE))
                .map(AptSources::mainOnly)
                .toList();
    }

    private static List<String> stanzas(String text) {
        List<String> lines = new ArrayList<>();
        for (String stanza : text.split("\n\\s*\n", -1)) {
            Map<String, String> fields = fields(stanza);
            String key = fields.getOrDefault("signed-by", "debian-archive-keyring");
            if (fields.getOrDefault("types", "").contains("deb")
                    && key.contains("debian-archive-keyring")) {
                lines.addAll(ofStanza(fields));
            }
        }
        return lines;
    }

    private static List<String> ofStanza(Map<String, String> fields) {
        return Stream.of(fields.getOrDefault("uris", "").split("\\s+", -1))
                .flatMap(
                        uri ->
                                Stream.of(fields.getOrDefault("suites", "").split("\\s+", -1))
                                        .filter(suite -> suite.startsWith(SUITE))
                                        .map(suite -> "deb " + uri + " " + suite + " main"))
                .toList();
    }

    private static Map<String, String> fields(String stanza) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        stanza.lines()
                .filter(line -> !line.startsWith("#") && line.contains(":"))
                .forEach(
                        line -> {
                            int colon = line.indexOf(':');
                            fields.put(
                                    line.substring(0, colon).trim(),
                                    line.substring(colon + 1).trim());
                        });
        return fields;
    }

    private static String mainOnly(String line) {
        String[] words = line.split(" ", -1);
        return "deb " + words[1] + " " + words[2] + " main";
    }

    private static List<Path> files(Path apt) {
        Path folder = apt.resolve("sources.list.d");
        List<Path> files = new ArrayList<>(List.of(apt.resolve("sources.list")));
        if (Files.isDirectory(folder)) {
            try (Stream<Path> more = Files.list(folder)) {
                more.sorted().forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files.stream()
                .filter(file -> file.toString().matches(".*\\.(list|sources)"))
                .filter(Files::isReadable)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String proxies() {
        return Stream.of("http", "https")
                .map(AptSources::proxy)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining());
    }

    private static String proxy(String scheme) {
        String key = "Acquire::" + scheme + "::Proxy";
        Command.Result said = Command.of("apt-config", "dump", "--format", "%v%n", key).run();
        String configured = said.ok() ? said.text().trim() : "";
        String variable = System.getenv().getOrDefault(scheme + "_proxy", "");
        String proxy = configured.isEmpty() ? variable : configured;
        return proxy.isEmpty() ? "" : key + " \"" + proxy + "\";\n";
    }
}
