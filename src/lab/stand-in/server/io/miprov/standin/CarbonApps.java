package io.miprov.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The CApps in the folder carbonapps, as they are now; one that is no zip is faulty. */
final class CarbonApps {
    private final Path folder;

    CarbonApps(Path home) {
        folder = home.resolve("repository/deployment/server/carbonapps");
    }

    List<String> active() {
        return named(true);
    }

    List<String> faulty() {
        return named(false);
    }

    private List<String> named(boolean readable) {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.sorted()
                        .filter(file -> file.toString().endsWith(".car") && isZip(file) == readable)
                        .forEach(
                                file ->
                                        names.add(
                                                file.getFileName()
                                                        .toString()
                                                        .replaceFirst("\\.car$", "")));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return names;
    }

    private static boolean isZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
