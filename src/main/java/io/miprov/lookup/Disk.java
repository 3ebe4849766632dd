package io.miprov.lookup;

import io.miprov.lang.Controller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of this machine, for filters and tests. Relative names are those of the process. */
public final class Disk implements Controller {

    @Override
    public boolean is(Kind kind, String name) {
        Path path = Path.of(name);
        return switch (kind) {
            case ANYTHING -> Files.exists(path);
            case ANYTHING_OR_LINK -> Files.exists(path, LinkOption.NOFOLLOW_LINKS);
            case FILE -> Files.isRegularFile(path);
            case FOLDER -> Files.isDirectory(path);
            case LINK -> Files.isSymbolicLink(path);
            case MOUNT -> mount(path);
        };
    }

    /** A folder on another device than the one it is in, or the root. */
    private static boolean mount(Path path) {
        if (!Files.isDirectory(path) || Files.isSymbolicLink(path)) {
            return false;
        }
        try {
            Path above = path.toRealPath().getParent();
            return above == null
                    || !Files.getAttribute(path, "unix:dev")
                            .equals(Files.getAttribute(above, "unix:dev"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public byte[] head(String name, int bytes) {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return in.readNBytes(bytes);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public boolean same(String one, String other) {
        try {
            return Files.isSameFile(Path.of(one), Path.of(other));
        } catch (IOException e) {
            throw new IllegalArgumentException("there is no file `" + e.getMessage() + "`", e);
        }
    }

    /** Follows links as far as there is something; the rest is left as it is. */
    @Override
    public String real(String name) {
        Path path = Path.of(name).toAbsolutePath().normalize();
        List<Path> rest = new ArrayList<>();
        for (Path at = path; at != null; at = at.getParent()) {
            try {
                Path real = at.toRealPath();
                for (Path each : rest) {
                    real = real.resolve(each);
                }
                return real.toString();
            } catch (IOException e) {
                rest.add(0, at.getFileName() == null ? at : at.getFileName());
            }
        }
        return path.toString();
    }

    @Override
    public List<String> files(String pattern) {
        return Globs.files(pattern);
    }
}
