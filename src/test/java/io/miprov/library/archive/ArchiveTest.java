package io.miprov.library.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.module.LocalFile;
import io.miprov.module.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveTest {
    @TempDir Path dir;

    @Test
    void readsAZipWithModesAndLinks() throws IOException {
        Archive archive =
                zip(
                        folder("top/"),
                        file("top/run.sh", 0100755, "#!/bin/sh\n"),
                        file("top/conf/a.toml", 0, "a = 1\n"),
                        link("top/now", "conf/a.toml"));
        assertEquals(
                List.of(
                        "FOLDER top",
                        "FILE top/run.sh 755",
                        "FILE top/conf/a.toml",
                        "LINK top/now"),
                described(archive));
        assertEquals("a = 1\n", text(archive, "top/conf/a.toml"));
        assertEquals("conf/a.toml", member(archive, "top/now").linkTarget());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz", "tar.xz", "tar.bz2"})
    void readsATarInAnyOrder(String kind) throws IOException {
        Path path = dir.resolve("a." + kind);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed(path, kind))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tarFile(tar, "./top/first", "one");
            tarFile(tar, "top/" + "n".repeat(200), "two");
            TarArchiveEntry hard = new TarArchiveEntry("top/hard", TarConstants.LF_LINK);
            hard.setLinkName("top/first");
            tar.putArchiveEntry(hard);
            tar.closeArchiveEntry();
        }
        Archive archive = Archive.read(new LocalFile(path), Limits.USUAL);
        assertEquals("two", text(archive, "top/" + "n".repeat(200)));
        assertEquals("one", text(archive, "top/first"));
        assertEquals("one", text(archive, "top/hard"));
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                refused("has an absolute path", file("/etc/passwd", 0, "x")),
                refused("has an absolute path", file("C:/x", 0, "x")),
                refused("leads out of the folder", file("../x", 0, "x")),
                refused("leads out of the folder", file("a/../../x", 0, "x")),
                refused("has a path with an empty part", file("a//b", 0, "x")),
                refused("has a backslash in its name", file("a/..\\b", 0, "x")),
                refused("has a control character", file("a\nb", 0, "x")),
                refused("comes twice", file("a", 0, "x"), file("a", 0, "y")),
                refused("comes twice", file("a", 0, "x"), file("./a", 0, "y")),
                refused("differs from `a`", file("a", 0, "x"), file("A", 0, "y")),
                refused("lies in `a`, which is no folder", file("a", 0, "x"), file("a/b", 0, "y")),
                refused("lies in `a`, which is no folder", link("a", "b"), file("a/b", 0, "y")),
                refused("points out", link("a", "/etc")),
                refused("points out", link("a", "..")),
                refused("points out", link("a/b", "../../etc")),
                refused("points out", link("d/up", ".."), link("s", "d/up/../etc")),
                refused("leads in a circle", link("a", "b"), link("b", "a")),
                refused("is a device", file("a", 0020644, "x")));
    }

    private static Arguments refused(String why, Entry... entries) {
        return Arguments.of(why, entries);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWhatCouldDoHarm(String why, Entry[] entries) {
        BadArchive e = assertThrows(BadArchive.class, () -> zip(entries));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertTrue(e.getMessage().startsWith(dir + "/a.zip is refused: "), e.getMessage());
    }

    @Test
    void refusesABomb() throws IOException {
        Path path = dir.resolve("bomb.zip");
        byte[] zeros = new byte[1 << 20];
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(path)) {
            zip.putArchiveEntry(new ZipArchiveEntry("zeros"));
            for (int i = 0; i < 150; i++) {
                zip.write(zeros);
            }
            zip.closeArchiveEntry();
        }
        BadArchive e =
                assertThrows(
                        BadArchive.class,
                        () -> Archive.read(new LocalFile(path), Limits.DISTRIBUTION));
        assertTrue(e.getMessage().contains("as in a bomb"), e.getMessage());
    }

    @Test
    void namesTheMemberThatIsDamaged() throws IOException {
        Archive archive = zip(file("top/a", 0, "hello hello hello hello"));
        byte[] bytes = Files.readAllBytes(archive.path());
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        bytes[at - 4] ^= 0x55;
        Files.write(archive.path(), bytes);
        BadArchive e =
                assertThrows(BadArchive.class, () -> archive.content(archive.members().get(0)));
        assertTrue(
                e.getMessage().startsWith(archive.path() + " is damaged at `top/a`: "),
                e.getMessage());
    }

    @Test
    void saysWhatIsNoArchive() throws IOException {
        Path path = Files.writeString(dir.resolve("x.zip"), "not a zip at all");
        assertEquals(
                path + " is no archive that is known here: zip, tar, tar.gz, tar.bz2, tar.xz",
                assertThrows(
                                BadArchive.class,
                                () -> Archive.read(new LocalFile(path), Limits.USUAL))
                        .getMessage());
        assertEquals(
                path + " is no zip archive, or its end is missing",
                assertThrows(BadArchive.class, () -> ZipSummary.read(new LocalFile(path)))
                        .getMessage());
    }

    @Test
    void refusesAZipThatWasCutOff() throws IOException {
        Archive archive = zip(file("top/a", 0, "hello"), file("top/b", 0, "there"));
        byte[] bytes = Files.readAllBytes(archive.path());
        Files.write(archive.path(), Arrays.copyOf(bytes, bytes.length - 30));
        assertThrows(
                BadArchive.class, () -> Archive.read(new LocalFile(archive.path()), Limits.USUAL));
        assertThrows(BadArchive.class, () -> ZipSummary.read(new LocalFile(archive.path())));
    }

    @Test
    void tellsZipsApartByTheirTable() throws IOException {
        ZipSummary one = summary(file("top/a", 0, "one"));
        ZipSummary same = summary(file("top/a", 0, "one"));
        ZipSummary other = summary(file("top/a", 0, "two"));
        assertEquals(one, same);
        assertTrue(!one.digest().equals(other.digest()));
        assertEquals(Optional.of("top"), one.topFolder());
        assertEquals(Optional.empty(), summary(file("a/x", 0, ""), file("b/x", 0, "")).topFolder());
        assertEquals(Optional.empty(), summary(file("x", 0, "")).topFolder());
    }

    private ZipSummary summary(Entry... entries) throws IOException {
        return ZipSummary.read(new LocalFile(zip(entries).path()));
    }

    private record Entry(String name, int mode, String text) {}

    private static Entry file(String name, int mode, String text) {
        return new Entry(name, mode, text);
    }

    private static Entry folder(String name) {
        return new Entry(name, 0, "");
    }

    private static Entry link(String name, String target) {
        return new Entry(name, 0120777, target);
    }

    private Archive zip(Entry... entries) throws IOException {
        Path path = dir.resolve("a.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(path)) {
            for (Entry entry : entries) {
                ZipArchiveEntry header = new ZipArchiveEntry(entry.name());
                header.setTime(0);
                if (entry.mode() != 0) {
                    header.setUnixMode(entry.mode());
                }
                zip.putArchiveEntry(header);
                zip.write(entry.text().getBytes(UTF_8));
                zip.closeArchiveEntry();
            }
        }
        return Archive.read(new LocalFile(path), Limits.DISTRIBUTION);
    }

    private static OutputStream packed(Path path, String kind) throws IOException {
        OutputStream out = Files.newOutputStream(path);
        return switch (kind) {
            case "tar.gz" -> new GzipCompressorOutputStream(out);
            case "tar.xz" -> new XZCompressorOutputStream(out);
            case "tar.bz2" -> new BZip2CompressorOutputStream(out);
            default -> out;
        };
    }

    private static void tarFile(TarArchiveOutputStream tar, String name, String text)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(text.length());
        tar.putArchiveEntry(entry);
        tar.write(text.getBytes(UTF_8));
        tar.closeArchiveEntry();
    }

    private static Member member(Archive archive, String path) {
        return archive.members().stream().filter(m -> m.path().equals(path)).findFirst().get();
    }

    private static String text(Archive archive, String path) throws IOException {
        Tree.Content content = archive.content(member(archive, path));
        try (InputStream in = content.opener().open()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static List<String> described(Archive archive) {
        return archive.members().stream()
                .map(
                        m ->
                                m.kind()
                                        + " "
                                        + m.path()
                                        + m.mode()
                                                .filter(mode -> m.file())
                                                .map(mode -> " " + Integer.toOctalString(mode))
                                                .orElse(""))
                .toList();
    }
}
