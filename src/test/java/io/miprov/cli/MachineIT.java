package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The modules for what a machine is as a whole, on a machine. */
@Timeout(180)
final class MachineIT {
    @TempDir private static Path folder;
    private static LabHost host;
    private static Playing play;

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("machine");
        play = new Playing(folder, host);
        host.root(
                "apt-get update -q && apt-get install -q -y cron locales tzdata dbus procps </dev/null");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void keepsJobsAndVariablesOfUsers() throws Exception {
        play.changesOnce(
                """
                - cron: {name: clean up, minute: "0", hour: "5,17", job: "ls >/dev/null"}
                - cron: {name: PATH, env: true, job: /bin:/usr/bin}
                - cron: {name: half, special_time: daily, job: "echo 50% done", disabled: true, user: ops}
                """);
        assertEquals(
                "PATH=\"/bin:/usr/bin\"\n#Ansible: clean up\n0 5,17 * * * ls >/dev/null",
                host.root("crontab -l"));
        assertEquals("#Ansible: half\n#@daily echo 50% done", host.root("crontab -l -u ops"));
        play.changesOnce("- cron: {name: clean up, state: absent}");
        assertEquals("PATH=\"/bin:/usr/bin\"", host.root("crontab -l"));
    }

    @Test
    void keepsTheCrontabThatWas() throws Exception {
        host.root("printf '* * * * * old\\n' | crontab -u games -");
        play.apply(
                """
                - cron: {name: new, job: /bin/true, user: games, backup: true}
                  register: done
                - command: cat {{ done.backup_file }}
                  register: kept
                - assert: {that: kept.stdout == '* * * * * old'}
                """,
                0);
    }

    @Test
    void setsTheTimeZoneAndMakesLocales() throws Exception {
        play.changesOnce("- timezone: {name: Europe/Berlin}\n- locale_gen: {name: de_DE.UTF-8}");
        assertEquals("CET", host.root("date -d 2026-01-01 +%Z"));
        assertEquals("de_DE.utf8", host.root("locale -a | grep de_DE"));
        play.changesOnce("- locale_gen: {name: de_DE.UTF-8, state: absent}");
        assertTrue(
                play.apply("- timezone: {name: Europe/Atlantis}", 1).contains("Europe/Atlantis"));
    }

    @Test
    void choosesAlternatives() throws Exception {
        play.changesOnce(
                "- alternatives: {name: greeter, path: /bin/true, link: /usr/bin/greeter}");
        play.changesOnce(
                """
                - alternatives:
                    name: greeter
                    path: /bin/false
                    priority: 70
                    subcommands: [{name: greeted, link: /usr/bin/greeted, path: /bin/cat}]
                """);
        assertEquals("/bin/false", host.root("readlink -f /usr/bin/greeter | sed s:/usr::"));
        assertEquals("/bin/cat", host.root("readlink -f /usr/bin/greeted | sed s:/usr::"));
        play.changesOnce("- alternatives: {name: greeter, path: /bin/true, state: absent}");
    }

    @Test
    void mountsAndUnmounts() throws Exception {
        play.changesOnce(
                "- mount: {path: /srv/data dir, src: tmpfs, fstype: tmpfs, opts: size=1m, state: mounted}");
        assertEquals("tmpfs", host.root("stat -f -c %T '/srv/data dir'"));
        assertEquals("tmpfs /srv/data\\040dir tmpfs size=1m 0 0", host.root("grep srv /etc/fstab"));
        play.changesOnce(
                "- mount: {path: /srv/bound, src: /etc, fstype: none, opts: bind, state: mounted}");
        play.changesOnce("- mount: {path: /srv/bound, state: absent}");
        play.changesOnce("- mount: {path: /srv/data dir, state: unmounted}");
        play.changesOnce("- mount: {path: /srv/data dir, state: absent}");
        assertEquals("", host.root("grep srv /etc/fstab /proc/mounts || ls /srv"));
        play.apply("- mount: {path: /srv/no, src: /dev/none, fstype: ext4, state: mounted}", 1);
        assertEquals("", host.root("grep srv /etc/fstab || ls /srv"));
    }

    @Test
    void tellsServices() throws Exception {
        String said =
                play.apply(
                        """
                        - service_facts:
                        - debug: {msg: "{{ ansible_facts.services['ssh.service'] | to_json }}!"}
                        - assert: {that: "services['ssh.service'].state == 'running'"}
                        """,
                        0);
        assertTrue(
                said.contains(
                        "{\"name\": \"ssh.service\", \"state\": \"running\", \"status\": \"enabled\", \"source\": \"systemd\"}!"),
                said);
    }

    @Test
    void givesTheHostItsName() throws Exception {
        // the engine mounts this file, so that it can not be replaced
        host.root("umount /etc/hostname");
        play.changesOnce("- hostname: {name: vm1.example.org}");
        assertEquals("vm1.example.org", host.root("cat /etc/hostname"));
        assertEquals("vm1.example.org", host.root("cat /proc/sys/kernel/hostname"));
    }

    /** A host of its own, since it goes down. */
    @Test
    void rebootsAndGoesOnOverANewConnection() throws Exception {
        try (LabHost vm = LabHost.start("vm")) {
            vm.rebootable();
            String address = vm.innerAddress();
            Path known =
                    Files.writeString(
                            folder.resolve("known"),
                            address
                                    + " "
                                    + vm.root("cat /etc/ssh/ssh_host_ed25519_key.pub")
                                    + "\n");
            String before = vm.root("stat -c %Y /proc/1");
            String said =
                    new Playing(folder, vm)
                            .apply(
                                    """
                                    vars:
                                      ansible_host: %s
                                      ansible_port: 22
                                      ansible_ssh_common_args: -o IdentitiesOnly=yes -o UserKnownHostsFile=%s
                                    """
                                            .formatted(address, known),
                                    """
                                    - command: touch /run/before
                                    - reboot: {reboot_timeout: 90, test_command: test ! -e /run/before}
                                    - command: id -un
                                    - wait_for_connection: {timeout: 10}
                                    """,
                                    0);
            assertTrue(said.contains("changed   vm       reboot"), said);
            assertNotEquals(before, vm.root("stat -c %Y /proc/1"));
        }
    }

    @Test
    void refusesToRebootTheMachineThatItRunsOn() throws Exception {
        String said = play.apply("connection: local", "- reboot:\n  become: false", 1);
        assertTrue(said.contains("itself runs on"), said);
    }
}
