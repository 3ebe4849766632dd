package io.miprov.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.OnceShell;
import io.miprov.host.Shells;
import io.miprov.module.Tree.Content;
import io.miprov.module.Tree.Entry;
import io.miprov.module.Tree.Strays;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TreeTest {
    @TempDir Path dir;

    @ParameterizedTest
    @EnumSource
    void bringsAFolderInTwoTripsAndThenLooksInOne(Shells shell) throws Exception {
        OnceShell host = shell.host();
        Tree tree =
                tree(
                        Strays.KEEP,
                        folder("conf", "0750"),
                        file("conf/a b.txt", "one", "0640"),
                        file("conf/it's \"$HOME\" `id` \\ *.txt", "two", "0600"),
                        file("conf/new\nline", "three", ""),
                        file("deep/er/" + "n".repeat(150), "four", ""),
                        file(".hidden", "", ""),
                        file("-dash", "five", "0644"),
                        Entry.link("current", "conf/a b.txt"));
        checkTouchesNothing(host, tree);
        int before = host.trips();
        changed(tree.on(host, Mode.APPLY));
        assertEquals(2, host.trips() - before);
        assertEquals("one", read("conf/a b.txt"));
        assertEquals("two", read("conf/it's \"$HOME\" `id` \\ *.txt"));
        assertEquals("three", read("conf/new\nline"));
        assertEquals("four", read("deep/er/" + "n".repeat(150)));
        assertEquals("", read(".hidden"));
        assertEquals("five", read("-dash"));
        assertEquals("one", read("current"));
        assertEquals("rwxr-x---", mode("conf"));
        assertEquals("rw-r-----", mode("conf/a b.txt"));
        assertEquals("rw-------", mode("conf/it's \"$HOME\" `id` \\ *.txt"));
        unchanged(host, tree);
        assertEquals(before + 3, host.trips());
        assertNoLeftovers();
    }

    @ParameterizedTest
    @EnumSource
    void sendsOnlyWhatDiffers(Shells shell) throws Exception {
        OnceShell host = shell.host();
        write("same", "same");
        write("old", "old");
        Outcome outcome =
                tree(Strays.KEEP, file("same", "same", ""), file("old", "new", ""))
                        .on(host, Mode.APPLY);
        changed(outcome);
        assertEquals(List.of("old"), outcome.values().get("files"));
        assertEquals(1L, outcome.values().get("sent_files"));
        assertEquals(3L, outcome.values().get("sent_bytes"));
        assertEquals("new", read("old"));
    }

    @ParameterizedTest
    @EnumSource
    void changesModesWithoutSending(Shells shell) throws Exception {
        OnceShell host = shell.host();
        write("run.sh", "x");
        Tree tree = tree(Strays.KEEP, file("run.sh", "x", "0755"));
        Outcome outcome = tree.on(host, Mode.APPLY);
        changed(outcome);
        assertEquals(0L, outcome.values().get("sent_files"));
        assertEquals("rwxr-xr-x", mode("run.sh"));
        unchanged(host, tree);
    }

    @ParameterizedTest
    @EnumSource
    void deletesWhatItPutThereAndNothingElse(Shells shell) throws Exception {
        OnceShell host = shell.host();
        write("theirs", "theirs");
        changed(
                tree(Strays.DELETE_OURS, file("a", "a", ""), file("sub/b", "b", ""))
                        .on(host, Mode.APPLY));
        Tree less = tree(Strays.DELETE_OURS, file("a", "a", ""));
        checkTouchesNothing(host, less);
        Outcome outcome = less.on(host, Mode.APPLY);
        changed(outcome);
        assertEquals(List.of("sub/b"), outcome.values().get("deleted"));
        assertFalse(Files.exists(root().resolve("sub/b")));
        assertEquals("theirs", read("theirs"));
        unchanged(host, less);
        try (Stream<Path> all = Files.list(dir)) {
            assertEquals(
                    List.of(".root.miprov", "root"),
                    all.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void deletesAllStraysWhenAsked(Shells shell) throws Exception {
        OnceShell host = shell.host();
        write("keep/a", "a");
        write("stray/b c/d\ne", "x");
        write("keep/f", "f");
        Tree tree = tree(Strays.DELETE, file("keep/a", "a", ""));
        checkTouchesNothing(host, tree);
        changed(tree.on(host, Mode.APPLY));
        try (Stream<Path> left = Files.walk(root())) {
            assertEquals(
                    List.of("", "keep", "keep/a"),
                    left.map(path -> root().relativize(path).toString()).sorted().toList());
        }
        unchanged(host, tree);
    }

    @ParameterizedTest
    @EnumSource
    void copiesFromADonorInsteadOfSending(Shells shell) throws Exception {
        OnceShell host = shell.host();
        Path donor = Files.createDirectories(dir.resolve("don or/lib"));
        Files.writeString(donor.resolve("big jar"), "many bytes");
        Tree tree =
                new Tree(
                        root().toString(),
                        List.of(file("lib/big.jar", "many bytes", ""), file("x", "x", "")),
                        Strays.KEEP,
                        List.of(dir.resolve("don or").toString(), dir.resolve("none").toString()),
                        Map.of());
        Outcome outcome = tree.on(host, Mode.APPLY);
        changed(outcome);
        assertEquals(1L, outcome.values().get("sent_files"));
        assertEquals("many bytes", read("lib/big.jar"));
        unchanged(host, tree);
    }

    @ParameterizedTest
    @EnumSource
    void refusesToPutAFileWhereAFolderIs(Shells shell) throws Exception {
        write("a/b", "x");
        Outcome outcome = tree(Strays.KEEP, file("a", "y", "")).on(shell.host(), Mode.APPLY);
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertEquals(
                root() + "/a is a folder, and should be a file; nothing was written",
                outcome.message());
    }

    @ParameterizedTest
    @EnumSource
    void writesThroughALinkToAFile(Shells shell) throws Exception {
        OnceShell host = shell.host();
        write("real", "old");
        Files.createSymbolicLink(root().resolve("link"), Path.of("real"));
        Tree tree = tree(Strays.KEEP, file("link", "new", ""));
        changed(tree.on(host, Mode.APPLY));
        assertTrue(Files.isSymbolicLink(root().resolve("link")));
        assertEquals("new", read("real"));
        unchanged(host, tree);
    }

    @ParameterizedTest
    @EnumSource
    void pointsALinkElsewhere(Shells shell) throws Exception {
        OnceShell host = shell.host();
        write("a/x", "a");
        write("b/x", "b");
        Files.createSymbolicLink(root().resolve("now"), Path.of("a"));
        Tree tree = tree(Strays.KEEP, Entry.link("now", "b"));
        checkTouchesNothing(host, tree);
        changed(tree.on(host, Mode.APPLY));
        assertEquals("b", read("now/x"));
        unchanged(host, tree);
    }

    @Test
    void leavesEverythingAsItWasWhenAFileBreaksOffOnThisSide() throws Exception {
        write("old", "old");
        Content broken =
                new Content(
                        10,
                        sha256("0123456789"),
                        () -> {
                            throw new IOException("the disk is gone");
                        });
        Outcome outcome =
                tree(
                                Strays.KEEP,
                                file("old", "new", ""),
                                Entry.file("z", Placement.AS_IT_IS, broken))
                        .on(Shells.DASH.host(), Mode.APPLY);
        assertEquals(Outcome.Status.FAILED, outcome.status());
        assertEquals("z could not be read: the disk is gone", outcome.message());
        assertEquals("old", read("old"));
        assertNoLeftovers();
    }

    @Test
    void leavesEverythingAsItWasWhenTheContentIsNotWhatItsDigestSays() throws Exception {
        write("old", "old");
        Content wrong =
                new Content(
                        3, sha256("abc"), () -> new ByteArrayInputStream("abd".getBytes(UTF_8)));
        Outcome outcome =
                tree(Strays.KEEP, Entry.file("old", Placement.AS_IT_IS, wrong))
                        .on(Shells.DASH.host(), Mode.APPLY);
        assertTrue(outcome.message().contains("did not arrive whole"), outcome.message());
        assertEquals("old", read("old"));
        assertNoLeftovers();
    }

    @Test
    void tellsInADiffWhatChanges() throws Exception {
        write("a", "old");
        Outcome outcome =
                tree(Strays.KEEP, file("a", "new", "0600"), file("b", "b", "0600"))
                        .on(Shells.DASH.host(), new Mode(true, true));
        Outcome.TextDiff diff = outcome.diffs().get(0);
        assertTrue(diff.before().startsWith("a: file 0644 "), diff.before());
        assertTrue(diff.after().contains("b: file 0600 sha256 " + sha256("b")), diff.after());
    }

    @Test
    void listsSevenHundredFilesInNoTime() throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            entries.add(file("plugins/org.wso2.carbon.some.plugin_" + i + ".jar", "jar " + i, ""));
        }
        OnceShell host = Shells.DASH.host();
        Tree tree = tree(Strays.KEEP, entries.toArray(Entry[]::new));
        changed(tree.on(host, Mode.APPLY));
        long start = System.nanoTime();
        unchanged(host, tree);
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
        assertEquals("jar 699", read("plugins/org.wso2.carbon.some.plugin_699.jar"));
    }

    private void checkTouchesNothing(OnceShell host, Tree tree) throws IOException {
        String before = everything();
        changed(tree.on(host, Mode.CHECK));
        assertEquals(before, everything());
    }

    private String everything() throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            return all.map(path -> path + " " + path.toFile().lastModified())
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    private void assertNoLeftovers() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            assertEquals(
                    List.of("root"),
                    all.map(path -> path.getFileName().toString())
                            .filter(name -> !name.equals("tools"))
                            .toList());
        }
    }

    private static void changed(Outcome outcome) {
        assertEquals(Outcome.Status.CHANGED, outcome.status(), outcome.message());
    }

    private static void unchanged(OnceShell host, Tree tree) {
        Outcome again = tree.on(host, Mode.APPLY);
        assertEquals(Outcome.Status.OK, again.status(), again.message() + again.values());
    }

    private Path root() {
        return dir.resolve("root");
    }

    private Tree tree(Strays strays, Entry... entries) {
        return new Tree(root().toString(), List.of(entries), strays, Map.of());
    }

    private static Entry folder(String path, String mode) {
        return Entry.folder(path, placement(mode));
    }

    private static Entry file(String path, String text, String mode) {
        byte[] bytes = text.getBytes(UTF_8);
        return Entry.file(
                path,
                placement(mode),
                new Content(bytes.length, sha256(text), () -> new ByteArrayInputStream(bytes)));
    }

    private static Placement placement(String mode) {
        return mode.isEmpty()
                ? Placement.AS_IT_IS
                : new Placement(Optional.of(FileMode.of(mode)), Optional.empty(), Optional.empty());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String read(String path) throws IOException {
        return Files.readString(root().resolve(path));
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root().resolve(path)));
    }
}
