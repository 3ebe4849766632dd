package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each word that we say to machines, under each shell. */
@ParameterizedClass
@EnumSource(Shells.class)
final class PreludeTest {
    @Parameter Shells shell;
    @TempDir Path dir;
    private OnceShell host;

    @BeforeEach
    void start() {
        host = shell.host();
    }

    @Test
    void everyWordSaysWhatItDoes() {
        String text = Prelude.text();
        Pattern.compile("(?m)^([a-z_]+)\\(\\) [({]$")
                .matcher(text)
                .results()
                .forEach(
                        word -> {
                            String before = text.substring(0, word.start()).stripTrailing();
                            String line = before.substring(before.lastIndexOf('\n') + 1);
                            assertTrue(line.startsWith("#"), word.group(1) + " has no comment");
                        });
    }

    @Test
    void ensureLooksActsAndLooksAgain() throws IOException {
        Path file = dir.resolve("f");
        Sh probe = Sh.of("cat {} 2>/dev/null || echo none", file);
        Sh apply = Sh.of("echo new >{}", file);
        assertEquals(
                "changed\nnone\036shown",
                said("ensure check {} new {} {}", probe, apply, Sh.of("echo shown")));
        assertFalse(Files.exists(file));
        assertEquals("changed\nnone\036", said("ensure apply {} new {} :", probe, apply));
        assertEquals("ok\n", said("ensure apply {} new {} :", probe, apply));
    }

    @Test
    void ensureFailsWhenTheStateDoesNotCome() {
        Reply reply = host.run(Sh.of("ensure apply {} new : :", Sh.of("echo old")));
        assertEquals(3, reply.status());
        assertTrue(reply.err().contains("old\nand should be\nnew"), reply.err());
        assertEquals(
                1,
                host.run(Sh.of("ensure apply {} new {} :", Sh.of("echo old"), Sh.of("false")))
                        .status());
    }

    @Test
    void runUnlessLooksForItsFiles() throws IOException {
        Files.writeString(dir.resolve("a b.txt"), "");
        Sh script = Sh.of("echo hi");
        assertEquals("ran\nhi\n", said("run_unless apply '' '' {}", script));
        assertEquals("ran\nhi\n", said("run_unless apply {} '' {}", dir + "/no*", script));
        assertTrue(
                said("run_unless apply {} '' {}", dir + "/a b.t*", script).startsWith("skipped"));
        assertTrue(said("run_unless apply '' {} {}", dir + "/no*", script).startsWith("skipped"));
        assertTrue(said("run_unless check '' '' {}", script).startsWith("skipped check"));
        assertEquals(7, host.run(Sh.of("run_unless apply '' '' {}", Sh.of("exit 7"))).status());
    }

    @Test
    void anyPathLeavesTheShellAsItWas() {
        assertEquals(
                "a b",
                said(
                        "any_path {} ; set -- 'a b'; for each in $1; do printf '%s ' \"$each\"; done | sed 's/ $//'",
                        dir));
    }

    @Test
    void runScriptHidesItsTextFromLists() throws IOException {
        Reply reply =
                host.run(
                        Sh.of(
                                "run_script /bin/sh {} one 'two three'",
                                "tr '\\0' ' ' </proc/$$/cmdline; echo; echo \"$2\" # hush"));
        assertFalse(reply.out().contains("hush"), reply.out());
        assertTrue(reply.out().endsWith("two three\n"), reply.out());
        assertEquals("in", host.run(Sh.of("printf in | run_script /bin/sh cat")).out());
    }

    @Test
    void runScriptIsCalledByTheNameOfItsShell() {
        assertEquals("/bin/sh\n", host.run(Sh.of("run_script /bin/sh 'echo $0'")).out());
        assertEquals(
                "/bin/sh x 3\n",
                host.run(
                                Sh.of(
                                        "run_script /bin/sh {} x",
                                        "printf '%s %s ' \"$0\" $1\nexpr 1 + 2\n"))
                        .out());
        assertEquals(4, host.run(Sh.of("run_script /bin/sh 'exit 4'")).status());
    }

    @Test
    void takeInReplacesOnlyWhatItKnows() throws IOException {
        Path file = dir.resolve("f");
        Files.writeString(file, "theirs");
        Reply refused =
                host.run(Sh.of("printf ours | take_in {} absent 0600 '' '' '' '' ''", file));
        assertTrue(refused.err().contains("changed by somebody else"), refused.err());
        Reply cut = host.run(Sh.of("printf ours | take_in {} '' 0600 '' '' '' '' abc", file));
        assertTrue(cut.err().contains("not whole"), cut.err());
        assertEquals("theirs", Files.readString(file));
        onlyFile("f");
        said("printf ours | take_in {} '' 0640 '' '' '' '' ''", file);
        assertEquals("ours", Files.readString(file));
        onlyFile("f");
    }

    @Test
    void takeInKeepsTheAccessControlListOfAFile() throws IOException {
        assumeTrue(host.run(Sh.of("command -v getfacl && command -v setfacl")).ok(), "needs acl");
        Path file = dir.resolve("f");
        Files.writeString(file, "theirs");
        said(
                "setfacl -m u:nobody:rwx {} && printf ours | take_in {} '' '' '' '' '' '' ''",
                file,
                file);
        assertTrue(said("getfacl -cp {}", file).contains("user:nobody:rwx"));
        assertEquals("ours", Files.readString(file));
    }

    @Test
    void takeInLeavesNothingWhenTheDiskIsFull() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        Path full = Files.createDirectory(dir.resolve("full"));
        OnceShell small =
                new OnceShell(
                        List.of(
                                "unshare",
                                "-m",
                                "sh",
                                "-c",
                                "mount -t tmpfs -o size=64k none "
                                        + full
                                        + " && exec "
                                        + command()
                                        + " \"$1\"",
                                "sh"),
                        Map.of());
        assumeTrue(small.run(Sh.of("true")).ok(), "needs mount namespaces");
        Reply reply =
                small.run(
                        Sh.of(
                                "echo old >{}; head -c 200000 /dev/zero | take_in {} '' '' '' '' '' '' ''; echo $?; ls -A {}; cat {}",
                                full + "/f",
                                full + "/f",
                                full.toString(),
                                full + "/f"));
        assertEquals("1\nf\nold\n", reply.out(), reply.err());
        assertTrue(reply.err().contains("was not written"), reply.err());
    }

    private String command() {
        return switch (shell) {
            case DASH -> "dash";
            case BASH -> "bash --posix";
            case BUSYBOX -> "busybox sh";
        };
    }

    @Test
    void validateRunsTheCommandOnTheNewFile() throws IOException {
        Files.writeString(dir.resolve("it's; here"), "good");
        Files.writeString(dir.resolve("plain"), "good");
        assertTrue(host.run(Sh.of("validate 'grep -q good %s' {}", dir + "/it's; here")).ok());
        assertTrue(host.run(Sh.of("validate \"grep -q good '%s'\" {}", dir + "/plain")).ok());
        assertFalse(host.run(Sh.of("validate 'grep -q bad %s' {}", dir + "/plain")).ok());
        assertTrue(host.run(Sh.of("validate '' {}", dir + "/plain")).ok());
    }

    @Test
    void putWritesThroughALink() throws IOException {
        Files.writeString(dir.resolve("real"), "1");
        Files.createSymbolicLink(dir.resolve("l"), Path.of("real"));
        String base64 = Base64.getEncoder().encodeToString("2".getBytes(UTF_8));
        said("put {} 0600 '' '' '' '' {}", dir.resolve("l"), base64);
        assertEquals("2", Files.readString(dir.resolve("real")));
        assertTrue(Files.isSymbolicLink(dir.resolve("l")));
        assertFalse(
                host.run(Sh.of("put_if {} absent '' '' '' '' '' {}", dir.resolve("real"), base64))
                        .ok());
    }

    @Test
    void tellsAFolderThatCanNotBeWrittenTo() {
        Reply reply = host.run(Sh.of("printf x | take_in /proc/f '' '' '' '' '' '' ''"));
        assertFalse(reply.ok());
        assertTrue(reply.err().contains("/proc/"), reply.err());
    }

    @org.junit.jupiter.params.ParameterizedTest
    @ValueSource(strings = {"plain", "two words", "it's", "-n", "a\nb", "end\n", "*", "|", "$x"})
    void fileStateKnowsAnyName(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.writeString(file, "x");
        String[] state = said("file_state {} '' digest", file).strip().split("\\|", -1);
        assertEquals("file", state[0]);
        assertEquals("1", state[6]);
        assertEquals(file.toString(), new String(Base64.getDecoder().decode(state[10]), UTF_8));
    }

    @Test
    void fileStateTellsLinksAndWhatIsNotThere() throws IOException {
        Files.createSymbolicLink(dir.resolve("l"), Path.of("nowhere"));
        assertTrue(said("file_state {} follow ''", dir.resolve("l")).startsWith("link|"));
        assertTrue(
                said("file_state {} follow ''", dir.resolve("no"))
                        .startsWith("absent|0|0|0|||0||"));
        assertTrue(said("file_state {} '' ''", dir).startsWith("directory|"));
        assertTrue(said("file_state /dev/null '' ''").startsWith("other|"));
    }

    @Test
    void placeStateFindsTheFileInAFolder() throws IOException {
        String[] lines = said("place_state {} name '' ''", dir).split("\n", -1);
        String[] state = lines[0].split("\\|", -1);
        assertEquals(dir + "/name", new String(Base64.getDecoder().decode(state[10]), UTF_8));
        assertEquals("there", lines[1]);
        assertTrue(Long.parseLong(lines[2]) > 0);
        assertTrue(said("place_state {} name '' ''", dir + "/no/").contains("\nnone\n"));
    }

    @Test
    void foldersAreMadeWithTheirAttributes() throws IOException {
        said("make_folders {} 0700 '' ''", dir + "/a/b");
        assertEquals("700\n700\n", said("stat -c %a {} {}", dir + "/a", dir + "/a/b"));
    }

    @Test
    void theFolderOfAPathEndsWithASlash() {
        assertEquals("/", said("folder_of /f"));
        assertEquals("./", said("folder_of f"));
        assertEquals("/a b/", said("folder_of '/a b/f'"));
    }

    @Test
    void showStoresLeavesOutWhatIsNone() throws IOException {
        for (String name : List.of("a b.jks", "client-truststore.jks", "key.pem", "c.p12")) {
            Files.writeString(dir.resolve(name), name);
        }
        Files.write(dir.resolve("large.jks"), new byte[70_000]);
        assertEquals(
                List.of("a b.jks", "c.p12"),
                said("show_stores {}", dir)
                        .lines()
                        .map(
                                line ->
                                        new String(
                                                Base64.getDecoder().decode(line.split(" ")[1]),
                                                UTF_8))
                        .sorted()
                        .toList());
        assertEquals("", said("show_stores {}", dir + "/none"));
    }

    @Test
    void fillTreeKeepsWhatCameWhole() throws IOException {
        Path from = Files.createDirectories(dir.resolve("from"));
        Files.writeString(from.resolve("a b"), "one");
        Files.writeString(from.resolve("c"), "two".repeat(1000));
        said("cd {} && sha256sum 'a b' c >../sums && tar -cf ../tar 'a b' c", from);
        Sh fill =
                Sh.of(
                        "head -c \"$size\" {} | fill_tree {} \"$(cat {})\" 'touch done'",
                        dir.resolve("tar"),
                        dir.resolve("to/x"),
                        dir.resolve("sums"));
        Reply cut = host.run(Sh.of("size=2500").then(fill));
        assertEquals(1, cut.status());
        assertTrue(cut.err().contains("those that did are not sent again"), cut.err());
        assertEquals("one", Files.readString(dir.resolve("to/x/a b")));
        assertFalse(Files.exists(dir.resolve("to/x/done")));
        assertTrue(host.run(Sh.of("size=1000000").then(fill)).ok());
        assertEquals("two".repeat(1000), Files.readString(dir.resolve("to/x/c")));
        assertTrue(Files.exists(dir.resolve("to/x/done")));
    }

    @Test
    void rightSumsMissesNoWrongFile() throws IOException {
        Path files = Files.createDirectories(dir.resolve("files"));
        for (int i = 0; i < 7; i++) {
            Files.writeString(files.resolve("file " + i), "text " + i);
        }
        said("cd {} && sha256sum file* >../sums", files);
        Sh proof =
                Sh.of(
                        "cd {} && if right_sums <../sums; then echo right; else echo wrong; fi",
                        files);
        assertEquals("right\n", host.run(proof).out());
        for (int i = 0; i < 7; i++) {
            Path file = files.resolve("file " + i);
            Files.writeString(file, "other");
            assertEquals("wrong\n", host.run(proof).out(), file.toString());
            Files.delete(file);
            assertEquals("wrong\n", host.run(proof).out(), file + " is missing");
            Files.writeString(file, "text " + i);
        }
        Files.writeString(dir.resolve("sums"), "");
        assertEquals("wrong\n", host.run(proof).out());
    }

    @Test
    void donorsAreListedWhole() throws IOException {
        Path donor = Files.createDirectories(dir.resolve("donor"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(donor.resolve("a file of the donor with a long name, " + i), "" + i);
        }
        assertEquals(
                said("cd {} && sha256sum ./* | sort", donor),
                said("list_donor {} | sed 1d | sort", donor));
    }

    @Test
    void fillTreeLeavesNoFullDisk() throws IOException {
        Path small = Files.createDirectories(dir.resolve("small"));
        Files.write(dir.resolve("large"), new byte[4_000_000]);
        Reply full =
                Mounted.tmpfs(small)
                        .run(
                                Sh.of(
                                        "(cd {} && tar -cf - large) | fill_tree {} '' : ; ls {}",
                                        dir,
                                        small.resolve("root"),
                                        small));
        assertTrue(full.err().contains("there is no room left, so what had come"), full.err());
        assertEquals("", full.out());
    }

    @Test
    void takeFromSharesWhatIsRightAndCopiesTheRest() throws IOException {
        Path donor = Files.createDirectories(dir.resolve("donor"));
        Path into = Files.createDirectories(dir.resolve("into"));
        for (String name : List.of("right one", "other", "own")) {
            Files.writeString(donor.resolve(name), name);
        }
        said("chmod 644 {}/*; chmod 600 {}", donor, donor.resolve("other"));
        Files.writeString(into.resolve("own"), "half of it");
        said("cd {} && take_from {} {} share 0644 '' '' 'right one'", dir, donor, "./into");
        said("cd {} && take_from {} {} share 0644 '' '' other", dir, donor, "./into");
        said("cd {} && take_from {} {} copy 0600 '' '' own", dir, donor, "./into");
        assertEquals(
                "2 644\n1 644\n1 600\n",
                said("cd {} && stat -c '%h %a' 'right one' other own", into));
        assertEquals("own", Files.readString(into.resolve("own")));
        assertEquals("1 600\n", said("stat -c '%h %a' {}", donor.resolve("other")));
    }

    private String said(String template, Object... values) {
        Reply reply = host.run(Sh.of(template, values));
        assertTrue(reply.ok(), () -> reply.status() + ": " + reply.err());
        return reply.out();
    }

    private void onlyFile(String name) throws IOException {
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(List.of(dir.resolve(name)), left.toList());
        }
    }
}
