package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miprov.diag.Secret;
import io.miprov.host.OnceShell;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and groups, made with the real tools in a copy of /etc that only the test sees. */
final class AccountModulesTest {
    @TempDir Path dir;
    private OnceShell host;

    @BeforeEach
    void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        Path etc = dir.resolve("etc");
        Process copy =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "mkdir \"$1\" && cd /etc && cp -a passwd group shadow gshadow login.defs nsswitch.conf skel"
                                        + " pam.d security \"$1\"",
                                "sh",
                                etc.toString())
                        .start();
        assumeTrue(copy.waitFor() == 0);
        host =
                new OnceShell(
                        List.of(
                                "unshare",
                                "-m",
                                "sh",
                                "-c",
                                "mount --bind " + etc + " /etc && exec dash \"$1\"",
                                "sh"),
                        Map.of());
        assumeTrue(
                host.run(io.miprov.host.Sh.of("test -f /etc/passwd")).ok(),
                "needs mount namespaces");
    }

    @Test
    void makesChangesAndRemovesAGroup() throws Exception {
        assertEquals(
                7002L, group().changes(Map.of("name", "wsotest", "gid", 7002)).values().get("gid"));
        group().settled(Map.of("name", "wsotest"));
        group().changes(Map.of("name", "wsotest", "gid", 7003));
        assertTrue(Files.readString(dir.resolve("etc/group")).contains("wsotest:x:7003:"));
        group().changes(Map.of("name", "wsotest", "state", "absent"));
    }

    @Test
    void givesAGroupANumberOfARange() {
        Map<String, Object> range = Map.of("name", "one", "gid_min", 1500, "gid_max", 1501);
        assertEquals(1500L, group().changes(range).values().get("gid"));
        group().changes(Map.of("name", "two", "gid_min", 1500, "gid_max", 1501));
        group().fails(Map.of("name", "three", "gid_min", 1500, "gid_max", 1501), "GID");
        group().changes(Map.of("name", "here", "local", true));
        BadParams refused =
                assertThrows(
                        BadParams.class,
                        () -> group().run(Map.of("name", "x", "local", true, "gid_min", 7)));
        assertEquals("'gid_min' can not be used with 'local'", refused.getMessage());
    }

    @Test
    void makesAUserAsTheRoleAsks() throws Exception {
        group().changes(Map.of("name", "wsotest", "gid", 7002, "system", true));
        Outcome made =
                user().changes(
                                Map.of(
                                        "name",
                                        "carbon",
                                        "uid",
                                        7002,
                                        "group",
                                        "wsotest",
                                        "home",
                                        dir + "/home",
                                        "create_home",
                                        false,
                                        "shell",
                                        "/usr/sbin/nologin",
                                        "system",
                                        true));
        assertEquals(7002L, made.values().get("uid"));
        assertEquals(dir + "/home", made.values().get("home"));
        assertTrue(Files.readString(dir.resolve("etc/passwd")).contains("carbon:x:7002:7002:"));
        assertFalse(Files.exists(dir.resolve("home")));
    }

    @Test
    void changesOnlyWhatDiffers() {
        user().changes(Map.of("name", "carbon", "home", dir + "/home", "comment", "It's me"));
        Outcome changed =
                user().changes(
                                Map.of(
                                        "name",
                                        "carbon",
                                        "shell",
                                        "/bin/sh",
                                        "groups",
                                        "daemon,bin"));
        assertEquals("/bin/sh", changed.values().get("shell"));
        user().settled(Map.of("name", "carbon", "groups", "bin", "append", true));
        user().changes(Map.of("name", "carbon", "groups", "bin"));
        user().changes(Map.of("name", "carbon", "groups", List.of("adm"), "append", true));
        user().settled(Map.of("name", "carbon", "groups", "bin,adm"));
    }

    @Test
    void setsAPasswordThatNobodySees() throws Exception {
        Map<String, Object> params =
                Map.of(
                        "name",
                        "carbon",
                        "home",
                        dir + "/home",
                        "password",
                        new Secret("$6$salt$abcdef"));
        user().changes(params);
        assertTrue(Files.readString(dir.resolve("etc/shadow")).contains("carbon:$6$salt$abcdef:"));
        user().settled(
                        Map.of(
                                "name",
                                "carbon",
                                "password",
                                "$6$other$x",
                                "update_password",
                                "on_create"));
        user().changes(Map.of("name", "carbon", "password", "$6$other$x"));
        user().changes(Map.of("name", "carbon", "password_lock", true));
    }

    @Test
    void removesAUser() {
        user().settled(Map.of("name", "carbon", "state", "absent"));
        user().changes(Map.of("name", "carbon", "home", dir + "/home"));
        user().changes(Map.of("name", "carbon", "state", "absent", "remove", true));
        assertFalse(Files.exists(dir.resolve("home")));
    }

    private Trial user() {
        return new Trial("user", dir, host);
    }

    private Trial group() {
        return new Trial("group", dir, host);
    }
}
