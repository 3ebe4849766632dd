package io.miprov.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of this machine: a test that needs one which is not there is left out. */
public final class Programs {
    private static final List<String> ALSO = List.of("/usr/sbin", "/sbin");

    private Programs() {}

    public static boolean there(String name) {
        return path(name).isPresent();
    }

    public static Optional<Path> path(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)),
                        ALSO.stream())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
