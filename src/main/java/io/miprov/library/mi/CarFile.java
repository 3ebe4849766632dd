package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.module.LocalFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A Carbon application: a zip whose artifacts.xml says its name and version.
 *
 * @param name what a Micro Integrator knows it by
 * @param file the file on the controller
 */
record CarFile(String name, String version, LocalFile file) {
    private static final int LONGEST = 1 << 20;
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern ARTIFACT = Pattern.compile("<artifact\\s([^>]*)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    /** Reads one; {@link IllegalArgumentException} with what is wrong when it is none. */
    static CarFile read(LocalFile file) {
        String path = file.path().toString();
        if (!path.endsWith(".car")) {
            throw new IllegalArgumentException(
                    path + " does not end in .car, and only such files are deployed");
        }
        try (ZipFile zip = new ZipFile(file.seekable().toFile())) {
            ZipEntry artifacts = zip.getEntry("artifacts.xml");
            if (artifacts == null) {
                throw new IllegalArgumentException(
                        path + " has no artifacts.xml, so it is no Carbon application");
            }
            try (InputStream in = zip.getInputStream(artifacts)) {
                return of(new String(in.readNBytes(LONGEST), UTF_8), file);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    path + " is no zip that can be read: " + e.getMessage(), e);
        }
    }

    private static CarFile of(String xml, LocalFile file) {
        Matcher each = ARTIFACT.matcher(COMMENT.matcher(xml).replaceAll(""));
        while (each.find()) {
            if (attribute(each.group(1), "type").equals("carbon/application")) {
                String name = attribute(each.group(1), "name");
                String version = attribute(each.group(1), "version");
                if (name.matches("[A-Za-z0-9._-]+") && version.matches("[A-Za-z0-9._-]+")) {
                    return new CarFile(name, version, file);
                }
            }
        }
        throw new IllegalArgumentException(
                "the artifacts.xml in "
                        + file.path()
                        + " names no artifact of the type carbon/application with a name and a version");
    }

    private static String attribute(String tag, String name) {
        Matcher each = ATTRIBUTE.matcher(tag);
        while (each.find()) {
            if (each.group(1).equals(name)) {
                return each.group(2) == null ? each.group(3) : each.group(2);
            }
        }
        return "";
    }

    /** Its file's name. */
    String fileName() {
        return file.path().getFileName().toString();
    }

    /** Whether a file of this name is the application NAME, in any version. */
    static boolean holds(String fileName, String name) {
        return fileName.matches(Pattern.quote(name) + "([_-]v?\\d[^/]*)?\\.car");
    }
}
