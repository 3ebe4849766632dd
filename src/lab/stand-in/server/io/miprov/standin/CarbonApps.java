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
    private final Fault fault;

    CarbonApps(Path home, Fault fault) {
        this.fault = fault;
        this.folder = home.resolve("repository/deployment/server/carbonapps");
    }

    List<String> active() {
        return named(true);
    }

    List<String> faulty() {
        List<String> names = named(false);
        if (fault == Fault.FAULTY_CAPP) {
            names.add("ordersCompositeExporter_1.0.0");
        }
        return names;
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
