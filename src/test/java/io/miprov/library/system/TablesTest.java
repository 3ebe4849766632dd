package io.miprov.library.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code mount} and {@code sysctl}, as far as they edit tables; the rest is in MachineIT. */
final class TablesTest {
    @TempDir Path dir;

    private Map<String, Object> mount(String path, String state, String src) {
        return Map.of(
                "path",
                path,
                "fstab",
                dir.resolve("fstab").toString(),
                "state",
                state,
                "src",
                src,
                "fstype",
                "ext4",
                "opts",
                "noatime");
    }

    @ParameterizedTest
    @EnumSource
    void keepsMountsInATable(Shells shell) throws IOException {
        Trial mount = new Trial("mount", dir, shell).given("fstab", "# mine\nUUID=1 / ext4 rw\n");
        mount.changesFiles(mount("/srv/a b", "present", "/dev/sdx1"));
        mount.changesFiles(mount("/srv/a b", "present", "LABEL=x&y"));
        assertEquals(
                "# mine\nUUID=1 / ext4 rw\nLABEL=x\\046y /srv/a\\040b ext4 noatime 0 0\n",
                Files.readString(dir.resolve("fstab")));
        mount.changesFiles(mount("/srv/a b", "absent_from_fstab", "LABEL=x&y"));
        mount.settled(mount("/srv/a b", "unmounted", "LABEL=x&y"));
        assertEquals("# mine\nUUID=1 / ext4 rw\n", Files.readString(dir.resolve("fstab")));
    }

    @ParameterizedTest
    @EnumSource
    void keepsTwoSwapsApart(Shells shell) throws IOException {
        Trial mount =
                new Trial("mount", dir, shell)
                        .given("fstab", "/dev/a none swap sw 0 0\n/dev/b none swap sw 0 0\n");
        mount.changesFiles(mount("none", "absent_from_fstab", "/dev/b"));
        assertEquals("/dev/a none swap sw 0 0\n", Files.readString(dir.resolve("fstab")));
    }

    @ParameterizedTest
    @EnumSource
    void keepsKernelParametersInAFile(Shells shell) throws IOException {
        Trial sysctl =
                new Trial("sysctl", dir, shell).given("s.conf", "# mine\na.b = 1\nvm.x=2\na.b=3\n");
        Map<String, Object> file =
                Map.of("sysctl_file", dir.resolve("s.conf").toString(), "reload", false);
        sysctl.changesFiles(with(file, "name", "a.b", "value", "yes"));
        assertEquals("# mine\na.b=1\nvm.x=2\n", Files.readString(dir.resolve("s.conf")));
        sysctl.changesFiles(with(file, "name", "net.z", "value", "1 2  3"));
        sysctl.changesFiles(with(file, "name", "vm.x", "state", "absent"));
        assertEquals("# mine\na.b=1\nnet.z=1 2  3\n", Files.readString(dir.resolve("s.conf")));
    }

    private static Map<String, Object> with(Map<String, Object> some, Object... more) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(some);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i].toString(), more[i + 1]);
        }
        return all;
    }
}
