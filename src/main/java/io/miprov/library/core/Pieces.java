package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.module.LocalFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a folder that become one.
 *
 * @param byName the bytes of each, in the order of the names
 */
record Pieces(SortedMap<String, byte[]> byName) {

    /** Those of a folder of the controller. */
    static Pieces read(LocalFile folder, Predicate<String> wanted) {
        if (!folder.folder()) {
            throw new IllegalArgumentException("Source (" + folder.path() + ") is not a directory");
        }
        SortedMap<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (wanted.test(name)) {
                    all.put(name, Files.readAllBytes(file));
                }
            }
            return new Pieces(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that the word {@code pieces} tells of. */
    static Pieces read(String answer, Predicate<String> wanted) {
        SortedMap<String, byte[]> all = new TreeMap<>();
        for (String line : answer.lines().toList()) {
            String[] part = line.split(" ", 2);
            String name = new String(Base64.getDecoder().decode(part[0]), UTF_8);
            if (wanted.test(name)) {
                all.put(name, Base64.getDecoder().decode(part[1]));
            }
        }
        return new Pieces(all);
    }

    /** One after another, each on a line of its own, with the delimiter on one between. */
    byte[] joined(String delimiter) {
        byte[] between = unescaped(delimiter);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean first = true;
        boolean ended = true;
        for (byte[] piece : byName.values()) {
            if (!ended) {
                out.write('\n');
            }
            if (!first && between.length > 0) {
                out.writeBytes(between);
                if (between[between.length - 1] != '\n') {
                    out.write('\n');
                }
            }
            out.writeBytes(piece);
            ended = piece.length > 0 && piece[piece.length - 1] == '\n';
            first = false;
        }
        return out.toByteArray();
    }

    /** With Python's escapes, such as {@code \n}, read. */
    private static byte[] unescaped(String text) {
        String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            int at =
                    c == '\\' && i + 1 < bytes.length()
                            ? "nrtabfv0\\'\"".indexOf(bytes.charAt(i + 1))
                            : -1;
            if (at >= 0) {
                out.append("\n\r\t\u0007\b\f\u000b\0\\'\"".charAt(at));
                i++;
            } else if (c == '\\' && bytes.substring(i).matches("(?s)\\\\x[0-9a-fA-F]{2}.*")) {
                out.append((char) Integer.parseInt(bytes.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                out.append(c);
            }
        }
        return out.toString().getBytes(ISO_8859_1);
    }
}
